/**
 * Each value in the API's state is looked up in the page of the same state, and its link followed to an
 * announcement that sets it: all clauses, on several days, of every dossier that ships and of the fixtures.
 */
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DossierAnswer } from '../../src/dossier/answers.ts';
import { formatDay, spanOf } from '../../src/dossier/dates.ts';
import type { ClauseState, State } from '../../src/dossier/shapes.ts';
import { printValue, type End, type Value } from '../../src/dossier/values.ts';
import { edtfOf } from '../../src/dossier/vocabulary.ts';
import { markdownToHtml } from '../../src/http/markdown.ts';
import { when } from '../../src/http/views/words.ts';
import { Element, markup, squeezed } from '../support/markup.ts';
import { aWorld, DOSSIERS, TODAY, type DossierName, type World } from './given.ts';

const STATUS_WORDS = {
  'in-force': 'In force',
  conditional: 'Conditional',
  unknown: 'Unknown',
  'not-yet': 'Not yet',
  ended: 'Ended',
} as const;

/** A value of the state: what must be read, where it may stand, and which announcement set it. */
interface Wanted {
  readonly what: string;
  /** All of these words, in one place. */
  readonly words: readonly string[];
  readonly place: (element: Element) => boolean;
  /** The announcement whose page is linked there; null where nobody said anything. */
  readonly by: string | null;
}

const isRow = ({ name }: Element): boolean => name === 'dd';
const isCallout = ({ classes }: Element): boolean => classes.has('callout');
const isItem = ({ name }: Element): boolean => name === 'li';

/** Names for ids, as the API gives them. */
class Names {
  readonly #names: ReadonlyMap<string, string>;
  readonly #headings: ReadonlyMap<string, string>;

  constructor({ parties, subjects, terms }: DossierAnswer, state: State) {
    this.#names = new Map([
      ...[...parties, ...subjects].map(({ id, name }) => [id, name] as const),
      ...[...terms.undefined, ...terms.defined].map(({ id, term }) => [id, term] as const),
    ]);
    const clauses = state.contracts.flatMap((contract) => contract.clauses);
    this.#headings = new Map(clauses.map(({ ref, heading }) => [ref, heading]));
  }

  readonly of = (id: string): string => this.#names.get(id) ?? this.#headings.get(id) ?? id;
}

function proseText(text: string): string {
  return markup(markdownToHtml(text)).text;
}

function endText(end: End): string {
  if ('through' in end) return `through ${when(formatDay(spanOf(end.through).latest)).words}`;
  return 'event' in end ? `until ${end.event}` : 'end not stated';
}

function valueText(value: Value, names: Names): string {
  return value.type === 'date' ? when(value.value).words : printValue(value, names.of);
}

/** Each typed value, its rivals with it. */
function typedValues(clause: ClauseState, names: Names): Wanted[] {
  const by = (path: string): string => clause.provenance[path] ?? 'nobody';
  const row = (what: string, words: readonly string[], path: string): Wanted => ({
    what,
    words,
    place: isRow,
    by: by(path),
  });
  const rivals = (value: Value | End): string[] => (value.variants ?? []).map(({ rendering }) => rendering);
  const plain = (['obligor', 'beneficiary', 'undefinedTerms'] as const).flatMap((path) =>
    clause[path].length === 0 ? [] : [row(path, clause[path].map(names.of), path)],
  );
  return [
    ...clause.grants.map((grant) =>
      row(
        'a grant',
        [
          grant.exclusivity === 'not-stated' ? 'exclusivity not stated' : grant.exclusivity,
          `to ${grant.action.replaceAll('-', ' ')} ${names.of(grant.target)}`,
          `given by ${names.of(grant.assigner)} to ${names.of(grant.assignee)}`,
          ...(grant.hangsOn ?? []).map(names.of),
        ],
        'grants',
      ),
    ),
    ...Object.entries(clause.terms).map(([name, value]) =>
      row(`terms/${name}`, [valueText(value, names), ...rivals(value)], `terms/${name}`),
    ),
    row('end', [endText(clause.end), ...rivals(clause.end)], 'end'),
    ...plain,
    ...(clause.number === null ? [] : [row('number', [clause.number], 'number')]),
    ...(clause.parent === null ? [] : [row('parent', [names.of(clause.parent)], 'parent')]),
    ...(clause.survives ? [row('survives', ['yes'], 'survives')] : []),
  ];
}

