/**
 * Addresses of one dossier's pages. A link out of a view that is cut by a clock keeps that clock, and one out of a
 * view of a day that day, where the page that it leads to is of a day too.
 */

/** What the links of a view carry along: its day, where that isn't today, and the clocks that cut it. */
export interface Carried {
  readonly on?: string;
  readonly known?: string;
  readonly log?: number;
}

export interface Links {
  state(on: string | null): string;
  contract(contract: string, on: string): string;
  contractPair(contract: string, other: string, on: string): string;
  clause(ref: string): string;
  clauseOn(ref: string, on: string): string;
  announcements(): string;
  announcement(id: string): string;
  compare(from: string, to: string): string;
  compareForm(): string;
  chart(contract?: string, part?: number): string;
  /** Default: of the view's own day. */
  matrix(on?: string): string;
  terms(): string;
  term(id: string): string;
  ahead(): string;
  log(): string;
  live(after: number): string;
  /** The dossier’s record as a file. */
  download(): string;
  search(): string;
  questions(): string;
  go(): string;
}

/** Appends parameters to an address, which may have some already, leaving out those that are undefined. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

export function linksOf(dossier: string, carried: Carried = {}): Links {
  const base = `/dossiers/${dossier}`;
  const { on: day, known, log } = carried;
  const clocks = (path: string): string => withQuery(path, { known, log });
  const dated = (path: string): string => withQuery(path, { on: day, known, log });
  const record = (path: string): string => withQuery(path, { log });
  return {
    state: (on) => clocks(on === null ? base : `${base}/on/${on}`),
    contract: (contract, on) => clocks(`${base}/contracts/${contract}/on/${on}`),
    contractPair: (contract, other, on) => clocks(`${base}/contracts/${contract}/with/${other}/on/${on}`),
    clause: (ref) => clocks(`${base}/clauses/${ref}`),
    clauseOn: (ref, on) => clocks(`${base}/clauses/${ref}/on/${on}`),
    announcements: () => record(`${base}/announcements`),
    announcement: (id) => record(`${base}/announcements/${id}`),
    compare: (from, to) => clocks(`${base}/compare/${from}/to/${to}`),
    compareForm: () => `${base}/compare`,
    chart: (contract, part) => withQuery(`${base}/chart`, { contract, part, on: day, known, log }),
    matrix: (on = day) => clocks(on === undefined ? `${base}/matrix` : `${base}/matrix/on/${on}`),
    terms: () => dated(`${base}/terms`),
    term: (id) => dated(`${base}/terms/${id}`),
    ahead: () => dated(`${base}/ahead`),
    log: () => `${base}/log`,
    live: (after) => withQuery(`${base}/live`, { after }),
    download: () => `/api/v1${base}/export`,
    search: () => `${base}/search`,
    questions: () => `${base}/questions`,
    go: () => `${base}/go`,
  };
}

/** The address of the same content as JSON. */
export function jsonHref(href: string): string {
  const [path = '', ...query] = href.split('?');
  return [`${path}.json`, ...query].join('?');
}
