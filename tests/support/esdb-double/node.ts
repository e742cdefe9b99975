/**
 * One node of an EventStoreDB, on the wire: an in-process gRPC server made from the client's own generated
 * services, which the real client talks to over loopback.
 *
 * Modelled: `Streams/Append` at an exact revision with the server's commit check and its idempotency,
 * `Streams/Read` of a stream and of `$all` in both directions, subscriptions to both, filters by stream name
 * and by type on subscriptions to `$all` with their checkpoints, `caught_up`, soft-deleted, tombstoned
 * and truncated streams, system events, `ServerFeatures`, `Gossip`, TLS with Basic authentication, a follower that names the
 * leader, a node that is not ready; and the faults of `switches.ts` and `proxy.ts`.
 *
 * Not modelled, and refused with UNIMPLEMENTED: `BatchAppend`, appends at any revision or of nothing, delete
 * and tombstone over the wire, links, filtered reads, structured UUIDs, control options, transactions. Not there at all:
 * persistent subscriptions, projections, users' administration, scavenging, $maxCount and $maxAge as such, replication
 * (a follower here only refuses), the HTTP API.
 *
 * Every behaviour was read in the sources of the server (24.6), none was measured on one: the suite marks what
 * it expects only because of that, and a run with EVENTSTORE_URL checks it.
 */
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { Metadata, sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { handleAppend } from './append.ts';
import { Log } from './log.ts';
import { Proxy } from './proxy.ts';
import { handleRead } from './read.ts';
import { noFaults, type Switches } from './switches.ts';
import { notModelled, Refusal } from './wire.ts';

export interface NodeOptions {
  readonly log?: Log;
  /** Name and password of each user. With it the node speaks TLS and knows who calls. */
  readonly users?: Readonly<Record<string, string>>;
  /** Ports of the cluster's nodes, for gossip; the leader first. Default: this node alone. */
  readonly members?: () => readonly number[];
  readonly port?: number;
  /** Most bytes of an append. Default: 1 MiB. */
  readonly maxAppendBytes?: number;
}

/** Where the certificate of the authority that signed the node's is. */
export const CA_FILE = join(import.meta.dirname, 'tls', 'ca.pem');

function tlsFile(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'tls', name));
}