function said(clause: ClauseState, names: Names, spoken: ReadonlyMap<string, string>): Wanted[] {
  return [
    ...clause.conditions.flatMap((condition): Wanted[] => [
      {
        what: `condition ${condition.id}`,
        words: [
          proseText(condition.text),
          condition.state === 'open' ? 'not met' : condition.state,
          ...(condition.decidedBy === null
            ? ['who decides']
            : [`decided by ${names.of(condition.decidedBy)}`]),
        ],
        place: isCallout,
        by: condition.stateBy ?? clause.provenance['conditions'] ?? 'nobody',
      },
    ]),
    ...clause.disputes.map(({ by, aspect, statement, announcement }) => ({
      what: `the dispute of ${by}`,
      words: [`${names.of(by)} disputes`, ...(aspect === null ? [] : [aspect]), proseText(statement)],
      place: isCallout,
      by: announcement,
    })),
    ...clause.variants.map(({ rendering, reason }) => ({
      what: 'a variant',
      words: [rendering, ...(reason === undefined ? [] : [reason])],
      place: ({ classes }: Element) => classes.has('rivals'),
      by: clause.provenance['variants'] ?? 'nobody',
    })),
    ...Object.entries(clause.positions).map(([party, position]) => ({
      what: `the position of ${party}`,
      words: [names.of(party), position === 'not mentioned' ? position : position.replace(/s$/, '')],
      place: isItem,
      by: position === 'not mentioned' ? null : (spoken.get(party) ?? 'nobody'),
    })),
  ];
}

/** Who said what stands in a clause's wording, and what became of it. */
function standing(clause: ClauseState): Wanted[] {
  return [
    {
      what: 'the introduction',
      words: [clause.since === 'unknown' ? 'start unknown' : 'Introduced'],
      place: ({ classes }) => classes.has('origin'),
      by: clause.introducedBy,
    },
    ...(clause.endedBy === null
      ? []
      : [
          {
            what: 'what ended it',
            words: [STATUS_WORDS[clause.status]],
            place: ({ classes }: Element) => classes.has('why'),
            by: clause.endedBy,
          },
        ]),
    ...(clause.lastStated === null || clause.lastStated.announcement === clause.introducedBy
      ? []
      : [
          {
            what: 'when it was stated last',
            words: ['Last stated'],
            place: ({ classes }: Element) => classes.has('origin'),
            by: clause.lastStated.announcement,
          },
        ]),
    {
      what: 'who set the wording',
      words: ['as above'],
      place: isRow,
      by: clause.provenance['text'] ?? 'nobody',
    },
  ];
}

