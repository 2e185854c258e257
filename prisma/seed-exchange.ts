import { hashSecret } from '../kernel/secret.ts';
import type { PrismaClient } from './client/client.ts';
import { organisations } from './demo.ts';

const loopback = ['127.0.0.0/8', '::1/128'];

/** The contract's §3; the secret of each is `demo-` and its id. */
const credentials = [
  { id: 'riverside-hl7', organisationId: organisations.riverside.id },
  { id: 'hillside-hl7', organisationId: organisations.hillside.id },
  { id: 'postbridge-hl7', partner: 'postbridge' },
];

/** Puts the demo world's feed credentials into the database; what is there already stays as it is. Only when DEMO. */
export const seedExchange = async (prisma: Pick<PrismaClient, 'feedCredential'>): Promise<void> => {
  const data = await Promise.all(
    credentials.map(async (credential) => ({
      ...credential,
      allowed: loopback,
      secretHash: await hashSecret(`demo-${credential.id}`),
    })),
  );
  await prisma.feedCredential.createMany({ skipDuplicates: true, data });
};
