import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import { eventStoreSuite } from './suite.ts';

eventStoreSuite('The memory store', async () => ({ store: new MemoryEventStore() }), {
  cannot: [
    {
      reason: 'what is in memory ends with the store',
      tests: ['holds after reopening what was appended before'],
    },
  ],
});
