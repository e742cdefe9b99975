/**
 * The log of the wire double: what the server's index and transaction file do, as far as an append or a read
 * can tell. Read in the server's sources (`IndexWriter.CheckCommit`, `StorageWriterService`), not measured.
 */
import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LogRecord extends Proposed {
  readonly stream: string;
  /** Decimal: a tombstone's is 2^63-1. */
  readonly revision: string;
  /** Byte offset, so with gaps; commit and prepare position are the same. */
  readonly position: number;
  readonly createdMs: number;
}

/** Last revision that a writer takes for the stream's; -1 for none. */
export type Outcome =
  | { readonly kind: 'stored'; readonly last: LogRecord; readonly isReplay: boolean }
  | { readonly kind: 'wrong'; readonly actual: number }
  | { readonly kind: 'deleted' };

const MAX_LONG = '9223372036854775807';
const text = new TextEncoder();

type Line = Omit<LogRecord, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string };

export class Log {
  readonly records: LogRecord[] = [];
  /** Emits `record` after each append. Unlimited listeners: one for each subscription. */
  readonly changes = new EventEmitter().setMaxListeners(0);
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #tombstones = new Set<string>();
  /** First revision that reads give; 2^63-1, as infinity, for a soft-deleted stream. */
  readonly #visibleFrom = new Map<string, number>();
  readonly #file: string | undefined;
  #end = 1_024;

  /** @param file keeps the records over a kill; only what was appended over the wire and by `write` */
  constructor(file?: string) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    // An append is a line, and one that a kill cut short was never stored.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    truncateSync(file, Buffer.byteLength(whole));
    for (const line of whole.split('\n').slice(0, -1)) {
      for (const { data, metadata, ...rest } of JSON.parse(line) as Line[]) {
        this.#keep({ ...rest, data: Buffer.from(data, 'base64'), metadata: Buffer.from(metadata, 'base64') });
      }
    }
  }

  /** Decides as the server does, and stores. @param expected exact revision, or -1 for no stream */
  append(stream: string, expected: number, events: readonly Proposed[]): Outcome {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' };
    const list = this.#streams.get(stream) ?? [];
    const actual = list.length - 1;
    if (expected > actual) return { kind: 'wrong', actual };
    if (expected < actual) {
      const isNewOverSoftDeleted = expected === -1 && this.#visibleFrom.get(stream) === Infinity;
      const matches = events.map(({ id }, i) => list[expected + 1 + i]?.id === id);
      if (matches[0] !== true && isNewOverSoftDeleted) return this.#recreate(stream, events);
      const last = list[expected + events.length];
      // The same first id and another later one counts as a conflict, too.
      if (!matches.every(Boolean) || last === undefined) return { kind: 'wrong', actual };
      return { kind: 'stored', last, isReplay: true };
    }
    return { kind: 'stored', last: this.write(stream, events), isReplay: false };
  }

  /** Stores without asking, and tells the subscriptions. */
  write(stream: string, events: readonly Proposed[]): LogRecord {
    const records = events.map((event) => {
      const revision = String(this.#streams.get(stream)?.length ?? 0);
      const record = { ...event, stream, revision, position: this.#end, createdMs: Date.now() };
      this.#keep(record);
      return record;
    });
    const last = records.at(-1);
    if (last === undefined) throw new Error('the double does not model an empty append');
    this.#persist(records);
    this.changes.emit('record');
    return last;
  }

  /** A system event, as a real log is full of them. */
  noise(stream = '$stats-127.0.0.1:2113', type = '$statsCollected', content = '{}'): LogRecord {
    const data = text.encode(content);
    const id = `00000000-0000-4000-9000-${String(this.records.length).padStart(12, '0')}`;
    return this.write(stream, [
      { id, type, contentType: 'application/json', data, metadata: new Uint8Array() },
    ]);
  }

  /** Deletes for good. */
  tombstone(stream: string): void {
    this.#tombstones.add(stream);
    const record = { stream, type: '$streamDeleted', contentType: 'application/json', revision: MAX_LONG };
    const id = `00000000-0000-4000-9000-${String(this.records.length).padStart(12, '0')}`;
    const [data, metadata] = [text.encode('{}'), new Uint8Array()];
    this.#keep({ ...record, id, data, metadata, position: this.#end, createdMs: Date.now() }, false);
    this.changes.emit('record');
  }

  /** Deletes so that an append can create the stream again. */
  softDelete(stream: string): void {
    this.#visibleFrom.set(stream, Infinity);
    this.noise(`$$${stream}`, '$metadata', `{"$tb":${MAX_LONG}}`);
  }

  /** Takes what is before a revision out of reads of the stream, as a limit on its length or age does. */
  truncate(stream: string, from: number): void {
    this.#visibleFrom.set(stream, from);
    this.noise(`$$${stream}`, '$metadata', `{"$tb":${from}}`);
  }

  /** What a read of the stream finds; null when there is no stream. */
  visible(stream: string): readonly LogRecord[] | 'deleted' | null {
    if (this.#tombstones.has(stream)) return 'deleted';
    const list = this.#streams.get(stream);
    const from = this.#visibleFrom.get(stream) ?? 0;
    if (list === undefined || from === Infinity) return null;
    return from === 0 ? list : list.slice(from);
  }

  #recreate(stream: string, events: readonly Proposed[]): Outcome {
    const first = this.#streams.get(stream)?.length ?? 0;
    this.#visibleFrom.set(stream, first);
    const last = this.write(stream, events);
    this.noise(`$$${stream}`, '$metadata', `{"$tb":${first}}`);
    return { kind: 'stored', last, isReplay: false };
  }

  #keep(record: LogRecord, isOfStream = true): void {
    this.records.push(record);
    this.#end = record.position + 100 + record.data.length + record.metadata.length;
    if (!isOfStream) return;
    const list = this.#streams.get(record.stream) ?? [];
    this.#streams.set(record.stream, list);
    list.push(record);
  }

  /** The records of one append, which are stored together or not at all. */
  #persist(records: readonly LogRecord[]): void {
    if (this.#file === undefined) return;
    const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const lines = records.map(({ data, metadata, ...rest }) => ({
      ...rest,
      data: encoded(data),
      metadata: encoded(metadata),
    }));
    appendFileSync(this.#file, `${JSON.stringify(lines)}\n`);
  }
}
