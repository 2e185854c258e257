import { openIdentityGraph } from '../identity/graph/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/id.ts';
import type { PrismaClient } from '../prisma/client/client.ts';
import { openAppointments } from './appointments/index.ts';
import { openClinical, type BlobStore } from './clinical/index.ts';
import type { CodeBook } from './codes/index.ts';
import { openExchange } from './exchange/index.ts';
import type { Sql } from './kit/sql.ts';
import type { Subgraph, SubgraphName } from './kit/subgraph.ts';
import type { Wake } from './kit/wake.ts';
import { openMail } from './mail/index.ts';
import { openPatients } from './patients/index.ts';

/** All that any slice may need; each takes what it names. */
export type Parts = {
  readonly sql: Sql;
  readonly prisma: PrismaClient;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** What organisations' codes mean: one for all slices of the process, so that each sees at once what another changes. */
  readonly codes: CodeBook;
  readonly log: (line: string) => void;
  /** Where clients find us, without a slash at the end. */
  readonly baseUrl: string;
  /** Wakes those who work in the background; without it they look by themselves. */
  readonly wake?: Wake;
  /** Whether webhooks may be on this machine: for tests and demonstrations. */
  readonly webhooksToLoopback?: boolean;
  /** Whether patients are told by e-mail of what is new. */
  readonly notifies?: boolean;
  /** Makes what is taken back bite at once, where the authorisation server runs in the same process. */
  readonly forgetGrants?: () => void;
};

/** The slices by name: whoever wires a process opens those that it runs. */
export const slices: Readonly<Record<SubgraphName, (parts: Parts) => Subgraph>> = {
  patients: openPatients,
  clinical: openClinical,
  appointments: openAppointments,
  mail: openMail,
  exchange: openExchange,
  identity: openIdentityGraph,
};
