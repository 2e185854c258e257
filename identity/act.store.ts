import type { Prisma, PrismaClient } from '../prisma/client/client.ts';
import type { NewId } from '../kernel/id.ts';
import { nameOf } from '../subgraphs/kit/principal-name.ts';
import type { Context } from '../subgraphs/kit/context.ts';

export const clientActKinds = [
  'CLIENT_REGISTERED',
  'SECRET_ROTATED',
  'CLIENT_ENDED',
  'TETHER_MADE',
  'TETHER_REVOKED',
] as const;
export type ClientActKind = (typeof clientActKinds)[number];

/** Who did it, and when. */
export type Doing = { readonly at: Date; readonly actor: string; readonly person: string | null };

export const doingOf = ({ principal, clock }: Context): Doing => ({
  at: clock.now(),
  actor: nameOf(principal),
  person: principal.kind === 'person' ? principal.user : null,
});

/** What was done about a client. */
export type NewClientAct = {
  readonly kind: ClientActKind;
  readonly client: string;
  readonly organisation: string | null;
  readonly team?: string;
  readonly details: Prisma.InputJsonObject;
};

export type KnownClientAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly kind: ClientActKind;
  readonly clientId: string;
  readonly teamId: string | null;
  readonly details: string;
};

/** Writes acts in the transaction that does them: neither is there without the other. */
export const recordActs = async (
  { identityAct }: Pick<PrismaClient, 'identityAct'>,
  acts: readonly NewClientAct[],
  { newId, at, actor, person }: Doing & { readonly newId: NewId },
): Promise<void> => {
  await identityAct.createMany({
    data: acts.map(({ kind, client, organisation, team, details }) => ({
      ...{ id: newId(), at, actor, personId: person, kind, details },
      ...{ clientId: client, organisationId: organisation, teamId: team ?? null },
    })),
  });
};

export type ActStore = {
  /** About an organisation's clients and the tethers of its teams, the latest first. */
  readonly page: (
    organisation: string,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<readonly KnownClientAct[]>;
};

export const actStore = ({ identityAct }: Pick<PrismaClient, 'identityAct'>): ActStore => ({
  page: async (organisation, { after, limit }) => {
    const rows = await identityAct.findMany({
      where: { organisationId: organisation, ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(({ id, at, actor, kind, clientId, teamId, details }) => ({
      ...{ id, at, actor, kind: kind as ClientActKind, clientId, teamId },
      details: JSON.stringify(details),
    }));
  },
});
