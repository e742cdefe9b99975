/**
 * `/dossiers/{d}/live`: server-sent events (WHATWG HTML, "Server-sent events") that tell an open page what was
 * recorded since it was made. The id of an event is its revision, so that a client which reconnects with
 * `Last-Event-ID` misses nothing.
 */
import { once } from 'node:events';
import type { Request, Response, Router } from 'express';
import type { Tracker } from '../tracker/contract.ts';
import { Problem } from '../tracker/problems.ts';
import { pathParams } from './api.ts';
import { DossierPathSchema, LiveQuerySchema, parsePath, parseQuery, rawQuery } from './params.ts';
import { route } from './routes.ts';

/** How often, in milliseconds, a silent stream says that it is alive, so that no proxy takes it for dead. */
const HEARTBEAT_MS = 20_000;
/** After how many milliseconds a client is to connect again. */
const RETRY_MS = 3_000;
/** Streams open at a time; each holds a connection. */
const MOST_OPEN = 2_000;

const WHOLE = /^\d{1,9}$/;

/** From which revision on a client wants to hear: what it heard last, else what its page showed. */
function startOf(req: Request, after: number | undefined, head: number): number {
  const last = req.get('last-event-id') ?? '';
  return WHOLE.test(last) ? Number(last) : (after ?? head);
}

/** Writes, and waits for a client that reads slowly; `gone` ends the wait. */
async function write(res: Response, text: string, gone: AbortSignal): Promise<void> {
  if (gone.aborted || res.write(text)) return;
  try {
    await once(res, 'drain', { signal: gone });
  } catch (error) {
    if (!gone.aborted) throw error;
  }
}

async function stream(tracker: Tracker, dossier: string, req: Request, res: Response): Promise<void> {
  const { after } = parseQuery(
    LiveQuerySchema,
    rawQuery(req.originalUrl, 'ignore-unknown'),
    'ignore-unknown',
  );
  const head = await tracker.head(dossier);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  res.status(200).set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS);
  try {
    await write(res, `retry: ${RETRY_MS}\nevent: hello\ndata: ${JSON.stringify({ head })}\n\n`, gone.signal);
    for await (const news of tracker.news(dossier, startOf(req, after, head), gone.signal)) {
      const text = `id: ${news.revision}\nevent: appended\ndata: ${JSON.stringify(news)}\n\n`;
      await write(res, text, gone.signal);
    }
  } finally {
    clearInterval(heartbeat);
    // Also after a failure: the client connects again and goes on after what it heard.
    res.end();
  }
}

export function liveRoutes(router: Router, tracker: Tracker): void {
  let open = 0;
  route(router, '/dossiers/:dossier/live', {
    GET: async (req, res) => {
      const { dossier } = parsePath(DossierPathSchema, pathParams(req.params));
      if (open >= MOST_OPEN) {
        throw new Problem('rate-limited', `At most ${MOST_OPEN} pages are told of news at a time.`, {
          extra: { limit: MOST_OPEN, retryAfter: 60 },
        });
      }
      open += 1;
      try {
        await stream(tracker, dossier, req, res);
      } finally {
        open -= 1;
      }
    },
  });
}
