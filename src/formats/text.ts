/**
 * A state and a comparison as plain text for a terminal: pure functions of what the tracker answers.
 */
import type { Change, ClauseState, Comparison, Conflict, PointAnswer, State } from '../dossier/shapes.ts';
import { EndSchema, printEnd, printValue, ValueSchema } from '../dossier/values.ts';

const MARKS: Record<ClauseState['status'], string> = {
  'in-force': '[x] in force   ',
  conditional: '[~] conditional',
  unknown: '[?] unknown    ',
  'not-yet': '[ ] not yet    ',
  ended: '[-] ended      ',
};

function pointWords({ on, known, log, boundary }: PointAnswer): string {
  const place = boundary === undefined ? on : `${on}, just ${boundary.side} ${boundary.announcement}`;
  return `${place} (as known ${known === null ? 'today' : `on ${known}`}, log ${log})`;
}

function clauseLines(clause: ClauseState): string[] {
  const reason = clause.statusReason === null ? '' : ` (${clause.statusReason})`;
  const exclusive = clause.grants.map(
    ({ exclusivity, target, assignee }) => `${exclusivity}: ${target} to ${assignee}`,
  );
  const terms = Object.entries(clause.terms).map(([name, value]) => `${name}: ${printValue(value)}`);
  const details = [...exclusive, printEnd(clause.end), ...terms].join(' · ');
  const disputes = clause.disputes.map(
    ({ by, aspect, from, announcement, certain }) =>
      `      ! disputed by ${by}${aspect === null ? '' : ` as to ${aspect}`} since ${from}${certain ? '' : ' (not certain)'} — ${announcement}`,
  );
  return [
    `  ${MARKS[clause.status]} ${clause.ref}${reason}`,
    `      ${clause.heading} · ${details}`,
    ...disputes,
  ];
}

function conflictLine({ class: kind, subject, clauses, from, to, certain }: Conflict): string {
  const until = to === null ? 'open' : `until ${to}`;
  return `  ${kind}: ${clauses.join(' / ')} over ${subject}, from ${from}, ${until}${certain ? '' : ' (not certain)'}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** A state as lines of text. */
export function stateText(state: State): string {
  const { on, known, validFrom, validTo, lastAnnouncement } = state.resolved;
  const counts = Object.entries(state.counts).filter(([, count]) => count > 0);
  return [
    `${state.dossier} on ${on}, as known ${known === null ? 'today' : `on ${known}`}`,
    `valid from ${validFrom ?? 'ever'} until ${validTo ?? 'further notice'}; complete through ${lastAnnouncement ?? 'nothing: the record begins later'}`,
    counts.map(([status, count]) => `${count} ${status}`).join(' · '),
    ...state.contracts.flatMap((contract) => [
      '',
      `${contract.title} (${contract.id}, ${contract.status})`,
      ...contract.clauses.flatMap(clauseLines),
    ]),
    ...section('Conflicts of rights', state.conflicts.map(conflictLine)),
    ...section(
      'May or may not have been public',
      state.possiblyKnown.map((id) => `  ${id}`),
    ),
    ...section(
      'Warnings',
      state.warnings.map(({ announcement, pointer, detail }) => `  ${announcement}${pointer}: ${detail}`),
    ),
  ].join('\n');
}

/** A field's value in words: typed values and ends as a person says them, anything else as it stands. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  const end = EndSchema.safeParse(value);
  if (end.success) return printEnd(end.data);
  const typed = ValueSchema.safeParse(value);
  return typed.success ? printValue(typed.data) : JSON.stringify(value);
}

/** The runs of a text with what was removed and added between marks. */
export function redlineText(runs: Change['text']): string {
  return runs
    .map(({ op, value }) => {
      if (op === 'equal') return value;
      return op === 'delete' ? `[-${value}-]` : `{+${value}+}`;
    })
    .join('');
}

function changeLines(change: Change): string[] {
  const flags = change.flags.length === 0 ? '' : `, ${change.flags.join(', ')}`;
  const because = change.because.length === 0 ? '' : ` — because of ${change.because.join(', ')}`;
  const fields = change.fields
    .filter(({ path }) => path !== 'text')
    .map(({ path, before, after }) => `      ${path}: ${valueText(before)} → ${valueText(after)}`);
  const differs =
    change.text.some(({ op }) => op !== 'equal') && change.before !== null && change.after !== null;
  const text = differs ? [`      text: ${redlineText(change.text)}`] : [];
  const back = change.revertedWithin ? ' (and back)' : '';
  return [
    `${change.number}. ${change.class}${back}${flags}: ${change.ref}, ${change.on}${because}`,
    ...fields,
    ...text,
  ];
}

/** A comparison as lines of text. */
export function comparisonText(comparison: Comparison): string {
  const counts = Object.entries(comparison.counts).filter(([, count]) => count > 0);
  const { opened, closed } = comparison.conflicts;
  const nothing = comparison.changes.length === 0 ? ['', 'No clause changed.'] : [''];
  return [
    `${comparison.dossier}: from ${pointWords(comparison.from)} to ${pointWords(comparison.to)}${comparison.swapped ? ' (turned round: the older is on the left)' : ''}`,
    counts.map(([name, count]) => `${count} ${name}`).join(' · '),
    `Announcements: ${comparison.announcements.join(', ') || 'none'}`,
    ...nothing,
    ...comparison.changes.flatMap(changeLines),
    ...section(
      'Contracts',
      comparison.contracts.map(
        ({ contract, class: kind, because }) => `  ${kind}: ${contract} — ${because.join(', ')}`,
      ),
    ),
    ...section('Conflicts opened', opened.map(conflictLine)),
    ...section('Conflicts closed', closed.map(conflictLine)),
    ...section(
      'Warnings',
      comparison.warnings.map(
        ({ announcement, pointer, detail }) => `  ${announcement}${pointer}: ${detail}`,
      ),
    ),
  ].join('\n');
}
