/**
 * A clause's whole life under a view: the stretches of days between which nothing changes, and what each says.
 * Everything is worked out when first asked for, and kept.
 */
import { FOREVER, formatDay, isPrecise, type Day } from './dates.ts';
import { disputesOn, type DisputeReading } from './disputes.ts';
import type { Effect } from './effects.ts';
import { atLatest, compareDates, datesOf, type DateUse, type Entry, type Resolve } from './entries.ts';
import { foldClause, type ClauseLines, type Start } from './fold.ts';
import { readLines, type Reading } from './reading.ts';
import type { Uncertain, Warning } from './shapes.ts';
import { uncertainties } from './uncertain.ts';
import { lastDayOf, substance, type End } from './values.ts';
import { waysOn } from './ways.ts';

/** What is read on a day once every way was tried. */
export interface Combined extends Reading {
  readonly uncertain: readonly Uncertain[];
  readonly disputes: readonly DisputeReading[];
}

/** One way's fold. */
export interface Way {
  readonly lines: ClauseLines;
  readonly start: Start;
}

function readAll(ways: readonly Way[], day: Day): Reading[] {
  return ways.map(({ lines, start }) => readLines(lines, start, day));
}

interface Stay {
  readonly version: number;
  readonly from: Day;
  readonly to: Day;
}

const IMPRECISE = {
  status: 'unknown',
  reason: 'imprecise-date',
  endKind: null,
  endedBy: null,
  replacedBy: null,
} as const;

/** The `through` of an end or a term that an effect names. */
export function calendarEnds(effect: Effect): Day[] {
  const ends: (End | undefined)[] = [
    'end' in effect ? effect.end : undefined,
    'term' in effect ? effect.term : undefined,
  ];
  return ends.flatMap((end) => {
    const last = end === undefined ? null : lastDayOf(end);
    return last === null ? [] : [last + 1];
  });
}

/** What makes the readings of two days the same: status, content and its conditions' states; the open disputes. */
interface Signature {
  readonly content: string;
  readonly whole: string;
}

export class ClauseLife {
  readonly ref: string;
  readonly entries: readonly Entry[];
  readonly lines: ClauseLines;
  readonly start: Start | null;
  readonly warnings: readonly (Warning & { entry: Entry })[];
  readonly dates: readonly DateUse[];
  /** Days on which something may change, ascending. */
  readonly edges: readonly Day[];
  readonly #combined = new Map<number, Combined>();
  readonly #certain = new Map<number, Reading>();
  readonly #readings = new Map<number, readonly Reading[]>();
  #stays: readonly Stay[] | null = null;
  #versions: readonly number[] | null = null;
  #labels: Labels | null = null;
  readonly #signatures = new Map<number, Signature>();

  constructor(ref: string, entries: readonly Entry[]) {
    const warnings: (Warning & { entry: Entry })[] = [];
    this.ref = ref;
    this.entries = entries;
    this.lines = foldClause(entries, atLatest, (entry, detail) => {
      const pointer = `/effects/${entry.index}`;
      warnings.push({ announcement: entry.telling.id, pointer, detail, entry });
    });
    this.start = this.lines.start;
    this.warnings = warnings;
    this.dates = datesOf(entries);
    const days = this.dates.flatMap(({ span }) => [span.earliest, span.latest]);
    const ends = entries.flatMap(({ effect }) => calendarEnds(effect));
    this.edges = [...new Set([...days, ...ends])].sort((a, b) => a - b);
  }

  /** Index of the stretch of days in which a day lies: 0 before the first edge. */
  stretchOf(day: Day): number {
    let low = 0;
    let high = this.edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edges[middle] ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first day of a stretch; of the one before every edge, the day before it. */
  dayOf(stretch: number): Day {
    const edge = this.edges[stretch - 1];
    return edge ?? (this.edges[0] ?? 0) - 1;
  }

  get #onRecord(): Start {
    if (this.start === null) throw new TypeError(`${this.ref} is not on record in this view`);
    return this.start;
  }