async function listen(server: Server, isSecure: boolean): Promise<number> {
  const pair = () => ({ private_key: tlsFile('node.key'), cert_chain: tlsFile('node.pem') });
  const credentials = isSecure
    ? ServerCredentials.createSsl(null, [pair()])
    : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

export class Node {
  readonly log: Log;
  readonly switches: Switches = noFaults();
  /** What was called so far. */
  readonly seen = {
    /** Calls that were not let in. */
    refused: 0,
    appends: 0,
    /** The longest time that an append gave the server, in milliseconds. */
    longestDeadlineMs: 0,
    batchAppends: 0,
    features: 0,
    gossips: 0,
    reads: 0,
    subscriptions: 0,
    /** Reads and subscriptions that have not ended. */
    open: 0,
    eventsSent: 0,
  };
  /** Emits `call` whenever a call has come, let in or not, and whenever a read or a subscription has ended. */
  readonly calls = new EventEmitter();
  /** Emits `end` to end every read and subscription. */
  readonly ends = new EventEmitter().setMaxListeners(0);
  readonly #options: NodeOptions;
  #server: Server;
  #proxy: Proxy;

  private constructor(options: NodeOptions, server: Server, proxy: Proxy) {
    this.#options = options;
    this.log = options.log ?? new Log();
    this.#server = server;
    this.#proxy = proxy;
    this.#serve(server);
  }

  static async start(options: NodeOptions = {}): Promise<Node> {
    const server = new Server();
    const port = await listen(server, options.users !== undefined);
    return new Node(options, server, await Proxy.open(port, options.port));
  }

  get port(): number {
    return this.#proxy.port;
  }

  /** The connection string of the node; on TLS without a user. */
  get url(): string {
    const isSecure = this.#options.users !== undefined;
    const query = isSecure ? `tls=true&tlsCAFile=${encodeURIComponent(CA_FILE)}` : 'tls=false';
    return `esdb://127.0.0.1:${this.port}?${query}`;
  }

  get maxAppendBytes(): number | undefined {
    return this.#options.maxAppendBytes;
  }

  /** Breaks every connection. */
  cut(): void {
    this.#proxy.cut();
  }

  /** Stops answering without breaking a connection. */
  freeze(): void {
    this.#proxy.freeze();
  }

  thaw(): void {
    this.#proxy.thaw();
  }

  /** Ends every read and subscription with status OK. */
  endSubscriptions(): void {
    this.ends.emit('end');
  }

  /** Ends the server; its port refuses connections until {@link up}. The log stays. */
  async down(): Promise<void> {
    await this.#proxy.down();
    this.#server.forceShutdown();
  }

  async up(): Promise<void> {
    this.#server = new Server();
    this.#serve(this.#server);
    await this.#proxy.up(await listen(this.#server, this.#options.users !== undefined));
  }

  async restart(): Promise<void> {
    await this.down();
    await this.up();
  }

  /** Lets a call in. @throws Refusal when the node is not ready, not the leader, or does not know the caller */
  admit(metadata: Metadata): void {
    try {
      this.#admit(metadata);
    } catch (error) {
      this.seen.refused += 1;
      throw error;
    } finally {
      setImmediate(() => this.calls.emit('call'));
    }
  }

  /** Waits until what was called so far is enough. */
  async until(isEnough: (seen: Node['seen']) => boolean): Promise<void> {
    while (!isEnough(this.seen)) await once(this.calls, 'call');
  }

  #admit(metadata: Metadata): void {
    if (!this.switches.isReady) throw new Refusal(status.UNAVAILABLE, 'Server Is Not Ready');
    this.#authenticate(metadata);
    const { leader } = this.switches;
    if (leader === null) return;
    if (metadata.get('requires-leader')[0] !== 'true') throw notModelled('a follower that forwards');
    throw new Refusal(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': leader.host,
      'leader-endpoint-port': String(leader.port),
    });
  }

  #authenticate(metadata: Metadata): void {
    const { users } = this.#options;
    if (users === undefined) return;
    const [, encoded] = /^Basic (.+)$/.exec(String(metadata.get('authorization')[0] ?? '')) ?? [];
    const trailers = { exception: 'access-denied' };
    if (encoded === undefined) throw new Refusal(status.PERMISSION_DENIED, 'Access Denied', trailers);
    const given = Buffer.from(encoded, 'base64').toString();
    const isKnown = Object.entries(users).some(([name, password]) => given === `${name}:${password}`);
    if (!isKnown) throw new Refusal(status.UNAUTHENTICATED, 'Not Authenticated');
  }

  #serve(server: Server): void {
    const refuse = (what: string) => (_call: unknown, answer: sendUnaryData<never>) => {
      answer(notModelled(what).status);
    };
    server.addService(StreamsService, {
      append: (call: Parameters<typeof handleAppend>[1], answer: Parameters<typeof handleAppend>[2]) => {
        handleAppend(this, call, answer);
      },
      read: (call: Parameters<typeof handleRead>[1]) => {
        handleRead(this, call);
      },
      delete: refuse('delete'),
      tombstone: refuse('tombstone'),
      batchAppend: (call: EventEmitter) => {
        this.seen.batchAppends += 1;
        call.emit('error', notModelled('BatchAppend').status);
      },
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (
        _call: ServerUnaryCall<Empty, SupportedMethods>,
        answer: sendUnaryData<SupportedMethods>,
      ) => {
        this.seen.features += 1;
        answer(null, this.#supported());
      },
    });
    server.addService(GossipService, {
      read: (_call: ServerUnaryCall<Empty, ClusterInfo>, answer: sendUnaryData<ClusterInfo>) => {
        this.seen.gossips += 1;
        answer(null, this.#cluster());
      },
    });
  }

  #supported(): SupportedMethods {
    const methods = ['append', 'batchappend', 'read'].map((name) =>
      new features.SupportedMethod().setMethodName(name).setServiceName('event_store.client.streams.streams'),
    );
    return new features.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(methods);
  }

  #cluster(): ClusterInfo {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const members = (this.#options.members ?? (() => [this.port]))().map((port, i) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(`00000000-0000-4000-a000-${String(i).padStart(12, '0')}`))
        .setTimeStamp('0')
        .setState(i === 0 ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
    );
    return new gossip.ClusterInfo().setMembersList(members);
  }
}
