/** What a page of a dossier is called in words, by its address. */
import { parseDay } from '../../dossier/dates.ts';
import type { Names } from './names.ts';
import { when } from './words.ts';

type Segments = readonly string[];
type Words = (parts: Segments, names: Names) => string;

/** A day in words; a point that isn't one, such as the boundary of an announcement, as it is written. */
function dayWords(point = ''): string {
  return parseDay(point) === null ? point : when(point).words;
}

const clauseWords = (contract = '', clause = '', names: Names): string =>
  `“${names.clause(`${contract}/${clause}`)}”`;

/** By the form of the address, each part that is an id, a day or a point as `*`. */
const PAGES: readonly (readonly [string, Words])[] = Object.entries({
  '': () => 'Terms today',
  'on/*': ([, on]) => `Terms on ${dayWords(on)}`,
  'contracts/*/on/*': ([, contract = '', , on], names) => `${names.contract(contract)} on ${dayWords(on)}`,
  'contracts/*/with/*/on/*': ([, one = '', , other = '', , on], names) =>
    `${names.contract(one)} and ${names.contract(other)} on ${dayWords(on)}`,
  'clauses/*/*': ([, contract, clause], names) => `History of ${clauseWords(contract, clause, names)}`,
  'clauses/*/*/on/*': ([, contract, clause, , on], names) =>
    `${clauseWords(contract, clause, names)} on ${dayWords(on)}`,
  'compare/*/to/*': ([, from, , to]) => `What changed from ${dayWords(from)} to ${dayWords(to)}`,
  announcements: () => 'Announcements',
  'announcements/*': ([, id = ''], names) => `“${names.announcement(id).headline}”`,
  chart: () => 'Chart',
  matrix: () => 'Who holds what',
  'matrix/on/*': ([, , on]) => `Who holds what on ${dayWords(on)}`,
  terms: () => 'Undefined terms',
  'terms/*': ([, term = ''], names) => `The term “${names.term(term)}”`,
  ahead: () => 'What ends next',
  log: () => 'Our record',
} satisfies Record<string, Words>);

/** Whether an address has a form. */
function fits(parts: Segments, form: string): boolean {
  const wanted = form === '' ? [] : form.split('/');
  return wanted.length === parts.length && wanted.every((part, at) => part === '*' || part === parts[at]);
}

/**
 * What a page is called: `Terms on 1 March 2026, as known on 20 February 2026`.
 * @param href the whole path below the site, with query and fragment
 * @returns the path below the dossier where no page of that form is known
 */
export function pageWords(href: string, names: Names): string {
  const { pathname, searchParams } = new URL(href, 'http://site');
  const [, , , ...parts] = pathname.split('/').map((part) => decodeURIComponent(part));
  const words = PAGES.find(([form]) => fits(parts, form))?.[1](parts, names);
  if (words === undefined) return href.replace(/^\/dossiers\/[^/]+\//, '');
  const known = searchParams.get('known');
  const log = searchParams.get('log');
  return [
    words,
    ...(known === null ? [] : [`as known on ${dayWords(known)}`]),
    ...(log === null ? [] : [`as our record stood at revision ${log}`]),
  ].join(', ');
}
