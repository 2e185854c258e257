import type { OrganisationId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';

export type AddresseeStore = {
  /** Who has granted the partner to send under the alias; undefined where nobody has. */
  granter(partner: string, alias: string): Promise<OrganisationId | undefined>;
};

export const addresseeStore = (sql: Sql): AddresseeStore => ({
  granter: async (partner, alias) => {
    const [found] = await sql.query<{ organisation: OrganisationId }>('patients.addressee', granter, [partner, alias]);
    return found?.organisation;
  },
});

const granter = `
  select g.organisation_id as organisation
  from patients.partner_grant g join patients.partner p on p.id = g.partner and p.ended_at is null
  where g.partner = $1 and g.alias = $2 and g.revoked_at is null`;
