/**
 * Sends answers: entity tag, 304, gzip, HEAD. Everything that the server reads out goes through here, so that
 * these are the same everywhere.
 */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { etagOf } from './etag.ts';

const compress = promisify(gzip);
/** Below this many bytes, gzip costs more than it saves. */
const WORTH_COMPRESSING = 1024;

export const JSON_TYPE = 'application/json; charset=utf-8';
export const HTML_TYPE = 'text/html; charset=utf-8';

export interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
  /** `Cache-Control`; default `no-cache`: may be kept, must be checked. */
  readonly cache?: string;
}

function wantsGzip(req: Request, body: Buffer): boolean {
  return body.length >= WORTH_COMPRESSING && req.acceptsEncodings(['gzip', 'identity']) === 'gzip';
}

/** Answers 200 with a body, or 304 where the client has it. */
export async function send(req: Request, res: Response, answer: Answer): Promise<void> {
  const plain = Buffer.from(answer.body);
  const coding = wantsGzip(req, plain) ? 'gzip' : 'identity';
  res.status(200).vary('Accept-Encoding');
  res.set({ ETag: etagOf(plain, coding), 'Cache-Control': answer.cache ?? 'no-cache' });
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const body = coding === 'gzip' ? await compress(plain, { level: constants.Z_BEST_SPEED + 3 }) : plain;
  if (coding === 'gzip') res.set('Content-Encoding', 'gzip');
  res.set({ 'Content-Type': answer.type, 'Content-Length': String(body.length) });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** Answers with a JSON document. */
export async function sendJson(req: Request, res: Response, value: unknown): Promise<void> {
  await send(req, res, { type: JSON_TYPE, body: JSON.stringify(value) });
}
