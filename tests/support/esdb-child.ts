/** Starts the wire double as a process of its own, so that it can be stopped and killed by the system. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import { DOUBLE } from './esdb-child-build.ts';

const AddressSchema = z.object({ port: z.int() });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = AddressSchema.parse(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

export class DoubleProcess {
  readonly url: string;
  readonly #port: number;
  readonly #file: string;
  #child: ChildProcess;

  private constructor(port: number, file: string, child: ChildProcess) {
    this.url = `esdb://127.0.0.1:${port}?tls=false`;
    this.#port = port;
    this.#file = file;
    this.#child = child;
  }

  /** @param file keeps the log while the process is dead */
  static async start(file: string): Promise<DoubleProcess> {
    const port = await freePort();
    return new DoubleProcess(port, file, await spawned(port, file));
  }

  /** Kills it, as a power failure would: nothing is finished, nothing said. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Starts it again, on the same port with the same log. */
  async revive(): Promise<void> {
    this.#child = await spawned(this.#port, this.#file);
  }

  /** Stops it where it stands: its connections stay open, and nobody answers. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }
}

async function spawned(port: number, file: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [DOUBLE, String(port), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('the double ended before it listened');
  });
  await Promise.race([once(child.stdout, 'data'), failed]);
  failed.catch(() => undefined);
  return child;
}
