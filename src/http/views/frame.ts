/** What every page has around its content. */
import { linksOf } from './links.ts';

export interface NavItem {
  readonly href: string;
  readonly text: string;
  readonly current: boolean;
}

export interface Frame {
  readonly title: string;
  /** The dossier that the page is of, with the ways through it. */
  readonly dossier: {
    readonly id: string;
    /** The present head of its log: the script tells by it what is new. */
    readonly head: number;
    readonly title: string;
    readonly href: string;
    readonly search: string;
    readonly nav: readonly NavItem[];
  } | null;
  /** The same answer as JSON. */
  readonly json: string | null;
  /** Where an open page learns of what is recorded after it was made. */
  readonly live: string | null;
  /** A page that no search engine should keep: errors, redirect targets. */
  readonly transient: boolean;
}

export type Section =
  | 'state'
  | 'timeline'
  | 'matrix'
  | 'terms'
  | 'ahead'
  | 'compare'
  | 'log'
  | 'questions'
  | null;

/** The frame of a page outside any dossier. */
export function plainFrame(title: string, transient = false): Frame {
  return { title, dossier: null, json: null, live: null, transient };
}

/** The frame of a dossier's page. Its ways lead out of any view that is cut by a clock. */
export function dossierFrame(
  title: string,
  dossier: { id: string; title: string; head: number },
  section: Section,
  json: string | null,
): Frame {
  const links = linksOf(dossier.id);
  const item = (name: Section, href: string, text: string): NavItem => ({
    href,
    text,
    current: name === section,
  });
  return {
    title: `${title} · ${dossier.title}`,
    dossier: {
      id: dossier.id,
      head: dossier.head,
      title: dossier.title,
      href: links.state(null),
      search: links.search(),
      nav: [
        item('state', links.state(null), 'Terms today'),
        item('timeline', links.announcements(), 'Announcements'),
        item('matrix', links.matrix(null), 'Who holds what'),
        item('terms', links.terms(), 'Undefined terms'),
        item('ahead', links.ahead(), 'What ends next'),
        item('compare', links.compareForm(), 'Compare'),
        item('log', links.log(), 'Our record'),
        item('questions', links.questions(), 'Questions'),
      ],
    },
    json,
    live: links.live(dossier.head),
    transient: false,
  };
}
