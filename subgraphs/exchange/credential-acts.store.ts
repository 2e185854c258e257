import type { OrganisationId } from '../../kernel/id.ts';
import type { Sql } from '../kit/sql.ts';
import type { StoredAct } from './credential-keeping.store.ts';

type Page = { readonly after: string | null; readonly limit: number };

export type CredentialActs = {
  /** About all credentials of an organisation, the latest first. */
  page(organisation: OrganisationId, page: Page): Promise<StoredAct[]>;
};

export const credentialActs = (sql: Sql): CredentialActs => ({
  page: (organisation, { after, limit }) => sql.query('exchange.acts-page', page, [organisation, after, limit]),
});

const page = `select a.id, a.at, a.actor, a.kind, a.details, a.credential_id as "credentialId" from exchange.act a
  where a.organisation_id = $1 and ($2::uuid is null or a.id < $2) order by a.id desc limit $3`;
