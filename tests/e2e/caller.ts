/**
 * A program that appends: it tells which head it saw and gives each request a key, and whatever was refused for
 * the head or not answered it sends again with the same key.
 */
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { TOKEN } from './given.ts';

/** Fewer requests than one client's address is answered in a minute. */
const PER_ADDRESS = 500;

/** An answer that ends a request. */
export interface Taken {
  /** 201: stored now, at the head that is answered. 200: it was stored already, at that head or before it. */
  readonly status: 200 | 201;
  readonly head: number;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const StaleSchema = z.looseObject({ head: z.int() });

/** `"12"` as 12. */
export function revisionOf(etag: string | undefined): number {
  return z.coerce.number().int().parse(etag?.replaceAll('"', ''));
}

/** Where the requests of one caller come from. Linux answers to all of 127.0.0.0/8, other systems to one address. */
function agentFor(number: number): Agent {
  const localAddress = process.platform === 'linux' ? { localAddress: `127.0.0.${2 + number}` } : {};
  return new Agent({ keepAlive: true, maxSockets: 4, ...localAddress });
}

export class Caller {
  /** How often each status was answered; 0 for a connection that broke. */
  readonly seen = new Map<number, number>();
  readonly #base: () => Promise<string>;
  readonly #agents: Agent[] = [];
  #head: number;
  #sent = 0;

  /**
   * @param base where the server is, awaited before each request
   * @param head the head that the caller believes in
   */
  constructor(base: () => Promise<string>, head: number) {
    this.#base = base;
    this.#head = head;
  }

  /** Appends an announcement to the trial, once, however often it has to be asked for. */
  async announce(body: object, key: string): Promise<Taken> {
    for (;;) {
      const { status, headers, body: answered } = await this.#post(JSON.stringify(body), key);
      this.seen.set(status, (this.seen.get(status) ?? 0) + 1);
      switch (status) {
        case 200:
        case 201: {
          const head = revisionOf(headers.etag);
          this.#head = Math.max(this.#head, head);
          return { status, head };
        }
        case 412:
          this.#head = StaleSchema.parse(JSON.parse(answered)).head;
          break;
        case 429:
          await pause(Number(headers['retry-after']) * 1_000);
          break;
        case 0:
        case 503:
          break;
        default:
          throw new Error(`${key} was answered ${status}: ${answered}`);
      }
    }
  }

  async #post(body: string, key: string): Promise<Answer> {
    const number = Math.floor(this.#sent / PER_ADDRESS);
    const agent = (this.#agents[number] ??= agentFor(number));
    this.#sent += 1;
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': key,
      'if-match': `"${this.#head}"`,
    };
    const address = `${await this.#base()}/api/v1/admin/dossiers/trial/announcements`;
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request(address, { method: 'POST', headers, agent })
          .once('response', resolve)
          .once('error', reject)
          .end(body);
      });
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: await text(response),
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return { status: 0, headers: {}, body: error.message };
    }
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }
}