  /** The certain fold's reading of a day. */
  certainOn(day: Day): Reading {
    const stretch = this.stretchOf(day);
    const kept = this.#certain.get(stretch);
    if (kept !== undefined) return kept;
    const reading = readLines(this.lines, this.#onRecord, this.dayOf(stretch));
    this.#certain.set(stretch, reading);
    return reading;
  }

  /** The folds of every way in which the dates open on a day may have gone, the certain one first. */
  waysAt(resolves: readonly Resolve[]): Way[] {
    return resolves.flatMap((resolve) => {
      const lines = resolve === atLatest ? this.lines : foldClause(this.entries, resolve, () => {});
      return lines.start === null ? [] : [{ lines, start: lines.start }];
    });
  }

  /** What is read on a day, every way tried. */
  on(day: Day): Combined {
    const stretch = this.stretchOf(day);
    const kept = this.#combined.get(stretch);
    if (kept !== undefined) return kept;
    const combined = this.#combine(this.dayOf(stretch));
    this.#combined.set(stretch, combined);
    return combined;
  }

  /** What makes the readings of two days the same. */
  signatureOn(day: Day): Signature {
    const stretch = this.stretchOf(day);
    const kept = this.#signatures.get(stretch);
    if (kept !== undefined) return kept;
    const { status, reason, shown, conditions, uncertain, disputes } = this.on(day);
    const states = conditions.map(({ state }) => state);
    const content = `${status} ${reason ?? ''} ${substance([shown.content, states, uncertain])}`;
    const open = disputes.map(({ by, aspect, certain }) => substance([by, aspect, certain])).sort();
    const signature = { content, whole: `${content} ${open.join(' ')}` };
    this.#signatures.set(stretch, signature);
    return signature;
  }

  /** What each way of a day says, the certain one first; without an open date there is just that one. */
  readingsOn(day: Day): readonly Reading[] {
    const stretch = this.stretchOf(day);
    const kept = this.#readings.get(stretch);
    if (kept !== undefined) return kept;
    const from = this.dayOf(stretch);
    const resolves = waysOn(this.dates, from);
    const readings = resolves.length === 1 ? [this.certainOn(from)] : readAll(this.waysAt(resolves), from);
    this.#readings.set(stretch, readings);
    return readings;
  }

  #combine(day: Day): Combined {
    const certain = this.certainOn(day);
    const resolves = waysOn(this.dates, day);
    if (resolves.length === 1) return { ...certain, uncertain: [], disputes: disputesOn([this.lines], day) };
    const ways = this.waysAt(resolves);
    const readings = readAll(ways, day);
    const agreed = readings.every(({ status }) => status === certain.status);
    return {
      ...certain,
      ...(agreed ? {} : IMPRECISE),
      uncertain: uncertainties(readings),
      disputes: disputesOn(
        ways.map(({ lines }) => lines),
        day,
      ),
    };
  }

  /** For each stretch of days, the number of its content along valid time; 0 where it has none. */
  get versions(): readonly number[] {
    this.#versions ??= this.#numberVersions();
    return this.#versions;
  }

  #numberVersions(): number[] {
    let version = 0;
    let last: string | null = null;
    return Array.from({ length: this.edges.length + 1 }, (_, stretch) => {
      const reading = this.certainOn(this.dayOf(stretch));
      if (!reading.hasContent) return 0;
      const content = substance(reading.shown.content);
      if (content !== last) version += 1;
      last = content;
      return version;
    });
  }

  /** The number of the content shown on a day; the first content is 1. */
  versionOn(day: Day): number {
    const here = this.stretchOf(day);
    const next = this.versions.slice(here).find((version) => version > 0);
    return next ?? this.versions.findLast((version) => version > 0) ?? 1;
  }

  /** Runs of days with one version's content and without the status `ended`, in the certain fold. */
  get stays(): readonly Stay[] {
    this.#stays ??= this.#findStays();
    return this.#stays;
  }

  #findStays(): Stay[] {
    const stays: Stay[] = [];
    this.versions.forEach((version, stretch) => {
      const from = this.dayOf(stretch);
      if (version === 0 || this.certainOn(from).status === 'ended') return;
      const to = this.edges[stretch] ?? FOREVER;
      const before = stays.at(-1);
      if (before?.version === version && before.to === from) stays[stays.length - 1] = { ...before, to };
      else stays.push({ version, from, to });
    });
    return stays;
  }

  /** The run of days that belongs to what is shown on a day. */
  stayOn(day: Day): Stay | null {
    const shown = this.versionOn(day);
    const stays = this.stays.filter(({ version }) => version === shown);
    const here = stays.find((stay) => stay.from <= day && day < stay.to);
    if (here !== undefined) return here;
    const firstDay = this.lines.content.stretches[0]?.from ?? FOREVER;
    const next = stays.find((stay) => stay.from > day) ?? null;
    const before = stays.findLast((stay) => stay.to <= day) ?? null;
    return day < firstDay ? (next ?? before) : (before ?? next);
  }

  /** How days are written that an imprecise date put there. */
  get labels(): Labels {
    this.#labels ??= new Labels(
      this.dates,
      this.entries.flatMap(({ effect }) => calendarEnds(effect)),
    );
    return this.#labels;
  }
}

/** The days of a clause's dates: those that are precise, and what the imprecise ones are called. */
class Labels {
  readonly #precise: ReadonlySet<Day>;
  readonly imprecise: readonly DateUse[];

  constructor(dates: readonly DateUse[], calendar: readonly Day[]) {
    const days = dates.flatMap(({ span }) => (isPrecise(span) ? [span.earliest] : []));
    this.#precise = new Set([...days, ...calendar]);
    this.imprecise = dates.filter(({ span }) => !isPrecise(span));
  }

  isPrecise(day: Day): boolean {
    return this.#precise.has(day);
  }
}

/** Writes a day as the imprecise date that put it there, where one did (docs/semantics.md, "label"). */
export function labelDay(lives: readonly ClauseLife[], day: Day): string {
  const labels = lives.map((life) => life.labels);
  if (labels.every(({ imprecise }) => imprecise.length === 0)) return formatDay(day);
  if (labels.some((label) => label.isPrecise(day))) return formatDay(day);
  const imprecise = labels.flatMap((label) => label.imprecise).sort(compareDates);
  const match =
    imprecise.find(({ span }) => span.latest === day) ?? imprecise.find(({ span }) => span.earliest === day);
  return match?.edtf ?? formatDay(day);
}
