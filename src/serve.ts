/**
 * Listening: a composed app on a port, until a signal ends it.
 */
import { createServer, type Server } from 'node:http';
import { compose } from './compose.ts';
import type { Config } from './config.ts';

/** How long open requests may take to finish once the server is told to end, in milliseconds. */
const GRACE_MS = 5_000;

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.PORT;
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
  return `http://${host}:${port}`;
}

/**
 * Serves until SIGTERM or SIGINT, then lets open requests finish and closes the store.
 * @throws EventStoreError or the listener's error when it cannot start
 */
export async function serve(config: Config, write: (line: string) => void): Promise<void> {
  const { app, logger, hush, close } = await compose(config);
  const server = createServer(app);
  try {
    await listen(server, config);
  } catch (error) {
    await close();
    throw error;
  }
  let stopping = false;
  // A connection whose last request finishes now would stay open for its next one.
  server.on('request', (_req, res) => {
    res.once('close', () => {
      if (stopping) setImmediate(() => server.closeIdleConnections());
    });
  });
  const ended = new Promise<void>((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      logger.info({ signal }, 'ending');
      stopping = true;
      void hush();
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
  // Whoever waits for this line may send the signal at once.
  write(`Termline serves on ${addressOf(server, config)}`);
  await ended;
  await close();
}
