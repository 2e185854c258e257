import { seedIdentity } from '../identity/index.ts';
import type { PrismaClient } from './client/client.ts';
import { seedExchange } from './seed-exchange.ts';
import { seedIdentifierTypes, seedPatients } from './seed-patients.ts';

/**
 * What the tables need before the first request: everywhere the national identifier types, and where DEMO is set the demo
 * world (contract §3). What is there already stays as it is.
 */
export const seed = async (prisma: PrismaClient, { demo }: { readonly demo: boolean }): Promise<void> => {
  await seedIdentifierTypes(prisma);
  if (!demo || (await isSeeded(prisma))) return;
  await seedPatients(prisma);
  await seedExchange(prisma);
  await seedIdentity(prisma);
};

/** The clients are put in last: where they are, everything is. */
const isSeeded = async (prisma: PrismaClient): Promise<boolean> =>
  (await prisma.oauthClient.count({ where: { id: 'pulse' } })) > 0;
