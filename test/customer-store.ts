import { afterAll } from 'vitest';
import { feedClient } from './customer.ts';
import { inOneProcess } from './wiring.ts';

/** The whole system until the test file ends, and one store in it with its client. */
export const openStore = async () => {
  const system = await inOneProcess();
  afterAll(() => system.stop());
  return { system, feed: await feedClient(system.base, 'riverside-r4', 'riverside-customer') };
};
