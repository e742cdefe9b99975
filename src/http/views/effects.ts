/** What an announcement does, effect by effect, in sentences. */
import type { Effect, Amend, EndEffect, Introduce, ContractEffect } from '../../dossier/effects.ts';
import { CONTENT_FIELDS } from '../../dossier/effects.ts';
import { isStated } from '../../dossier/values.ts';
import { edtfOf, type Dated } from '../../dossier/vocabulary.ts';
import { closedInFull } from './closings.ts';
import type { Context } from './conflict.ts';
import { prose, type Html } from '../render.ts';
import { endWords, fieldLabel, fieldWords } from './values.ts';
import { inText, listed } from './words.ts';

export interface EffectView {
  /** What is done: `introduces`, `ends` … */
  readonly verb: string;
  /** The clause or contract that it is done to. */
  readonly target: { readonly text: string; readonly href: string | null };
  /** The rest of the sentence. */
  readonly rest: string;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  readonly statement: Html | null;
  readonly when: string;
  readonly assumed: boolean;
  readonly note: string | null;
}

const END_WORDS = {
  terminated: 'terminated',
  replaced: 'replaced',
  absorbed: 'absorbed',
  implied: 'by implication',
  lapsed: 'lapsed',
  expired: 'expired',
} as const;

type Said = Pick<EffectView, 'verb' | 'rest'> &
  Partial<Pick<EffectView, 'details'>> & { readonly statement?: string | undefined };

function amendDetails(effect: Amend | Introduce, context: Context): EffectView['details'] {
  const { names } = context;
  const fields = CONTENT_FIELDS.filter((field) => field !== 'heading' && effect[field] !== undefined).map(
    (field) => ({
      label: fieldLabel(field),
      value: field === 'text' ? 'see the change below' : fieldWords(field, effect[field], names),
    }),
  );
  const terms = Object.entries(effect.terms ?? {}).map(([name, value]) => ({
    label: fieldLabel(`terms/${name}`),
    value: value === null ? 'no longer stated' : fieldWords(`terms/${name}`, value, names),
  }));
  return [...fields.filter(({ label }) => label !== fieldLabel('kind')), ...terms];
}

function contractWords(effect: ContractEffect, { names }: Context): Said {
  switch (effect.effect) {
    case 'open-contract':
      return {
        verb: 'Puts a contract on record:',
        rest: `between ${listed(effect.parties.map(names.party))}`,
      };
    case 'amend-contract':
      return {
        verb: 'Changes the contract',
        rest: '',
        details: (['title', 'parties', 'term'] as const).flatMap((field) => {
          const value = effect[field];
          return value === undefined
            ? []
            : [{ label: fieldLabel(field), value: fieldWords(field, value, names) }];
        }),
      };
    case 'close-contract':
      return { verb: 'Ends the contract', rest: '' };
    default:
      return effect satisfies never;
  }
}

function place(effect: Extract<Effect, { effect: 'move' }>, { names }: Context): string {
  if (effect.first === true) return 'to the first place';
  if (effect.last === true) return 'to the last place';
  if (effect.before !== undefined) return `before “${names.clause(effect.before)}”`;
  return effect.after === undefined ? '' : `after “${names.clause(effect.after)}”`;
}

const aspectWords = (aspect: string | undefined): string => (aspect === undefined ? '' : `as to ${aspect}`);

function introduceWords(effect: Introduce): Said {
  const old = effect.since === 'unknown';
  return {
    verb: old ? 'First puts on record' : 'Introduces',
    rest: old ? 'which held before; since when is not stated' : '',
    details:
      effect.end === undefined || !isStated(effect.end)
        ? []
        : [{ label: 'Ends', value: endWords(effect.end) }],
  };
}

function endEffectWords(effect: EndEffect, { names }: Context): Said {
  const reason = END_WORDS[effect.reason];
  if (effect.by === undefined) return { verb: 'Ends', rest: `(${reason})` };
  const link = effect.reason === 'implied' ? 'of' : 'by';
  return { verb: 'Ends', rest: `(${reason} ${link} “${names.clause(effect.by)}”)` };
}

/** What an effect needs to know of its announcement: its date, and who made it. */
export interface Announced {
  readonly on: string;
  readonly by: readonly string[];
}

function clauseWords(effect: Exclude<Effect, ContractEffect>, announced: Announced, context: Context): Said {
  const { names } = context;
  switch (effect.effect) {
    case 'introduce':
      return introduceWords(effect);
    case 'amend':
      return {
        verb: 'Changes',
        rest: effect.since === undefined ? '' : `and dates its start ${inText(edtfOf(effect.since))}`,
        details: amendDetails(effect, context),
      };
    case 'end':
      return endEffectWords(effect, context);
    case 'affirm':
      return {
        verb: 'Reaffirms',
        rest: `by ${listed((effect.parties ?? announced.by).map(names.party))}`,
        statement: effect.statement,
      };
    case 'dispute':
      return {
        verb: `${names.party(effect.party)} disputes`,
        rest: aspectWords(effect.aspect),
        statement: effect.statement,
      };
    case 'settle':
      return {
        verb: `Closes the dispute of ${names.party(effect.party)} about`,
        rest: `${aspectWords(effect.aspect)} (${closedInFull(effect.how)})`.trim(),
      };
    case 'condition':
      return { verb: 'Says of a condition of', rest: `that it is ${effect.state}` };
    case 'move':
      return { verb: 'Moves', rest: place(effect, context) };
    default:
      return effect satisfies never;
  }
}

function effectiveWords(effectiveOn: Dated | undefined, until: Dated | undefined, announced: string): string {
  const from = inText(effectiveOn === undefined ? announced : edtfOf(effectiveOn)).replace(/^on /, '');
  return until === undefined
    ? `from ${from}`
    : `from ${from} until ${inText(edtfOf(until)).replace(/^on /, '')}`;
}

/** Whether an effect says nothing of its days, so that it counts from its announcement. */
function isAssumed(effect: Effect): boolean {
  if (effect.effectiveOn !== undefined) return false;
  if ('until' in effect && effect.until !== undefined) return false;
  return !(effect.effect === 'introduce' && effect.since === 'unknown');
}

/** One effect in a sentence. The announcement's date counts where the effect states none. */
export function effectView(effect: Effect, announced: Announced, context: Context): EffectView {
  const { names, links } = context;
  const isContract = 'contract' in effect;
  const said: Said = isContract ? contractWords(effect, context) : clauseWords(effect, announced, context);
  const target = isContract
    ? { text: effect.effect === 'open-contract' ? effect.title : names.contract(effect.contract), href: null }
    : { text: names.clause(effect.clause), href: links.clause(effect.clause) };
  return {
    verb: said.verb,
    target,
    rest: said.rest,
    details: said.details ?? [],
    statement: said.statement === undefined ? null : prose(said.statement),
    when: effectiveWords(effect.effectiveOn, 'until' in effect ? effect.until : undefined, announced.on),
    assumed: isAssumed(effect),
    note: effect.note ?? null,
  };
}

/** Whether effects, by their names, change nothing but what was said: drawn lighter, and hollow. */
export function isLight(names: readonly string[]): boolean {
  return names.every((name) => name === 'affirm');
}
