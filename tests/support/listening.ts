/** Servers on a port of their own, for as long as a test works with them. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** Has a listener listen while some work is done with its address. */
export async function listening<T>(listener: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
