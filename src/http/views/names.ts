/** Names for ids: a page shows parties, subjects, clauses and announcements by name, never by id alone. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { AnnouncementType } from '../../dossier/announcement.ts';
import type { State } from '../../dossier/shapes.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import { linksOf, type Links } from './links.ts';
import { when, type When } from './words.ts';

/** An announcement as a page refers to it. */
export interface AnnouncementLink {
  readonly id: string;
  readonly href: string;
  readonly headline: string;
  readonly on: When;
  readonly type: string;
}

export interface Names {
  readonly party: (id: string) => string;
  readonly subject: (id: string) => string;
  readonly contract: (id: string) => string;
  /** A clause's heading by its full name. */
  readonly clause: (ref: string) => string;
  readonly term: (id: string) => string;
  readonly announcement: (id: string) => AnnouncementLink;
  /** The name of a party or a subject, whichever the id is of. */
  readonly any: (id: string) => string;
}

export const TYPE_WORDS: Readonly<Record<AnnouncementType, string>> = {
  AgreementAnnounced: 'Agreement',
  RenegotiationAnnounced: 'Renegotiation',
  TerminationAnnounced: 'Termination',
  DocumentPublished: 'Document',
  RefutationAnnounced: 'Refutation',
  StatementMade: 'Statement',
  ReportPublished: 'Press report',
};

/** An announcement that was retracted since, and a revision of our record at which it can still be read. */
export interface Retracted {
  readonly announcement: AnnouncementAnswer;
  readonly log: number;
}

interface Known {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  /** Those that were retracted since, where they are told of. Default: none. */
  readonly retracted?: readonly Retracted[];
  /** A state whose clauses are named; clauses without one are named by their id. */
  readonly state: State;
  readonly links: Links;
}

const named = (items: readonly { id: string; name: string }[]): Map<string, string> =>
  new Map(items.map(({ id, name }) => [id, name]));

function announcementLinks({
  dossier,
  announcements,
  retracted = [],
  links,
}: Known): (id: string) => AnnouncementLink {
  const byId = new Map(announcements.map((announcement) => [announcement.id, announcement]));
  const since = new Map(retracted.map((each) => [each.announcement.id, each]));
  return (id) => {
    const before = since.get(id);
    const found = byId.get(id) ?? before?.announcement;
    return {
      id,
      href: (before === undefined ? links : linksOf(dossier.id, { log: before.log })).announcement(id),
      headline: found?.headline ?? id,
      on: when(found === undefined ? '0000' : edtfOf(found.announcedOn)),
      type: found === undefined ? 'Announcement' : TYPE_WORDS[found.type],
    };
  };
}

export function namesOf(known: Known): Names {
  const { dossier, state } = known;
  const parties = named(dossier.parties);
  const subjects = named(dossier.subjects);
  const contracts = new Map(dossier.contracts.map(({ id, title }) => [id, title]));
  const clauses = new Map(
    state.contracts.flatMap((contract) => contract.clauses.map(({ ref, heading }) => [ref, heading])),
  );
  const terms = new Map(
    [...dossier.terms.undefined, ...dossier.terms.defined].map(({ id, term }) => [id, term]),
  );
  return {
    party: (id) => parties.get(id) ?? id,
    subject: (id) => subjects.get(id) ?? id,
    contract: (id) => contracts.get(id) ?? id,
    clause: (ref) => clauses.get(ref) ?? ref,
    term: (id) => terms.get(id) ?? id,
    announcement: announcementLinks(known),
    any: (id) => parties.get(id) ?? subjects.get(id) ?? id,
  };
}
