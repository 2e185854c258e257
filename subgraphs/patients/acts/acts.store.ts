import type { OrganisationId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { ActsInSight } from './acts-in-sight.ts';
import type { Act } from './acts.types.ts';

/** Where an act stands among the others. */
type Moment = { readonly at: Date; readonly id: string };

type Asked = ActsInSight & {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly after: Moment | null;
  readonly limit: number;
};

export type ActsStore = {
  /** The latest first. */
  page(organisation: OrganisationId, asked: Asked): Promise<Act[]>;
  /** Undefined where the organisation has no such act. */
  moment(organisation: OrganisationId, act: string): Promise<Moment | undefined>;
};

export const actsStore = (sql: Sql): ActsStore => ({
  page: (organisation, { kinds, aboutPatients, from, to, after, limit }) => {
    const below = after !== null && (to === null || after.at < to) ? after : { at: to ?? 'infinity', id: firstId };
    return sql.query('patients.acts', page, [
      organisation,
      kinds,
      aboutPatients,
      from ?? '-infinity',
      below.at,
      below.id,
      limit,
    ]);
  },

  moment: async (organisation, act) => (await sql.query<Moment>('patients.act-moment', moment, [organisation, act]))[0],
});

/** Before all acts of the same moment. */
const firstId = '00000000-0000-0000-0000-000000000000';

/** For each kind its own latest, which is one range of the index; the latest of these are the page. */
const page = `
  select a.id, a.at, a.kind, coalesce(p.name, a.actor) as by, a.person_id as "personId",
    a.organisation_id as "organisationId", a.team_id as "teamId", t.name as team, a.patient_id as "patientId",
    a.details::text as details
  from (
    select a.* from unnest($2::text[]) k(kind)
    cross join lateral (
      select * from patients.act a
      where a.organisation_id = $1 and a.kind = k.kind and ($3 or a.patient_id is null)
        and a.at >= $4::timestamptz and (a.at, a.id) < ($5::timestamptz, $6::uuid)
      order by a.at desc, a.id desc limit $7) a
    order by a.at desc, a.id desc limit $7) a
  left join patients.person p on p.id = a.person_id
  left join patients.team t on t.id = a.team_id
  order by a.at desc, a.id desc`;

const moment = `select at, id from patients.act where id = $2 and organisation_id = $1`;
