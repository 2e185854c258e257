import { seedIdentity } from '../identity/index.ts';
import type { PrismaClient } from './client/client.ts';
import { seedAccounts } from './seed-accounts.ts';
import { seedCustomerFeeds } from './seed-customer-feeds.ts';
import { seedExchange } from './seed-exchange.ts';
import { seedIdentifierTypes, seedPatients } from './seed-patients.ts';

/**
 * What the tables need before the first request: everywhere the national identifier types, and where DEMO is set the demo
 * world (contract §3). What is there already stays as it is.
 */
export const seed = async (prisma: PrismaClient, { demo }: { readonly demo: boolean }): Promise<void> => {
  await seedIdentifierTypes(prisma);
  if (!demo) return;
  await seedCustomerFeeds(prisma);
  if (await isSeeded(prisma)) return;
  await seedPatients(prisma);
  await seedIdentity(prisma);
  await seedAccounts(prisma);
  await seedExchange(prisma);
};

/**
 * The feeds' credentials are put in last: where the last of them is, everything is. (The clients are no sign of it: the
 * authorisation server, alone in a process, puts in nothing else.)
 */
const isSeeded = async (prisma: PrismaClient): Promise<boolean> =>
  (await prisma.feedCredential.count({ where: { id: 'postbridge-hl7' } })) > 0;
