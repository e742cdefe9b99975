/**
 * What a search costs in a dossier of many clauses, beside a floor taken in the same run: one pass over the same
 * texts with `includes`, which finds no words, marks nothing and knows no days.
 * Run: npm run build && node bench/search.mjs
 */
import { performance } from 'node:perf_hooks';
import { DossierEventSchema } from '../dist/dossier/announcement.js';
import { formatDay, parseDay } from '../dist/dossier/dates.js';
import { Timeline } from '../dist/dossier/timeline.js';
import { searchOf, stateOf } from '../dist/tracker/queries.js';

const FIRST = parseDay('2000-01-01');
const TODAY = '2026-11-23';
const STEMS = [
  'supply',
  'licence',
  'cloud',
  'revenue',
  'delivery',
  'grain',
  'warehouse',
  'exclusive',
  'term',
  'notice',
];

/** A text of so many words out of some thousands, the same for the same seed. */
function textOf(seed, words) {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return Array.from(
    { length: words },
    () => `${STEMS[next() % STEMS.length]}${next() % 400 === 0 ? '' : next() % 400}`,
  ).join(' ');
}

/** A dossier of so many clauses of so many words, each amended once. */
function history(clauses, words) {
  const source = {
    id: 'post',
    title: 'Post',
    publisher: 'Acme',
    url: 'https://example.org/',
    class: 'filed',
  };
  const base = { announcedBy: ['acme'], sources: [source], sequence: 1 };
  const announcements = [];
  const size = 100;
  for (let c = 0; c * size < clauses; c += 1) {
    const refs = Array.from({ length: size }, (_, k) => `contract-${c}/clause-${k}`);
    const open = {
      effect: 'open-contract',
      contract: `contract-${c}`,
      title: `Contract ${c}`,
      parties: ['acme', 'bolt'],
    };
    const introduce = (clause, k) => ({
      effect: 'introduce',
      clause,
      heading: `Clause ${k} of ${STEMS[k % STEMS.length]}`,
      text: textOf(c * size + k, words),
    });
    const amend = (clause, k) => ({ effect: 'amend', clause, text: textOf(-(c * size + k) - 1, words) });
    announcements.push(
      {
        ...base,
        type: 'AgreementAnnounced',
        id: `deal-${c}`,
        headline: `Contract ${c}`,
        announcedOn: formatDay(FIRST + c),
        effects: [open, ...refs.map(introduce)],
      },
      {
        ...base,
        type: 'RenegotiationAnnounced',
        id: `change-${c}`,
        headline: `Change of contract ${c}`,
        announcedOn: formatDay(FIRST + 1000 + c),
        effects: refs.map(amend),
      },
    );
  }
  const parties = [
    { id: 'acme', name: 'Acme' },
    { id: 'bolt', name: 'Bolt' },
  ];
  return [{ type: 'DossierOpened', dossier: 'bench', title: 'Bench', parties }, ...announcements].map(
    (event, revision) => ({ revision, event: DossierEventSchema.parse(event) }),
  );
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function time(runs, work) {
  return median(
    Array.from({ length: runs }, (_, index) => {
      const start = performance.now();
      work(index);
      return performance.now() - start;
    }),
  );
}

function report(clauses, words) {
  const events = history(clauses, words);
  const timeline = Timeline.of('bench', events);
  const texts = events.flatMap(({ event }) => (event.effects ?? []).flatMap(({ text }) => text ?? []));
  const floor = time(15, () => texts.filter((text) => text.toLowerCase().includes('exclusive77')).length);
  // What a state needs of the dossier, a search needs too: whichever comes first pays for it.
  const state = time(1, () => stateOf(timeline, {}, TODAY));
  const cold = time(1, () => searchOf(timeline, { query: 'exclusive77' }, TODAY));
  const asked = (query) => time(15, () => searchOf(timeline, { query }, TODAY));
  const other = time(3, (run) =>
    searchOf(timeline, { query: 'exclusive77', known: formatDay(FIRST + 1005 + run) }, TODAY),
  );
  const more = timeline.extend([
    { revision: timeline.head + 1, event: { ...events.at(-1).event, id: 'more', effects: [] } },
  ]);
  const after = time(1, () => searchOf(more, { query: 'exclusive77' }, TODAY));
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  const line = (name, ms) =>
    console.log(
      `  ${name.padEnd(42)}${ms.toFixed(1).padStart(9)} ms ${(ms / floor).toFixed(1).padStart(8)} x`,
    );
  console.log(
    `\n${clauses} clauses, two wordings each, ${words} words a wording, ${(bytes / 1e6).toFixed(1)} MB of text`,
  );
  line('floor, one pass with includes', floor);
  line('first state (lives worked out)', state);
  line('first search (texts folded)', cold);
  line('first search after an append', after);
  line('first search with other knowledge', other);
  line('one rare word', asked('exclusive77'));
  line('a word that every clause has', asked('supply'));
  line('three words', asked('licence cloud revenue12'));
  line('a word written nearly so', asked('exclusiv777x'));
  line('a word that is nowhere', asked('zzz'));
  line('200 characters of different words', asked(textOf(3, 22)));
}

report(200, 60);
report(2000, 60);
report(2000, 250);
