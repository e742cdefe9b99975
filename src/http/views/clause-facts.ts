/** A clause's values on a day: each with what was stated, the announcement that set it, and its rivals. */
import type { ClauseState } from '../../dossier/shapes.ts';
import type { Value } from '../../dossier/values.ts';
import type { Variant } from '../../dossier/vocabulary.ts';
import type { AnnouncementLink, Names } from './names.ts';
import type { Said, Timing } from './said.ts';
import { endWords, fieldLabel, fieldWords, grantWords, hangsOnWords, valueWords } from './values.ts';
import { listed, spaced, upperFirst } from './words.ts';

/** Who set a value, and whether anybody said it again: it looks otherwise where it is only carried forward. */
export interface Stamp {
  readonly link: AnnouncementLink;
  /** The last announcement that restated it by the day. */
  readonly again: AnnouncementLink | null;
  /** What is to be said where it wasn’t surely announced by the day that is shown; null where it was. */
  readonly afterwards: string | null;
}

/** One of several rival readings or values. */
export interface VariantView {
  readonly of: string | null;
  readonly rendering: string;
  readonly preferred: boolean;
  readonly reason: string | null;
  readonly sources: string;
}

/** A typed value. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly asides: readonly string[];
  readonly stamp: Stamp | null;
  readonly variants: readonly VariantView[];
  /** Whether it needs the whole width. */
  readonly wide: boolean;
}

/** What the values need to know beyond their clause. */
export interface SaidContext {
  readonly names: Names;
  readonly said: Said;
}

const AFTERWARDS: Readonly<Record<Timing, string | null>> = {
  'by then': null,
  perhaps: 'perhaps announced later: its date is rough',
  later: 'announced later',
};

/** The stamp of one field; null where the record doesn't say who set it. */
export function stampOf(clause: ClauseState, path: string, { names, said }: SaidContext): Stamp | null {
  const id = clause.provenance[path];
  if (id === undefined) return null;
  const again = said.restatedAfter(clause.ref, id);
  return {
    link: names.announcement(id),
    again: again === null ? null : names.announcement(again),
    afterwards: AFTERWARDS[said.timing(id)],
  };
}

/** Rival renderings with their sources, which are those of the announcement that set them. */
export function variantViews(
  variants: readonly Variant[] | undefined,
  setBy: string | undefined,
  { said }: { readonly said: Pick<Said, 'publishers'> },
): readonly VariantView[] {
  return (variants ?? []).map(({ of, rendering, preferred, reason, sources }) => ({
    of: of ?? null,
    rendering,
    preferred: preferred === true,
    reason: reason ?? null,
    sources: listed(setBy === undefined ? [] : said.publishers(setBy, sources)),
  }));
}

function asidesOf(
  { asStated, note, sources }: Pick<Value, 'asStated' | 'note' | 'sources'>,
  setBy: string | undefined,
  { said }: SaidContext,
): readonly string[] {
  const publishers = setBy === undefined ? [] : said.publishers(setBy, sources);
  return [
    ...(asStated === undefined ? [] : [`stated as “${asStated}”`]),
    ...(note === undefined ? [] : [note]),
    ...(publishers.length === 0 ? [] : [`source: ${listed(publishers)}`]),
  ];
}

type Plain = Omit<Fact, 'wide'>;

function grantFacts(clause: ClauseState, context: SaidContext): readonly Plain[] {
  const { names } = context;
  return clause.grants.map((grant) => ({
    label: fieldLabel('grants'),
    value: grantWords(grant, names),
    asides: [
      ...(grant.hangsOn ?? []).map((id) => `hangs on ${hangsOnWords(id, names)}`),
      ...asidesOf(grant, clause.provenance['grants'], context),
    ],
    stamp: stampOf(clause, 'grants', context),
    variants: [],
  }));
}

type PlainField = 'obligor' | 'beneficiary' | 'undefinedTerms' | 'survives' | 'number' | 'level' | 'parent';

/** A field that is printed as it is; nothing where it says nothing. */
function fieldFacts(clause: ClauseState, path: PlainField, context: SaidContext): readonly Plain[] {
  const value = clause[path];
  const silent = value === null || value === false || (Array.isArray(value) && value.length === 0);
  if (silent) return [];
  return [
    {
      label: fieldLabel(path),
      value: fieldWords(path, value, context.names),
      asides: [],
      stamp: stampOf(clause, path, context),
      variants: [],
    },
  ];
}

function termFacts(clause: ClauseState, context: SaidContext): readonly Plain[] {
  return Object.entries(clause.terms).map(([name, value]) => {
    const path = `terms/${name}`;
    const setBy = clause.provenance[path];
    return {
      label: spaced(name),
      value: valueWords(value, context.names),
      asides: asidesOf(value, setBy, context),
      stamp: stampOf(clause, path, context),
      variants: variantViews(value.variants, setBy, context),
    };
  });
}

function endFacts(clause: ClauseState, context: SaidContext): readonly Plain[] {
  const setBy = clause.provenance['end'];
  return [
    {
      label: fieldLabel('end'),
      value: endWords(clause.end),
      asides: asidesOf(clause.end, setBy, context),
      stamp: stampOf(clause, 'end', context),
      variants: variantViews(clause.end.variants, setBy, context),
    },
  ];
}

/** Above this many characters a value takes the whole width. */
const WIDE = 40;

/** Every typed value of a clause, in the order in which a reader asks for them. */
export function factsOf(clause: ClauseState, context: SaidContext): readonly Fact[] {
  const fields = (paths: readonly PlainField[]): readonly Plain[] =>
    paths.flatMap((path) => fieldFacts(clause, path, context));
  const facts = [
    ...grantFacts(clause, context),
    ...fields(['obligor', 'beneficiary']),
    ...termFacts(clause, context),
    ...endFacts(clause, context),
    ...fields(['survives', 'undefinedTerms', 'number', 'level', 'parent']),
  ];
  return facts.map((fact) => ({
    ...fact,
    wide: fact.variants.length > 0 || [fact.value, ...fact.asides].join(' ').length > WIDE,
  }));
}

/** Fields that are read above the values. */
export interface AboveView {
  /** `Heading, wording and kind` */
  readonly label: string;
  readonly stamp: Stamp;
}

/** Who set the heading, the wording and the kind: those that one announcement set are named together. */
export function aboveOf(clause: ClauseState, context: SaidContext): readonly AboveView[] {
  const setters = new Map<string, { labels: string[]; stamp: Stamp }>();
  for (const path of ['heading', 'text', 'kind'] as const) {
    const stamp = stampOf(clause, path, context);
    if (stamp === null) continue;
    const known = setters.get(stamp.link.id) ?? { labels: [], stamp };
    known.labels.push(fieldLabel(path).toLowerCase());
    setters.set(stamp.link.id, known);
  }
  return [...setters.values()].map(({ labels, stamp }) => ({ label: upperFirst(listed(labels)), stamp }));
}
