/** A clause's life: its versions with the redline to the one before, statuses, positions, disputes, conflicts. */
import type { DossierNote } from '../../dossier/announcement.ts';
import type {
  AnnouncementAnswer,
  ClauseAnswer,
  ClauseHistory,
  DossierAnswer,
  Version,
} from '../../dossier/answers.ts';
import type { State } from '../../dossier/shapes.ts';
import { formatDay, spanOf } from '../../dossier/dates.ts';
import { runViews, type RunView } from './runs.ts';
import { endSetBy } from './chart-bars.ts';
import { clauseView, type ClauseContext, type ClauseView } from './clause.ts';
import { conflictViews, type ConflictView, type Context } from './conflict.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { groupedBy } from './grouped.ts';
import { noteViews, type NoteView } from './notes.ts';
import { pastDispute, type PastDispute } from './past-dispute.ts';
import { POSITION_MARKS, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import { jsonHref } from './links.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { prose, type Html } from '../render.ts';
import type { Said, Touch } from './said.ts';
import { placesOf } from './timeline.ts';
import { warningViews, type WarningView } from './state.ts';
import { endWords, fieldLabel, fieldWords, grantWords } from './values.ts';
import { inText, listed, stretch, when, type Stretch, type When } from './words.ts';

export interface VersionView {
  readonly version: number;
  readonly held: Stretch;
  readonly announcement: AnnouncementLink;
  readonly sameAs: number | null;
  readonly text: Html;
  /** The redline to the version before; empty for the first, or where the wording is the same. */
  readonly runs: readonly RunView[];
  readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface HistoryModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly contract: { readonly title: string; readonly href: string };
  /** Since when it holds, in a sentence. */
  readonly start: string;
  readonly known: When | null;
  readonly revision: string | null;
  readonly today: { readonly status: Mark; readonly why: string | null; readonly href: string } | null;
  readonly form: {
    readonly action: string;
    readonly on: string;
    readonly contract: string;
    readonly clause: string;
  };
  readonly announcements: readonly {
    readonly link: AnnouncementLink;
    readonly did: string;
    readonly light: boolean;
    /** Its place among several of the same date. */
    readonly place: string | null;
    readonly stateHref: string | null;
    readonly changeHref: string;
    readonly compareHref: string | null;
  }[];
  readonly versions: readonly VersionView[];
  readonly statuses: readonly {
    readonly held: Stretch;
    readonly status: Mark;
    readonly why: string | null;
    /** How what set it did so: `begun by`, `ended by`. */
    readonly how: string;
    readonly by: AnnouncementLink | null;
    /** What set its end, where that is another announcement than the one behind it. */
    readonly endBy: AnnouncementLink | null;
  }[];
  readonly positions: readonly {
    readonly party: string;
    readonly mark: Mark;
    readonly held: Stretch;
    readonly announcement: AnnouncementLink;
  }[];
  readonly disputes: readonly PastDispute[];
  readonly conflicts: readonly ConflictView[];
  readonly notes: readonly NoteView[];
  readonly warnings: readonly WarningView[];
}

export interface HistoryInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly said: Said;
  readonly history: ClauseHistory;
  /** Our notes about the clause. */
  readonly notes: readonly DossierNote[];
  /** The state today, where the clause and those it conflicts with are read. */
  readonly state: State;
  readonly today: string;
  readonly known?: string;
  readonly log?: number;
}

function versionView(version: Version, names: Names): VersionView {
  const runs = runViews({ text: version.text, moves: [] }, `v${version.version}`);
  const compared = version.version > 1 && runs.some(({ deleted, inserted }) => deleted || inserted);
  const { content } = version;
  return {
    version: version.version,
    held: stretch(version.from, version.to),
    announcement: names.announcement(version.announcement),
    sameAs: version.sameAs,
    text: prose(content.text),
    runs: compared ? runs : [],
    fields: version.fields
      .filter(({ path }) => path !== 'text' && version.version > 1)
      .map(({ path, before, after }) => ({
        label: fieldLabel(path),
        before: fieldWords(path, before, names),
        after: fieldWords(path, after, names),
      })),
    facts: [
      ...content.grants.map((grant) => ({ label: 'Right', value: grantWords(grant, names) })),
      ...Object.entries(content.terms).map(([name, value]) => ({
        label: fieldLabel(`terms/${name}`),
        value: fieldWords(`terms/${name}`, value, names),
      })),
      { label: 'Ends', value: endWords(content.end) },
    ],
  };
}

const EFFECT_WORDS: Readonly<Record<Exclude<ClauseEffect['effect'], 'dispute' | 'settle'>, string>> = {
  introduce: 'puts it on record',
  amend: 'changes it',
  end: 'ends it',
  affirm: 'reaffirms it',
  condition: 'speaks of its condition',
  move: 'moves it',
};

type ClauseEffect = NonNullable<Touch['effect']>;

function effectWords(effect: ClauseEffect, names: Names): string {
  if (effect.effect === 'dispute') return `${names.party(effect.party)} disputes it`;
  if (effect.effect === 'settle') return `closes the dispute of ${names.party(effect.party)}`;
  return EFFECT_WORDS[effect.effect];
}

