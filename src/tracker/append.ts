/**
 * Appending: read, decide, append with the expected revision; again, a bounded number of times, when another
 * writer was faster.
 */
import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { spanOf } from '../dossier/dates.ts';
import { decide, type Acceptance, type Command, type Refusal } from '../dossier/decide.ts';
import type { DossierEvent } from '../dossier/announcement.ts';
import { encodeEvent, streamOf, type Recording } from '../eventstore/codec.ts';
import { EventInvalid, StoreUnavailable, WrongExpectedRevision } from '../eventstore/errors.ts';
import { loneSurrogate, parseObject } from '../eventstore/json.ts';
import type { EventStore, NewEvent } from '../eventstore/port.ts';
import type { Clock } from './clock.ts';
import type { AppendAnswer, AppendKind, AppendRequest } from './contract.ts';
import type { Following } from './following.ts';
import type { Held, Library, Remembered } from './library.ts';
import { thingOf } from './library.ts';
import { parseCommand } from './parse.ts';
import { Problem } from './problems.ts';

/** How often an append is tried again after another writer was faster. */
const MOST_TRIES = 20;

export interface AppendDeps {
  readonly store: EventStore;
  readonly library: Library;
  readonly following: Following;
  readonly clock: Clock;
}

/** A request, parsed and named. */
interface Asked {
  readonly dossier: string;
  readonly command: Command;
  readonly digest: string;
  readonly request: AppendRequest;
}

function unstorable(pointer: string, cause?: unknown): Problem {
  const faults = [{ pointer, detail: 'cannot be stored: it is no valid Unicode text' }];
  return new Problem('invalid-announcement', 'The announcement cannot be stored.', { faults, cause });
}

function digestOf({ kind, event }: Command): string {
  const json = parseObject(JSON.stringify(event));
  // Half a surrogate pair has no canonical form.
  const fault = json === null ? null : loneSurrogate(json);
  if (fault !== null) throw unstorable(fault.pointer);
  return createHash('sha256')
    .update(canonicalize({ kind, event: json }) ?? '')
    .digest('hex');
}

function parse(id: string, kind: AppendKind, request: AppendRequest, clock: Clock): Asked {
  const today = spanOf(clock.today()).earliest;
  const command = parseCommand(kind, request.body, today, request.force === true);
  const dossier = command.kind === 'open' ? command.event.dossier : id;
  return { dossier, command, digest: digestOf(command), request };
}

function refused({ why, detail, faults }: Refusal): Problem {
  return new Problem(why, detail, { faults });
}

function missing(dossier: string): Problem {
  return new Problem('not-found', `There is no dossier ${dossier}.`);
}

/**
 * An append of the same thing that went before: by its key, else by what it is about. A new key says that a
 * correction or an amendment is meant once more, even with content that was recorded before.
 */
function repeatOf({ command, digest, request }: Asked, held: Held): Remembered | null {
  const { idempotencyKey } = request;
  const keyed = idempotencyKey === undefined ? undefined : held.keys.get(idempotencyKey);
  if (keyed !== undefined) {
    if (keyed.digest === digest) return keyed;
    throw new Problem('key-reused', 'The Idempotency-Key was used for other content.', {
      extra: { revision: keyed.revision },
    });
  }
  if (idempotencyKey !== undefined && (command.kind === 'correct' || command.kind === 'amend')) return null;
  return held.things.get(thingOf(command.event))?.find((same) => same.digest === digest) ?? null;
}

function requireHead({ request, dossier, command }: Asked, { timeline }: Held): void {
  const { expectedHead } = request;
  if (timeline.head < 0 && command.kind !== 'open') throw missing(dossier);
  if (expectedHead === undefined || expectedHead === timeline.head) return;
  throw stale(expectedHead, timeline.head);
}

function stale(expected: number, head: number): Problem {
  return new Problem('stale-head', `The dossier is at revision ${head}, not at ${expected}: look again.`, {
    extra: { head },
  });
}

function decideOn({ command }: Asked, held: Held): Acceptance {
  const decision = decide(held.timeline, command);
  if (!decision.accepted) throw refused(decision);
  return decision;
}

/** The stored event at a revision, as the public may see it. */
async function answer(
  { store }: AppendDeps,
  { dossier, command }: Asked,
  revision: number,
  head: number,
  repeated: boolean,
): Promise<AppendAnswer> {
  for await (const { type, data } of store.read(streamOf(dossier), { from: revision, limit: 1 })) {
    const id = command.kind === 'announce' ? command.event.id : null;
    return { event: { type, ...data }, dossier, id, revision, head, repeated };
  }
  throw new Problem('internal', 'The event that was appended cannot be read.');
}

function encode(event: DossierEvent, recording: Recording): NewEvent {
  try {
    return encodeEvent(event, recording);
  } catch (error) {
    if (!(error instanceof EventInvalid)) throw error;
    throw unstorable(error.pointer, error);
  }
}

async function tryAppend(deps: AppendDeps, asked: Asked, id: string): Promise<AppendAnswer | null> {
  const { store, library, following, clock } = deps;
  const { dossier, request, digest } = asked;
  const held = await library.refresh(dossier);
  const before = repeatOf(asked, held);
  if (before !== null) return answer(deps, asked, before.revision, held.timeline.head, true);
  requireHead(asked, held);
  const { event } = decideOn(asked, held);
  const revision = held.timeline.head + 1;
  const recorded = encode(event, {
    id,
    stream: streamOf(dossier),
    revision,
    recordedAt: clock.now().toISOString(),
    previousHash: held.hash,
    appendedBy: request.appendedBy,
    idempotencyKey: request.idempotencyKey,
    requestDigest: digest,
  });
  try {
    const expected = held.timeline.head < 0 ? 'no-stream' : held.timeline.head;
    const { position } = await store.append(streamOf(dossier), [recorded], { expected });
    await following.reached({ dossier, revision, position });
  } catch (error) {
    if (error instanceof WrongExpectedRevision) return null;
    throw error;
  }
  return answer(deps, asked, revision, revision, false);
}

/**
 * Appends what a request asks for, once, however often it is repeated.
 * @throws Problem when it is refused, stale, or the store could not be reached
 */
export async function append(
  deps: AppendDeps,
  id: string,
  kind: AppendKind,
  request: AppendRequest,
): Promise<AppendAnswer> {
  const asked = parse(id, kind, request, deps.clock);
  const eventId = randomUUID();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answered = await tryAppend(deps, asked, eventId);
    if (answered !== null) return answered;
  }
  throw new StoreUnavailable('other writers were faster every time');
}

/**
 * What an append would record, and the history before it. Nothing is stored. The decision is null where the
 * same was recorded before.
 */
export async function rehearse(
  deps: AppendDeps,
  id: string,
  kind: AppendKind,
  request: AppendRequest,
): Promise<{ readonly before: Held; readonly decision: Acceptance | null }> {
  const asked = parse(id, kind, request, deps.clock);
  const before = await deps.library.refresh(asked.dossier);
  if (repeatOf(asked, before) !== null) return { before, decision: null };
  requireHead(asked, before);
  return { before, decision: decideOn(asked, before) };
}
