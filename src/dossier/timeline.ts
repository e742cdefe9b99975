/**
 * The projection: a dossier's events as an index of effects by clause and by contract, which answers reads at
 * any (on, known, log) from the effects of what is read alone (docs/semantics.md, "Fold").
 *
 * A timeline never changes: `extend` gives another one, which shares what the new events did not touch.
 */
import type { RecordedEvent } from './announcement.ts';
import { ContractLife } from './contract-life.ts';
import { EVER, FOREVER, type Day } from './dates.ts';
import { isContractEffect, type Effect } from './effects.ts';
import { compareEntries, type Entry } from './entries.ts';
import { ClauseLife } from './life.ts';
import {
  applyStep,
  comparePlaces,
  isPossiblyKnown,
  isRecorded,
  isVisible,
  stepOf,
  type Telling,
  type Tellings,
  type View,
} from './record.ts';
import { emptyRegistry, evolveRegistry, type Registry } from './registry.ts';
import { contractOf } from './vocabulary.ts';

/** How many views of one clause or contract are kept. */
const KEPT_VIEWS = 32;

/** The effects on one clause or contract, in the order, with the lives already worked out. */
class Shelf<Life> {
  readonly entries: readonly Entry[];
  readonly lives = new Map<string, Life>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  keep(key: string, make: () => Life): Life {
    const kept = this.lives.get(key);
    if (kept !== undefined) return kept;
    const life = make();
    const oldest = this.lives.keys().next().value;
    if (this.lives.size >= KEPT_VIEWS && oldest !== undefined) this.lives.delete(oldest);
    this.lives.set(key, life);
    return life;
  }
}

interface Shelves {
  /** By clause: its own effects and its contract's. */
  readonly clauses: ReadonlyMap<string, Shelf<ClauseLife>>;
  /** By contract: its own effects, introductions and moves. */
  readonly contracts: ReadonlyMap<string, Shelf<ContractLife>>;
}

function entriesOf(telling: Telling): Entry[] {
  return telling.content.effects.map((effect, index) => ({ telling, index, effect }));
}

function contractNamed(effect: Effect): string {
  return isContractEffect(effect) ? effect.contract : contractOf(effect.clause);
}

function isForContract({ effect }: Entry): boolean {
  return isContractEffect(effect) || effect.effect === 'introduce' || effect.effect === 'move';
}

function group(entries: readonly Entry[], keyOf: (entry: Entry) => string | null): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null) continue;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [entry]);
    else list.push(entry);
  }
  return groups;
}

/** Shelves for the touched clauses and contracts; the others are shared. */
function restock(old: Shelves, tellings: readonly Telling[], gone: ReadonlySet<Telling>): Shelves {
  const fresh = tellings.flatMap(entriesOf);
  const lost = [...gone].flatMap(entriesOf);
  const contracts = new Map(old.contracts);
  const clauses = new Map(old.clauses);
  const touchedContracts = new Set([...fresh, ...lost].map(({ effect }) => contractNamed(effect)));
  const freshByContract = group(fresh, (entry) => contractNamed(entry.effect));
  const reopened = new Set<string>();
  for (const contract of touchedContracts) {
    const added = (freshByContract.get(contract) ?? []).filter(isForContract);
    const kept = (contracts.get(contract)?.entries ?? []).filter(({ telling }) => !gone.has(telling));
    contracts.set(contract, new Shelf([...kept, ...added].sort(compareEntries)));
    const whole = [...fresh, ...lost].some(
      ({ effect }) => isContractEffect(effect) && effect.contract === contract,
    );
    if (whole) reopened.add(contract);
  }
  const freshByClause = group(fresh, ({ effect }) => (isContractEffect(effect) ? null : effect.clause));
  const lostClauses = lost.flatMap(({ effect }) => (isContractEffect(effect) ? [] : [effect.clause]));
  const neighbours = [...clauses.keys()].filter((ref) => reopened.has(contractOf(ref)));
  for (const ref of new Set([...freshByClause.keys(), ...lostClauses, ...neighbours])) {
    const own = (clauses.get(ref)?.entries ?? []).filter(
      ({ effect, telling }) => !isContractEffect(effect) && !gone.has(telling),
    );
    const whole = (contracts.get(contractOf(ref))?.entries ?? []).filter(({ effect }) =>
      isContractEffect(effect),
    );
    const all = [...own, ...(freshByClause.get(ref) ?? []), ...whole];
    clauses.set(ref, new Shelf(all.sort(compareEntries)));
  }
  return { clauses, contracts };
}

/** What identifies the visible part of some entries: equal keys, equal lives. */
function viewKey(visible: readonly Entry[]): string {
  let last: Telling | null = null;
  let key = '';
  for (const { telling } of visible) {
    if (telling === last) continue;
    last = telling;
    key += `${telling.recorded},`;
  }
  return key;
}

export class Timeline {
  readonly dossier: string;
  readonly head: number;
  readonly #tellings: Tellings;
  readonly #order: readonly Telling[];
  readonly #shelves: Shelves;
  readonly #registries: readonly { readonly revision: number; readonly registry: Registry }[];

  private constructor(
    dossier: string,
    head: number,
    tellings: Tellings,
    shelves: Shelves,
    registries: readonly { revision: number; registry: Registry }[],
  ) {
    this.dossier = dossier;
    this.head = head;
    this.#tellings = tellings;
    this.#order = [...tellings.values()].flat().sort(comparePlaces);
    this.#shelves = shelves;
    this.#registries = registries;
  }