const announcementOf = (href: string): string | null =>
  /^\/dossiers\/[^/]+\/announcements\/([^/?#]+)/.exec(href)?.[1] ?? null;

/** What is missing of a value in a clause's element; null where nothing is. */
function missing({ what, words, place, by }: Wanted, article: Element): string | null {
  const has = (text: string, each: string): boolean =>
    text.toLowerCase().includes(squeezed(each).toLowerCase());
  const there = article.all(place).filter(({ text }) => words.every((each) => has(text, each)));
  if (there.length === 0) return `${what}: ${words.join(' / ')} is not in the page`;
  if (by === null) return null;
  const linked = there.some(({ links }) => links.some((href) => announcementOf(href) === by));
  return linked ? null : `${what}: ${words.join(' / ')} has no link to ${by}`;
}

class Reader {
  readonly #world: World;
  readonly #dossier: DossierName;
  /** Clauses that each announcement's page has among its effects, or is about; by the address of the page. */
  readonly #effects = new Map<string, ReadonlySet<string>>();

  constructor(world: World, dossier: DossierName) {
    this.#world = world;
    this.#dossier = dossier;
  }

  async page(path: string): Promise<Element> {
    const reply = await request(this.#world.app).get(path).set('Accept', 'text/html');
    expect([path, reply.status]).toStrictEqual([path, 200]);
    return markup(reply.text);
  }

  /** Follows a link to an announcement: the clauses that its effects name there. */
  async clausesAt(href: string): Promise<ReadonlySet<string>> {
    const known = this.#effects.get(href);
    if (known !== undefined) return known;
    const page = await this.page(href);
    const links = page.classed('effects').flatMap((list) => list.links);
    const clauses = new Set(
      links.flatMap((link) => /^\/dossiers\/[^/]+\/clauses\/([^/]+\/[^/?#]+)/.exec(link)?.[1] ?? []),
    );
    this.#effects.set(href, clauses);
    return clauses;
  }

  /** Everything that is wrong with the page of one point. */
  async faults(point: { on: string; known?: string }): Promise<{ values: number; faults: string[] }> {
    const dossier = await this.#world.dossier(this.#dossier);
    const state = await this.#world.state(this.#dossier, point);
    const current = await this.#world.state(this.#dossier, {});
    const stands = await this.#world.tracker.standpoints(this.#dossier, point);
    const query = point.known === undefined ? '' : `?known=${point.known}`;
    const page = await this.page(`/dossiers/${this.#dossier}/on/${point.on}${query}`);
    const names = new Names(dossier, current);
    const faults: string[] = [];
    let values = 0;
    for (const clause of state.contracts.flatMap((contract) => contract.clauses)) {
      const id = `clause-${clause.ref.replaceAll('/', '-')}`;
      const [article, second] = page.all(({ attributes }) => attributes.get('id') === id);
      if (article === undefined || second !== undefined) {
        faults.push(`${clause.ref}: not once in the page`);
        continue;
      }
      const wanted = [
        ...standing(clause),
        ...typedValues(clause, names),
        ...said(clause, names, stands.get(clause.ref)?.said ?? new Map()),
      ];
      values += wanted.length + 3;
      const [title] = article.named('h3');
      const [wording] = article.classed('wording');
      const [head] = article.classed('clause-head');
      const lost = [
        ...(title?.text.includes(squeezed(clause.heading)) === true ? [] : ['the heading']),
        ...(wording?.text === proseText(clause.text) ? [] : ['the wording']),
        ...(head?.text.includes(STATUS_WORDS[clause.status]) === true ? [] : ['the status']),
        ...wanted.flatMap((each) => missing(each, article) ?? []),
      ];
      faults.push(...lost.map((each) => `${point.on} ${clause.ref}: ${each}`));
      for (const href of article.links.filter((link) => announcementOf(link) !== null)) {
        const told = (await this.clausesAt(href)).has(clause.ref);
        if (!told && !(await this.#isAbout(href, clause.ref))) {
          faults.push(`${point.on} ${clause.ref}: ${href} says nothing of it`);
        }
      }
    }
    return { values, faults };
  }

  /** Reports have no effects, and a contract's end ends its clauses. */
  async #isAbout(href: string, ref: string): Promise<boolean> {
    const announcement = await this.#world.tracker.announcement(this.#dossier, announcementOf(href) ?? '');
    const [contract] = ref.split('/');
    return (
      announcement.about.includes(ref) ||
      announcement.effects.some(
        (effect) => 'contract' in effect && effect.contract === contract && effect.effect !== 'open-contract',
      )
    );
  }
}

describe.each(Object.keys(DOSSIERS) as DossierName[])('every value of the state of %s', (dossier) => {
  let world: World;
  let points: { on: string; known?: string }[];

  beforeAll(async () => {
    world = await aWorld({ load: [dossier] });
    const { announcements } = await world.announcements(dossier);
    const days = announcements.map(({ announcedOn }) => spanOf(edtfOf(announcedOn)));
    const first = Math.min(...days.map(({ earliest }) => earliest));
    const on = new Set([
      formatDay(first - 40),
      ...days.map(({ earliest, latest }) => formatDay(Math.floor((earliest + latest) / 2))),
      ...days.map(({ latest }) => formatDay(latest + 3)),
      TODAY,
      '2031-06-01',
    ]);
    const middle = formatDay(days[Math.floor(days.length / 2)]?.latest ?? first);
    points = [...[...on].sort().map((day) => ({ on: day })), { on: middle, known: middle }];
  });

  it('is in its page, with a link to an announcement that sets it', { timeout: 120_000 }, async () => {
    const reader = new Reader(world, dossier);
    const faults: string[] = [];
    let values = 0;
    for (const point of points) {
      const found = await reader.faults(point);
      values += found.values;
      faults.push(...found.faults);
    }
    expect(faults).toStrictEqual([]);
    expect(points.length).toBeGreaterThan(8);
    expect(values).toBeGreaterThan(1000);
  });
});
