import { afterAll, beforeAll, test } from 'vitest';
import { parseEsdbAddress } from '../../src/eventstore/esdb-address.ts';
import { openEventStoreDb } from '../../src/eventstore/eventstoredb.ts';
import { Node } from '../support/esdb-double/node.ts';
import { eventStoreSuite, type SuiteOptions } from './suite.ts';

/** The address of a real server, for a run against it. */
const real = process.env['EVENTSTORE_URL'] ?? '';

const options: SuiteOptions = {
  cannot: [
    {
      reason: 'the server answers a repeat like the first time',
      tests: ['says of a repeat that it is one'],
    },
    {
      reason: 'the server knows an event id only at the place where the append would put it',
      tests: [
        'refuses an event that is stored elsewhere in the stream',
        'refuses an event that is stored in another stream',
        'stores nothing of a batch that ends with an event which is stored already',
      ],
    },
  ],
  unmeasured: [
    {
      source: 'the commit check of IndexWriter, 24.6',
      tests: [
        'stores a repeat once and answers it as the first time',
        'takes the first events of an earlier batch for a repeat of them',
        'stores the same append once when it is sent twice at the same time',
        'refuses a batch of which only a part is stored already',
        'refuses an append behind and ahead of the stream, and says where it is',
        'refuses an append at a revision of a stream that does not exist',
      ],
    },
    {
      source: 'positions of the log, AllReader, 24.6',
      tests: [
        'reads all streams in the order in which they were appended to',
        'reads all streams backwards, from the end or from before a position',
        'gives the same event, position included, in its stream and among all',
        'starts after any event that a follower names',
      ],
    },
    {
      source: 'subscriptions, filters and caught-up, Enumerator, 24.6',
      tests: [
        'gives a follower the old events in order, then says that it has caught up',
        'gives a follower what is appended later, as it is read',
        'keeps other streams from a follower of a prefix',
        'lists the streams of a prefix with their heads, in the order in which they began',
      ],
    },
  ],
};

const open = (url: string) => openEventStoreDb(parseEsdbAddress(url, () => undefined));

let node: Node;

beforeAll(async () => {
  node = await Node.start();
  // What a real log begins with, and is full of.
  node.log.noise('$users', '$UserCreated');
  node.log.noise();
});

afterAll(async () => {
  await node.down();
});

eventStoreSuite(
  'The EventStoreDB store on the wire double',
  async () => {
    node.log.noise();
    return { store: open(node.url), reopen: async () => open(node.url) };
  },
  options,
);

if (real === '') {
  test.skip("The EventStoreDB store on a real server (can't: EVENTSTORE_URL does not name one)");
} else {
  eventStoreSuite(
    'The EventStoreDB store on a real server',
    async () => ({ store: open(real), reopen: async () => open(real) }),
    options,
  );
}
