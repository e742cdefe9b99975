/** Typed values, ends, rights and fields in words, with every id by its name. */
import { z } from 'zod';
import { ConditionSchema, GrantSchema, type Grant } from '../../dossier/effects.ts';
import { EndSchema, printEnd, printValue, ValueSchema, type End, type Value } from '../../dossier/values.ts';
import type { Names } from './names.ts';
import { inText, listed, spaced, when } from './words.ts';

export const EXCLUSIVITY_WORDS: Readonly<Record<Grant['exclusivity'], string>> = {
  exclusive: 'Exclusive right',
  sole: 'Sole right (shared with the giver only)',
  'non-exclusive': 'Non-exclusive right',
  priority: 'Priority',
  'not-stated': 'Right, exclusivity not stated,',
};

const FIELD_LABELS: Readonly<Record<string, string>> = {
  heading: 'Heading',
  text: 'Wording',
  kind: 'Kind',
  number: 'Number',
  level: 'Level',
  parent: 'Part of',
  obligor: 'Owed by',
  beneficiary: 'Owed to',
  grants: 'Right',
  conditions: 'Condition',
  variants: 'Rival renderings',
  undefinedTerms: 'Undefined terms',
  survives: 'Survives its contract',
  end: 'Ends',
  status: 'Status',
  since: 'Start',
  title: 'Title',
  parties: 'Parties',
  term: 'Term',
};

/** A value in words; a date among them as a date in words. */
export function valueWords(value: Value, names: Names): string {
  return value.type === 'date' ? when(value.value).words : printValue(value, names.any);
}

const UNITS = [
  [9, 'billion'],
  [6, 'million'],
] as const;

/** `USD 250 billion` for a round amount, else the value as it is printed elsewhere. */
export function shortWords(value: Value, names: Names): string {
  if (value.type !== 'money') return valueWords(value, names);
  const [whole = ''] = value.amount.split('.');
  const unit = UNITS.find(([zeros]) => whole.length > zeros && whole.endsWith('0'.repeat(zeros - 1)));
  if (unit === undefined || /\.\d*[1-9]/.test(value.amount)) return valueWords(value, names);
  const [zeros, name] = unit;
  const tenth = whole.at(-zeros) ?? '0';
  const amount = `${whole.slice(0, -zeros)}${tenth === '0' ? '' : `.${tenth}`}`;
  return `${valueWords({ ...value, amount }, names)} ${name}`;
}

/** An end in words. `through 2032-12-31` is said with the date in words. */
export function endWords(end: End): string {
  const words = printEnd(end);
  return words.replace(/\d{4}-\d{2}-\d{2}$/, (day) => when(day).words);
}

/** What the right is: `Exclusive right to serve Engines, given by A to B`. */
export function grantWords(grant: Grant, names: Names): string {
  const action = grant.action.replaceAll('-', ' ');
  const right = `${EXCLUSIVITY_WORDS[grant.exclusivity]} to ${action} ${names.subject(grant.target)}`;
  return `${right}, given by ${names.party(grant.assigner)} to ${names.party(grant.assignee)}`;
}

/** An id that a right hangs on: an undefined term, or a clause. */
export function hangsOnWords(id: string, names: Names): string {
  return id.includes('/') ? `the clause “${names.clause(id)}”` : `“${names.term(id)}”, which is undefined`;
}

/** The label of a field's path: `terms/revenueShare` is `Revenue share`, `grants/0/exclusivity` `Right: exclusivity`. */
export function fieldLabel(path: string): string {
  const [field = '', ...rest] = path.split('/');
  if (field === 'terms') return spaced(rest.join(' '));
  const label = FIELD_LABELS[field] ?? spaced(field);
  const inner = rest.filter((part) => !/^\d+$/.test(part)).map((part) => spaced(part).toLowerCase());
  return inner.length === 0 ? label : `${label}: ${inner.join(', ')}`;
}

const PARTY_FIELDS = new Set([
  'obligor',
  'beneficiary',
  'assigner',
  'assignee',
  'parties',
  'decidedBy',
  'by',
]);

function idWords(path: string, id: string, names: Names): string {
  const field = path.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (PARTY_FIELDS.has(field)) return names.party(id);
  if (field === 'target') return names.subject(id);
  if (field === 'parent') return names.clause(id);
  if (field === 'undefinedTerms' || field === 'hangsOn') return names.term(id);
  if (field === 'since') return id === 'unknown' ? 'unknown' : inText(id);
  if (field === 'exclusivity') return id === 'not-stated' ? 'not stated' : id;
  if (field === 'kind' || field === 'status' || field === 'action') return id.replaceAll('-', ' ');
  return id;
}

const UncertainValueSchema = z.strictObject({ uncertain: z.array(z.unknown()) });

function objectWords(path: string, value: object, names: Names): string {
  const open = UncertainValueSchema.safeParse(value);
  if (open.success) {
    return `open: ${open.data.uncertain.map((item) => fieldWords(path, item, names)).join(' or ')}`;
  }
  const typed = ValueSchema.safeParse(value);
  if (typed.success) return valueWords(typed.data, names);
  const end = EndSchema.safeParse(value);
  if (end.success) return endWords(end.data);
  const grant = GrantSchema.safeParse(value);
  if (grant.success) return grantWords(grant.data, names);
  const condition = ConditionSchema.loose().safeParse(value);
  if (condition.success) return condition.data.text;
  const parts = Object.entries(value).map(
    ([name, item]: [string, unknown]) => `${spaced(name)}: ${fieldWords(`${path}/${name}`, item, names)}`,
  );
  return parts.join('; ');
}

/** A field's value in words; nothing is `none`. */
export function fieldWords(path: string, value: unknown, names: Names): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return idWords(path, value, names);
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    return listed(
      z
        .array(z.unknown())
        .parse(value)
        .map((item) => fieldWords(path, item, names)),
    );
  }
  if (typeof value === 'object') return objectWords(path, value, names);
  return z.coerce.string().parse(value);
}
