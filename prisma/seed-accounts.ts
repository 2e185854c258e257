import { seedAccounts as seed } from '../identity/people/index.ts';
import type { PrismaClient } from './client/client.ts';
import { people } from './demo.ts';

/** Lets the demo world's people sign in, each with the password `demo-NAME`. Contract §3; only when DEMO. */
export const seedAccounts = (prisma: Pick<PrismaClient, 'account' | 'familiarPlace'>): Promise<void> =>
  seed(
    prisma,
    Object.entries(people).map(([name, { id }]) => ({
      person: id,
      email: `${name}@demo.example`,
      password: `demo-${name}`,
    })),
    new Date(),
  );
