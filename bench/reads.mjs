/**
 * What a read costs, as a ratio to a floor taken in the same run: JSON.stringify of the answer. A read should
 * cost in proportion to the clauses that it shows, so the ratio should not grow with the length of the log.
 * Run: npm run build && node bench/reads.mjs
 */
import { performance } from 'node:perf_hooks';
import { compare } from '../dist/dossier/compare.js';
import { dayPoint } from '../dist/dossier/points.js';
import { clauseState, stateAt, surroundingsOf } from '../dist/dossier/state.js';
import { Timeline } from '../dist/dossier/timeline.js';
import { DossierEventSchema } from '../dist/dossier/announcement.js';
import { formatDay, parseDay } from '../dist/dossier/dates.js';

const FIRST = parseDay('2000-01-01');

/** A dossier of contracts with clauses each, amended in turn by a number of announcements, one a day. */
function history(contracts, clauses, amendments) {
  const source = {
    id: 'post',
    title: 'Post',
    publisher: 'Acme',
    url: 'https://example.org/',
    class: 'filed',
  };
  const refs = [];
  const effects = [];
  for (let c = 0; c < contracts; c += 1) {
    effects.push({
      effect: 'open-contract',
      contract: `contract-${c}`,
      title: `Contract ${c}`,
      parties: ['acme', 'bolt'],
    });
    for (let k = 0; k < clauses; k += 1) {
      const ref = `contract-${c}/clause-${k}`;
      refs.push(ref);
      const grant = {
        action: 'use',
        target: `thing-${k}`,
        assigner: 'acme',
        assignee: 'bolt',
        exclusivity: k % 5 === 0 ? 'exclusive' : 'non-exclusive',
      };
      effects.push({
        effect: 'introduce',
        clause: ref,
        heading: `Clause ${k}`,
        text: 'First text of a clause.',
        grants: k % 4 === 0 ? [grant] : [],
      });
    }
  }
  const events = [
    {
      type: 'DossierOpened',
      dossier: 'bench',
      title: 'Bench',
      parties: [
        { id: 'acme', name: 'Acme' },
        { id: 'bolt', name: 'Bolt' },
      ],
      subjects: Array.from({ length: clauses }, (_, k) => ({ id: `thing-${k}`, name: `Thing ${k}` })),
    },
    {
      type: 'AgreementAnnounced',
      id: 'ann-0',
      headline: 'Opening',
      announcedOn: formatDay(FIRST),
      sequence: 1,
      announcedBy: ['acme'],
      sources: [source],
      effects,
    },
  ];
  for (let a = 1; a <= amendments; a += 1) {
    events.push({
      type: 'RenegotiationAnnounced',
      id: `ann-${a}`,
      headline: `Change ${a}`,
      announcedOn: formatDay(FIRST + a),
      sequence: 1,
      announcedBy: ['acme', 'bolt'],
      sources: [source],
      effects: [{ effect: 'amend', clause: refs[(a * 7919) % refs.length], text: `Text ${a} of a clause.` }],
    });
  }
  return events.map((event, revision) => ({ revision, event: DossierEventSchema.parse(event) }));
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

function report(name, contracts, clauses, amendments) {
  const events = history(contracts, clauses, amendments);
  const build = time(3, () => Timeline.of('bench', events));
  const timeline = Timeline.of('bench', events);
  const last = FIRST + amendments;
  const days = (index) => FIRST + ((index * 7) % (amendments + 1));
  const cold = time(1, () => stateAt(timeline, { on: last }));
  const state = time(15, (index) => stateAt(timeline, { on: days(index) }));
  const oldKnowledge = time(9, (index) => stateAt(timeline, { on: last, known: days(index + 1) }));
  const one = stateAt(timeline, { on: last });
  const floor = time(15, () => JSON.stringify(one));
  const view = timeline.view();
  const single = time(50, (index) => {
    const life = timeline.clause('contract-0/clause-1', view);
    clauseState(life, days(index), surroundingsOf(timeline, view, timeline.contracts(view), days(index)));
  });
  const comparison = time(5, () =>
    compare(timeline, dayPoint(timeline, { on: FIRST }), dayPoint(timeline, { on: last })),
  );
  const append = time(5, (index) =>
    timeline.extend([
      { revision: timeline.head + 1, event: { ...events.at(-1).event, id: `more-${index}` } },
    ]),
  );
  const ratio = (ms) => `${ms.toFixed(2).padStart(9)} ms  ${(ms / floor).toFixed(1).padStart(7)} x`;
  console.log(`\n${name}: ${contracts * clauses} clauses, ${events.length} events`);
  console.log(`  floor, JSON of the state   ${ratio(floor)}`);
  console.log(`  build from events          ${ratio(build)}`);
  console.log(`  one more event             ${ratio(append)}`);
  console.log(`  state, first time          ${ratio(cold)}`);
  console.log(`  state on another day       ${ratio(state)}`);
  console.log(`  state, other knowledge     ${ratio(oldKnowledge)}`);
  console.log(`  one clause on another day  ${ratio(single)}`);
  console.log(`  comparison first to last   ${ratio(comparison)}`);
}

report('short log', 3, 20, 50);
report('long log', 3, 20, 5000);
report('many clauses', 20, 100, 500);