  /** A dossier of which nothing is recorded; its head is -1. */
  static empty(dossier: string): Timeline {
    const shelves = { clauses: new Map(), contracts: new Map() };
    return new Timeline(dossier, -1, new Map(), shelves, [
      { revision: -1, registry: emptyRegistry(dossier) },
    ]);
  }

  /** The timeline of a dossier's events, which are in the order of their revisions. */
  static of(dossier: string, events: readonly RecordedEvent[]): Timeline {
    return Timeline.empty(dossier).extend(events);
  }

  /** The timeline after more events, in the order of their revisions. */
  extend(events: readonly RecordedEvent[]): Timeline {
    const last = events.at(-1);
    if (last === undefined) return this;
    const tellings = new Map(this.#tellings);
    const registries = [...this.#registries];
    for (const recorded of events) {
      applyStep(tellings, stepOf(tellings, recorded));
      const before = registries.at(-1)?.registry ?? emptyRegistry(this.dossier);
      const registry = evolveRegistry(before, recorded);
      if (registry !== before) registries.push({ revision: recorded.revision, registry });
    }
    const old = new Set([...this.#tellings.values()].flat());
    const now = [...tellings.values()].flat();
    const gone = new Set([...old].filter((telling) => tellings.get(telling.id)?.includes(telling) !== true));
    const fresh = now.filter((telling) => !old.has(telling));
    const shelves = restock(this.#shelves, fresh, gone);
    return new Timeline(this.dossier, last.revision, tellings, shelves, registries);
  }

  /** A view with its log clamped to the head. */
  view(known: Day = FOREVER, log: number = this.head, cut: View['cut'] = null): View {
    return { known, log: Math.min(log, this.head), cut };
  }

  /** The registry at a revision. */
  registry(log: number = this.head): Registry {
    return (
      this.#registries.findLast(({ revision }) => revision <= log)?.registry ?? emptyRegistry(this.dossier)
    );
  }

  /** The registries up to a revision, each with the revision that made it, the earliest first. */
  registries(log: number = this.head): { readonly revision: number; readonly registry: Registry }[] {
    return this.#registries.filter(({ revision }) => revision <= log);
  }

  /** Announcements visible in a view, in the order. */
  announcements(view: View): Telling[] {
    return this.#order.filter((telling) => isVisible(telling, view));
  }

  /** Announcements on record at a revision, public or not, in the order. */
  recorded(log: number = this.head): Telling[] {
    return this.#order.filter((telling) => isRecorded(telling, log));
  }

  /** How often our record was mended: by corrections and retractions that had something to act on. */
  get mended(): number {
    return this.#order.filter(({ superseded }) => superseded !== FOREVER).length;
  }

  /** The content of an announcement at a revision; undefined when it isn't on record or was retracted. */
  telling(id: string, log: number = this.head): Telling | undefined {
    return this.#tellings.get(id)?.find((telling) => isRecorded(telling, log));
  }

  /** Whether an id was ever used for an announcement. */
  wasUsed(id: string): boolean {
    return this.#tellings.has(id);
  }

  /** Every content that an announcement had, in the order of recording. */
  tellingsOf(id: string): readonly Telling[] {
    return this.#tellings.get(id) ?? [];
  }

  /** Announcements that may or may not have been public. */
  possiblyKnown(view: View): Telling[] {
    return this.#order.filter((telling) => isPossiblyKnown(telling, view));
  }

  /** Every clause that any effect ever named, on record or not. */
  clauseRefs(): IterableIterator<string> {
    return this.#shelves.clauses.keys();
  }

  /** Every contract that any effect ever named. */
  contractIds(): IterableIterator<string> {
    return this.#shelves.contracts.keys();
  }

  /** A clause's life in a view; `start` is null where it isn't on record. Undefined: never named. */
  clause(ref: string, view: View): ClauseLife | undefined {
    const shelf = this.#shelves.clauses.get(ref);
    if (shelf === undefined) return undefined;
    const visible = shelf.entries.filter(({ telling }) => isVisible(telling, view));
    return shelf.keep(viewKey(visible), () => new ClauseLife(ref, visible));
  }

  /** A contract's life in a view; `openedBy` is null where it isn't on record. Undefined: never named. */
  contract(id: string, view: View): ContractLife | undefined {
    const shelf = this.#shelves.contracts.get(id);
    if (shelf === undefined) return undefined;
    const visible = shelf.entries.filter(({ telling }) => isVisible(telling, view));
    const whole = visible.filter(({ effect }) => isContractEffect(effect));
    return shelf.keep(viewKey(visible), () => new ContractLife(id, whole, visible));
  }

  /** The contracts on record in a view, in the order of their opening. */
  contracts(view: View): ContractLife[] {
    return [...this.contractIds()]
      .flatMap((id) => this.contract(id, view) ?? [])
      .filter(({ openedBy }) => openedBy !== null)
      .sort((a, b) => compareFirst(a.entries, b.entries));
  }

  /** The clauses on record in a view, in the order in which they were put there, by contract. */
  clauses(view: View): ClauseLife[] {
    return this.contracts(view).flatMap((contract) =>
      contract.clausesOn(EVER).flatMap((ref) => this.clause(ref, view) ?? []),
    );
  }
}

function compareFirst(a: readonly Entry[], b: readonly Entry[]): number {
  const first = a.find(({ effect }) => effect.effect === 'open-contract');
  const second = b.find(({ effect }) => effect.effect === 'open-contract');
  return first === undefined || second === undefined ? 0 : compareEntries(first, second);
}
