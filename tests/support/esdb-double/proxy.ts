/** The wire itself: a TCP relay in front of the double, which can be cut, frozen and taken away. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { z } from 'zod';

const AddressSchema = z.object({ port: z.int() });

export class Proxy {
  readonly port: number;
  #target: number;
  #server: Server | null;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isFrozen = false;

  private constructor(server: Server, port: number, target: number) {
    this.#server = server;
    this.port = port;
    this.#target = target;
    this.#serve(server);
  }

  static async open(target: number, port = 0): Promise<Proxy> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, AddressSchema.parse(server.address()).port, target);
  }

  /** Breaks every connection. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  /** Lets nothing through in either direction, and breaks nothing: as a stopped process or a lost route. */
  freeze(): void {
    this.#isFrozen = true;
    for (const [one, other] of this.#pairs) {
      one.unpipe(other);
      other.unpipe(one);
    }
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const pair of this.#pairs) join(pair);
  }

  /** Refuses connections until {@link up}. */
  async down(): Promise<void> {
    this.cut();
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** Takes connections again, to this port of the machine. */
  async up(target = this.#target): Promise<void> {
    this.#target = target;
    const server = createServer();
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#serve(server);
  }

  #serve(server: Server): void {
    server.on('connection', (client) => {
      const pair = [client, connect(this.#target, '127.0.0.1')] as const;
      this.#pairs.add(pair);
      for (const socket of pair) {
        socket.setNoDelay(true);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#pairs.delete(pair);
          for (const either of pair) either.destroy();
        });
      }
      if (!this.#isFrozen) join(pair);
    });
  }
}

function join([one, other]: readonly [Socket, Socket]): void {
  one.pipe(other);
  other.pipe(one);
}
