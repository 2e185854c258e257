import type { Config } from './config.ts';

type Server = { listen(at: { readonly port: number; readonly host: string }): Promise<unknown> };

/** For a process that is starting: where it cannot listen, it says so as of any other setting (`configOrExit`), and ends. */
export const listenOrExit = async (server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> => {
  try {
    await server.listen({ port, host });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    process.stderr.write(`PORT: found ${port}; expected one that is free at ${host} (${error.message})\n`);
    process.exit(1);
  }
};
