/** Server-sent events as a client reads them: each with its name, its id and its data. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { z } from 'zod';

export interface ServerEvent {
  readonly name: string;
  readonly id: string | null;
  readonly data: unknown;
}

export interface EventStream {
  readonly response: IncomingMessage;
  /** The next so many events; an end of the stream before is an error. */
  next(count: number): Promise<readonly ServerEvent[]>;
  /** What comes until the server ends the stream, or breaks it off. */
  rest(): Promise<readonly ServerEvent[]>;
  close(): void;
}

function eventOf(block: string): ServerEvent | null {
  const fields = new Map(
    block.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [[name, value] as const];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return {
    name: fields.get('event') ?? 'message',
    id: fields.get('id') ?? null,
    data: z.json().parse(JSON.parse(data)),
  };
}

async function* eventsIn(response: IncomingMessage): AsyncGenerator<ServerEvent> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += String(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== null) yield event;
    }
  }
}

/** Opens a stream. @param headers such as `Last-Event-ID` */
export async function openEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  let asked: ClientRequest | null = null;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked = request(url, { headers, agent: false });
    asked.once('response', resolve).once('error', reject).end();
  });
  const events = eventsIn(response);
  return {
    response,
    next: async (count) => {
      const found: ServerEvent[] = [];
      while (found.length < count) {
        const next = await events.next();
        if (next.done === true) throw new Error('the stream ended');
        found.push(next.value);
      }
      return found;
    },
    rest: async () => {
      const found: ServerEvent[] = [];
      try {
        for await (const event of events) found.push(event);
      } catch (error) {
        // Broken off: what came before counts all the same.
        if (!response.destroyed) throw error;
      }
      return found;
    },
    close: () => response.destroy(),
  };
}
