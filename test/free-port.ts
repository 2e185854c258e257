import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Ports that the system gives to nobody who asks for any: between the free port and its use others are opened. Workers of one
// test run never meet, since each has a remainder of its own, and two runs on one machine hardly ever.
const [first, end, apart] = [20_000, 32_768, 16] as const;

let next = first + apart * randomInt((end - first) / apart) + (Number(process.env['VITEST_POOL_ID'] ?? 0) % apart);

/** A TCP port that nobody holds at this moment, and that this process has not been told of before. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = next;
    next = port + apart < end ? port + apart : first + (port % apart);
    if (await isFree(port)) return port;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
