/**
 * Sends answers: entity tag, 304, gzip, HEAD. Everything that the server reads out goes through here, so that
 * these are the same everywhere.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { digestOf, etagOf } from './etag.ts';

const compress = promisify(gzip);
/** Below this many bytes, gzip costs more than it saves. */
const WORTH_COMPRESSING = 1024;

export const JSON_TYPE = 'application/json; charset=utf-8';
export const HTML_TYPE = 'text/html; charset=utf-8';

export interface Content {
  readonly type: string;
  readonly body: string | Buffer;
  /** `Cache-Control`; default `no-cache`: may be kept, must be checked. */
  readonly cache?: string;
}

/** An answer ready to be sent any number of times. Its compressed form is made when it is first wanted. */
export class Answer {
  readonly type: string;
  readonly cache: string;
  readonly body: Buffer;
  readonly digest: string;
  #gzipped: Promise<Buffer> | null = null;

  constructor({ type, body, cache }: Content) {
    this.type = type;
    this.cache = cache ?? 'no-cache';
    this.body = Buffer.from(body);
    this.digest = digestOf(this.body);
  }

  gzipped(): Promise<Buffer> {
    this.#gzipped ??= compress(this.body);
    return this.#gzipped;
  }
}

export function jsonAnswer(value: unknown): Answer {
  return new Answer({ type: JSON_TYPE, body: JSON.stringify(value) });
}

/** Whether the client would rather have gzip than nothing done. */
export function prefersGzip(req: Request): boolean {
  return req.acceptsEncodings(['gzip', 'identity']) === 'gzip';
}

function wantsGzip(req: Request, body: Buffer): boolean {
  return body.length >= WORTH_COMPRESSING && prefersGzip(req);
}

/** Answers 200 with a body, or 304 where the client has it. */
export async function send(req: Request, res: Response, answer: Answer): Promise<void> {
  const coding = wantsGzip(req, answer.body) ? 'gzip' : 'identity';
  res.status(200).vary('Accept-Encoding');
  res.set({ ETag: etagOf(answer.digest, coding), 'Cache-Control': answer.cache });
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const body = coding === 'gzip' ? await answer.gzipped() : answer.body;
  if (coding === 'gzip') res.set('Content-Encoding', 'gzip');
  res.set({ 'Content-Type': answer.type, 'Content-Length': String(body.length) });
  res.end(req.method === 'HEAD' ? undefined : body);
}
