import type { Postmaster } from './postmaster.ts';

/** The name of the operating system's user who owns everything in the embedded database. */
const user = 'tributary';

/** `postgresql://…?host=/socket/folder`: the form that `pg`, Prisma and psql understand for a Unix socket. */
export const addressOf = ({ socket, port }: Postmaster, password: string, database: string): string => {
  const host = socket === undefined ? '127.0.0.1' : 'localhost';
  const url = new URL(`postgresql://${user}:${password}@${host}:${String(port)}/${database}`);
  if (socket !== undefined) url.searchParams.set('host', socket);
  url.searchParams.set('sslmode', 'disable');
  return url.href;
};
