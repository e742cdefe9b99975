/** Small words of the tests on the wire double. */
import type { Node } from '../support/esdb-double/node.ts';
import { saidTimes } from './given.ts';

/** A promise, and what fulfils it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export const bytes = new TextEncoder();

/** Puts events into the log directly, as if another server's had come. */
export function write(node: Node, stream: string, count: number, first = 0): void {
  node.log.write(
    stream,
    saidTimes(count, first).map(({ id, type, data }) => ({
      id,
      type,
      contentType: 'application/json',
      data: bytes.encode(JSON.stringify(data)),
      metadata: bytes.encode('{}'),
    })),
  );
}

/** How often each event of the log is in it, by its id: nothing else than once. */
export function idsOf(node: Node, stream: string): string[] {
  return node.log.records.filter((record) => record.stream === stream).map(({ id }) => id);
}
