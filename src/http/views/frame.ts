/** What every page has around its content. */
import { linksOf, type Links } from './links.ts';

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
  'state' | 'timeline' | 'chart' | 'matrix' | 'terms' | 'ahead' | 'compare' | 'log' | 'questions' | null;

/** The frame of a page outside any dossier. */
export function plainFrame(title: string, transient = false): Frame {
  return { title, dossier: null, json: null, live: null, transient };
}

/**
 * The frame of a dossier's page. Its ways to other overviews keep the day and the clocks of the page; those to the
 * terms of today, to the forms and to our whole record lead out of them.
 * @param links those of the page; default: of one that is of no day and cut by no clock
 */
export function dossierFrame(
  title: string,
  dossier: { id: string; title: string; head: number },
  section: Section,
  json: string | null,
  links: Links = linksOf(dossier.id),
): Frame {
  const plain = linksOf(dossier.id);
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
      href: plain.state(null),
      search: plain.search(),
      nav: [
        item('state', plain.state(null), 'Terms today'),
        item('timeline', links.announcements(), 'Announcements'),
        item('chart', links.chart(), 'Chart'),
        item('matrix', links.matrix(), 'Who holds what'),
        item('terms', links.terms(), 'Undefined terms'),
        item('ahead', links.ahead(), 'What ends next'),
        item('compare', plain.compareForm(), 'Compare'),
        item('log', plain.log(), 'Our record'),
        item('questions', plain.questions(), 'Questions'),
      ],
    },
    json,
    live: plain.live(dossier.head),
    transient: false,
  };
}
