/** What sources say otherwise of a clause that changed: rival readings of it and of its values, on both sides. */
import type { Change, ClauseState } from '../../dossier/shapes.ts';
import { changeAnchor } from './change-anchor.ts';
import type { ById } from './change-causes.ts';
import { variantViews, type VariantView } from './clause-facts.ts';
import { publishersOf } from './sources.ts';
import { fieldLabel } from './values.ts';
import { count } from './words.ts';

/** Readings that hold on one side, or on both. */
export interface SideReadings {
  /** The point at which they hold; null where that needs no word. */
  readonly side: string | null;
  readonly variants: readonly VariantView[];
}

/** The readings of one field. */
export interface FieldReadings {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly before: boolean;
  readonly after: boolean;
  readonly sides: readonly SideReadings[];
}

export interface RivalReadings {
  readonly summary: string;
  readonly fields: readonly FieldReadings[];
}

/** What the two sides are called. */
export interface SideNames {
  readonly left: string;
  readonly right: string;
}

type Side = 'before' | 'after';

/** On which sides a clause is read: not where it was yet to come, nor, where it came and went, outside. */
function sidesOf({ class: kind }: Change): readonly Side[] {
  switch (kind) {
    case 'added':
    case 'first-recorded':
    case 'came-and-went':
      return ['after'];
    case 'withdrawn':
      return ['before'];
    case 'ended':
    case 'listed':
    case 'certainty':
    case 'changed':
    case 'moved':
    case 'restated':
    case 'unchanged':
    case 'not-in-force':
      return ['before', 'after'];
    default:
      return kind satisfies never;
  }
}

/** The fields of a clause of which sources give rival readings, with these. */
function readingsOf(clause: ClauseState | null, byId: ById): ReadonlyMap<string, readonly VariantView[]> {
  if (clause === null) return new Map();
  const said = { publishers: (id: string, ids?: readonly string[]) => publishersOf(byId.get(id), ids) };
  const given = [
    ['variants', clause.variants] as const,
    ['end', clause.end.variants] as const,
    ...Object.entries(clause.terms).map(([name, { variants }]) => [`terms/${name}`, variants] as const),
  ];
  return new Map(
    given
      .map(([path, variants]) => [path, variantViews(variants, clause.provenance[path], { said })] as const)
      .filter(([, variants]) => variants.length > 0),
  );
}

/** Each reading once: those of both sides together, then those of either. */
function sideReadings(
  before: readonly VariantView[],
  after: readonly VariantView[],
  { left, right }: SideNames,
  alone: boolean,
): readonly SideReadings[] {
  const key = (variant: VariantView): string => JSON.stringify(variant);
  const [inBefore, inAfter] = [new Set(before.map(key)), new Set(after.map(key))];
  const shared = after.filter((variant) => inBefore.has(key(variant)));
  const [onlyBefore, onlyAfter] = [
    before.filter((variant) => !inAfter.has(key(variant))),
    after.filter((variant) => !inBefore.has(key(variant))),
  ];
  const unmoved = onlyBefore.length + onlyAfter.length === 0;
  return [
    { side: unmoved ? null : 'at both points', variants: shared },
    { side: alone ? null : left, variants: onlyBefore },
    { side: alone ? null : right, variants: onlyAfter },
  ].filter(({ variants }) => variants.length > 0);
}

/** What rival readings may mean here: of a wording that changed, that part of it may be none. */
function summaryWords(change: Change, fields: readonly FieldReadings[], readings: number): string {
  const words = `Sources differ: ${count(readings, 'reading')}`;
  const reworded = change.class === 'changed' && change.fields.some(({ path }) => path === 'text');
  return reworded && fields.some(({ path }) => path === 'variants')
    ? `${words}: part of this may be a variant of the wording, not a change`
    : words;
}

/** Where the readings of a field of one side are told; null where there are none. */
export function readingsHref(
  readings: RivalReadings | null,
  path: string,
  side: 'before' | 'after',
): string | null {
  const found = readings?.fields.find((field) => field.path === path && field[side]);
  return found === undefined ? null : `#${found.id}`;
}

/** Where the first readings of one side are told; null where there are none. */
export function firstReadings(readings: RivalReadings | null, side: 'before' | 'after'): string | null {
  const found = readings?.fields.find((field) => field[side]);
  return found === undefined ? null : `#${found.id}`;
}

/**
 * The rival readings of a change of a clause, field by field; null where its sources agree.
 * @param byId the announcements whose sources the readings name
 */
export function rivalReadings(change: Change, names: SideNames, byId: ById): RivalReadings | null {
  const sides = sidesOf(change);
  const read = (side: Side): ReadonlyMap<string, readonly VariantView[]> =>
    readingsOf(sides.includes(side) ? change[side] : null, byId);
  const [before, after] = [read('before'), read('after')];
  const fields = [...new Set([...before.keys(), ...after.keys()])].map((path, at) => {
    const [left, right] = [before.get(path) ?? [], after.get(path) ?? []];
    return {
      id: `${changeAnchor(change)}-readings-${at + 1}`,
      path,
      label: path === 'variants' ? 'The clause' : fieldLabel(path),
      before: left.length > 0,
      after: right.length > 0,
      sides: sideReadings(left, right, names, sides.length === 1),
    };
  });
  const readings = fields.flatMap((field) => field.sides.flatMap(({ variants }) => variants)).length;
  return readings === 0 ? null : { summary: summaryWords(change, fields, readings), fields };
}
