import type { PrismaClient } from './client/client.ts';
import { organisations } from './demo.ts';

/** The contract's §3. */
const feeds = [
  { name: 'riverside-r4', organisationId: organisations.riverside.id, version: 'R4', store: 1 },
  { name: 'riverside-stu3', organisationId: organisations.riverside.id, version: 'STU3', store: 2 },
  { name: 'hillside-r4', organisationId: organisations.hillside.id, version: 'R4', store: 3 },
];

/** Puts the demo world's customer feeds into the database; what is there already stays as it is. Only when DEMO. */
export const seedCustomerFeeds = async (prisma: Pick<PrismaClient, 'customerFeed'>): Promise<void> => {
  await prisma.customerFeed.createMany({ skipDuplicates: true, data: feeds });
};
