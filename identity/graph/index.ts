import { randomBytes } from 'node:crypto';
import type { NewId } from '../../kernel/id.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { defineSubgraph, type Subgraph } from '../../subgraphs/kit/subgraph.ts';
import { actStore } from '../act.store.ts';
import { appGrantStore } from '../app-grant.store.ts';
import { identityStore } from '../identity.store.ts';
import { registryStore } from '../registry.store.ts';
import { tetherStore } from '../tether.store.ts';
import { ClientActsResolver } from './client-acts.resolver.ts';
import { clientActsService } from './client-acts.service.ts';
import { IdentityResolver } from './identity.resolver.ts';
import { identityService } from './identity.service.ts';
import { RegistryResolver } from './registry.resolver.ts';
import { registryService } from './registry.service.ts';

export type IdentityGraphNeeds = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  /** What the authorisation server, where it runs in this process, does when a grant is taken back. */
  readonly forgetGrants?: () => void;
};

/** Identity in the graph: what people let apps do, and which partners coordinators have tied to their teams. */
export const openIdentityGraph = ({ prisma, newId, forgetGrants = () => undefined }: IdentityGraphNeeds): Subgraph =>
  defineSubgraph({
    name: 'identity',
    resolvers: [
      new IdentityResolver(
        identityService({
          client: identityStore(prisma).client,
          grants: appGrantStore(prisma),
          tethers: tetherStore(prisma, newId),
          newId,
          forgetGrants,
        }),
      ),
      new ClientActsResolver(clientActsService({ acts: actStore(prisma) })),
      new RegistryResolver(registryService({ store: registryStore(prisma, newId), random: randomBytes, forgetGrants })),
    ],
  });
