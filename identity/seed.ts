import { isFailure } from '../kernel/failure.ts';
import { parseOrganisationId, type OrganisationId } from '../kernel/id.ts';
import { hashSecret } from '../kernel/secret.ts';
import type { Client } from './client.ts';
import type { IdentityStore } from './identity.store.ts';

/** Adds the demo world's clients where they are missing. Their secrets are public, `demo-` + id: call it only when DEMO. */
export const seedClients = async (store: IdentityStore): Promise<void> => {
  const clients = await Promise.all(
    demoClients.map(async (client) =>
      client.id === 'pulse' ? client : { ...client, secretHash: await hashSecret(`demo-${client.id}`) },
    ),
  );
  await store.add(clients);
};

const organisation = (uuid: string): OrganisationId => {
  const id = parseOrganisationId(uuid);
  if (isFailure(id)) throw new Error(id.message);
  return id;
};

/** Contract §3. */
const demoClients: readonly Client[] = [
  {
    id: 'riverside-customer',
    kind: 'CUSTOMER_SYSTEM',
    name: 'Riverside NHS Foundation Trust',
    organisation: organisation('00000000-0000-4000-8000-000000000001'),
    redirectUris: [],
    scopes: ['customer'],
  },
  {
    id: 'hillside-customer',
    kind: 'CUSTOMER_SYSTEM',
    name: 'Hillside Community Trust',
    organisation: organisation('00000000-0000-4000-8000-000000000002'),
    redirectUris: [],
    scopes: ['customer'],
  },
  { id: 'postbridge', kind: 'SYSTEM', name: 'PostBridge', partner: 'postbridge', redirectUris: [], scopes: ['none'] },
  { id: 'stranger', kind: 'SYSTEM', name: 'Stranger', partner: 'stranger', redirectUris: [], scopes: ['none'] },
  { id: 'apptly', kind: 'TETHERED', name: 'Apptly', partner: 'apptly', redirectUris: [], scopes: ['SITE'] },
  {
    id: 'pulse',
    kind: 'USER',
    name: 'Pulse',
    redirectUris: ['http://localhost:4000/demo/callback'],
    scopes: ['PATIENT'],
  },
  {
    id: 'wardround',
    kind: 'USER',
    name: 'Ward Round',
    redirectUris: ['http://localhost:4000/demo/callback'],
    scopes: ['PATIENT', 'CLINICIAN', 'TEAMCOORD'],
  },
];
