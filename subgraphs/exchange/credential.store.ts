import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Secrets } from './credential.rules.ts';

/** A feed's credential as it is stored. */
export type Credential = Secrets & {
  readonly id: string;
  readonly organisationId: string | null;
  readonly partner: string | null;
  /** The networks it may be used from. */
  readonly allowed: readonly string[];
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly disabledAt: Date | null;
};

export type FindCredential = (id: string) => Promise<Credential | null>;

export const findCredential =
  (prisma: Pick<PrismaClient, 'feedCredential'>): FindCredential =>
  (id) =>
    prisma.feedCredential.findUnique({ where: { id } });