/** What one announcement did to the clause. */
function didWords(touches: readonly Touch[], names: Names): string {
  const words = touches.flatMap(({ effect }) => (effect === null ? [] : [effectWords(effect, names)]));
  return words.length === 0 ? 'reports about it, changes nothing' : listed([...new Set(words)]);
}

function eventsOf(input: HistoryInput): HistoryModel['announcements'] {
  const { history, names, links, today, said, announcements } = input;
  const places = placesOf(announcements);
  const touches = groupedBy(said.touches(history.ref), (touch) => touch.announcement.id);
  return history.announcements.map(({ announcement, announcedOn, effects }) => {
    const day = formatDay(spanOf(announcedOn).latest);
    const link = names.announcement(announcement);
    return {
      link,
      did: didWords(touches.get(announcement) ?? [], names),
      light: effects.every((effect) => effect === 'affirm'),
      place: places.get(announcement) ?? null,
      stateHref: announcedOn.length === 10 ? links.clauseOn(history.ref, announcedOn) : null,
      changeHref: `${link.href}#change`,
      compareHref: day < today ? links.compare(day, today) : null,
    };
  });
}

type Standing = ClauseHistory['statuses'][number];

function standingView(
  { from, to, status, statusReason, by }: Standing,
  next: Standing | undefined,
  names: Names,
): HistoryModel['statuses'][number] {
  const endBy = endSetBy({ status, by }, next);
  return {
    held: stretch(from, to),
    status: STATUS_MARKS[status],
    why: statusReason === null ? null : REASON_WORDS[statusReason],
    how: status === 'ended' ? 'ended by' : 'begun by',
    by: by === null ? null : names.announcement(by),
    endBy: endBy === null ? null : names.announcement(endBy),
  };
}

function startOf({ since }: ClauseHistory): string {
  return since === 'unknown' ? 'Nobody has stated since when it holds.' : `It starts ${inText(since)}.`;
}

export function historyModel(input: HistoryInput): HistoryModel {
  const { dossier, history, state, names, links, today, known, log } = input;
  const clause = state.contracts.flatMap(({ clauses }) => clauses).find(({ ref }) => ref === history.ref);
  const heading = clause?.heading ?? history.versions.at(-1)?.content.heading ?? history.ref;
  const [contract = '', key = ''] = history.ref.split('/');
  return {
    frame: dossierFrame(`${heading}: history`, dossier, null, jsonHref(links.clause(history.ref)), links),
    heading,
    contract: { title: names.contract(contract), href: links.contract(contract, today) },
    start: startOf(history),
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
    today:
      clause === undefined
        ? null
        : {
            status: STATUS_MARKS[clause.status],
            why: clause.statusReason === null ? null : REASON_WORDS[clause.statusReason],
            href: links.clauseOn(history.ref, today),
          },
    form: { action: links.go(), on: today, contract, clause: key },
    announcements: eventsOf(input),
    versions: history.versions.map((version) => versionView(version, names)),
    statuses: history.statuses.map((standing, index) =>
      standingView(standing, history.statuses[index + 1], names),
    ),
    positions: history.positions
      .filter(({ position }) => position !== 'not mentioned')
      .map(({ party, position, from, to, announcement }) => ({
        party: names.party(party),
        mark: POSITION_MARKS[position],
        held: stretch(from, to),
        announcement: names.announcement(announcement),
      })),
    disputes: history.disputes.map((dispute) => pastDispute(dispute, names)),
    conflicts: conflictViews(history.conflicts, { state, present: false }, input),
    notes: noteViews(input.notes, dossier, input),
    warnings: warningViews(history.warnings, input),
  };
}

export interface ClauseDayModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly known: When | null;
  readonly revision: string | null;
  readonly contract: { readonly title: string; readonly href: string; readonly parties: string };
  readonly clause: ClauseView;
  readonly conflicts: readonly ConflictView[];
  readonly notes: readonly NoteView[];
  readonly stateHref: string;
  readonly form: HistoryModel['form'];
}

export interface ClauseDayInput extends ClauseContext {
  readonly dossier: DossierAnswer;
  /** Our notes about the clause. */
  readonly notes: readonly DossierNote[];
  readonly answer: ClauseAnswer;
  readonly state: State;
  readonly known?: string;
  readonly log?: number;
}

export function clauseDayModel(input: ClauseDayInput): ClauseDayModel {
  const { dossier, answer, state, names, links, known, log } = input;
  const { on } = answer.resolved;
  const { ref, heading } = answer.clause;
  const [contract = '', clause = ''] = ref.split('/');
  const title = `${heading} ${inText(on)}${known === undefined ? '' : `, as known ${inText(known)}`}`;
  return {
    frame: dossierFrame(title, dossier, null, jsonHref(links.clauseOn(ref, on)), links),
    heading,
    on: when(on),
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
    contract: {
      title: answer.contract.title,
      href: links.contract(contract, on),
      parties: listed(answer.contract.parties.map(names.party)),
    },
    clause: clauseView(answer.clause, answer.conflicts, input, { on, open: true }),
    conflicts: conflictViews(answer.conflicts, { state, present: true }, input),
    notes: noteViews(input.notes, dossier, input),
    stateHref: links.state(on),
    form: { action: links.go(), on, contract, clause },
  };
}
