/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument -- plain JavaScript has no types to be checked */
// A writer in a process of its own: appends one event after the other to a stream of a SQLite store, each until
// it is in, and prints the id of each as soon as it is acknowledged.
// Arguments: the store's file, the stream, how many events. It uses the built program, as an operator would.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../dist/eventstore/sqlite.js';

const [file, stream, count] = process.argv.slice(2);
const store = await openSqliteStore(file);
for (let n = 0; n < Number(count); n += 1) {
  const event = { id: randomUUID(), type: 'StatementMade', data: { n, text: 'x'.repeat(400) }, metadata: {} };
  for (let stored = false; !stored;) {
    const expected = (await store.head(stream)) ?? 'no-stream';
    try {
      await store.append(stream, [event], { expected });
      stored = true;
    } catch (error) {
      if (error.code !== 'wrong-expected-revision') throw error;
    }
  }
  writeSync(1, `${event.id}\n`);
}
await store.close();
