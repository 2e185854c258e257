import type { NewId } from '../../../kernel/id.ts';
import type { Label } from '../../kit/label.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import { mustStayFilled } from './roles.rules.ts';
import { membershipColumns, type OwnedTeam } from './roles.store.ts';
import type { Membership } from './roles.types.ts';

type NewTeam = Pick<OwnedTeam, 'id' | 'organisationId' | 'name' | 'alias' | 'defaultLabels'>;
type TeamChange = { readonly id: string; readonly name: string | null; readonly labels: readonly Label[] | null };

/** As whom somebody acts; it is looked at once more where it is used, since what the edge knows is seconds old. */
export type Standing = { readonly person: string; readonly organisation: string; readonly team: string | null };

export type Ended = Membership | 'NO_STANDING' | 'GONE' | 'LAST';

export type KeepingStore = ReturnType<typeof keepingStore>;

/** What administrators and coordinators change, each with its act in one transaction. */
export const keepingStore = (sql: Sql, newId: NewId) => ({
  createTeam: (context: Context, by: Standing, team: NewTeam): Promise<NewTeam | 'NO_STANDING' | 'TAKEN'> =>
    sql.transaction(async (transaction) => {
      if (!(await stands(transaction, by))) return 'NO_STANDING';
      const { id, organisationId, alias, name, defaultLabels } = team;
      const made = await transaction.query('patients.create-team', insertTeam, [
        ...[id, organisationId, alias, name],
        defaultLabels,
      ]);
      if (made.length === 0) return 'TAKEN';
      await actsIn(transaction, newId).record(context, {
        kind: 'TEAM_CREATED',
        organisation: organisationId,
        team: id,
        details: { alias, name, labels: defaultLabels },
      });
      return team;
    }),

  changeTeam: (context: Context, by: Standing, change: TeamChange): Promise<OwnedTeam | 'NO_STANDING'> =>
    sql.transaction(async (transaction) => {
      if (!(await stands(transaction, by))) return 'NO_STANDING';
      const [was] = await transaction.query<OwnedTeam>('patients.hold-team', holdTeam, [change.id]);
      const [team] = await transaction.query<OwnedTeam>('patients.change-team', updateTeam, [
        change.id,
        change.name,
        change.labels,
      ]);
      if (was === undefined || team === undefined) throw new Error('A team has gone, and teams never go.');
      await actsIn(transaction, newId).record(context, {
        kind: 'TEAM_CHANGED',
        organisation: team.organisationId,
        team: team.id,
        details: {
          was: { name: was.name, labels: was.defaultLabels },
          is: { name: team.name, labels: team.defaultLabels },
        },
      });
      return team;
    }),

  membership: async (id: string): Promise<Membership | undefined> =>
    (await sql.query<Membership>('patients.membership', membership, [id]))[0],

  endMembership: (context: Context, by: Standing, { id, role, organisationId }: Membership): Promise<Ended> =>
    sql.transaction(async (transaction) => {
      // Endings in one organisation go one after the other: two who end each other at once do not both succeed.
      await transaction.query('patients.hold-organisation', holdOrganisation, [organisationId]);
      if (!(await stands(transaction, by))) return 'NO_STANDING';
      if (mustStayFilled(role)) {
        const others = await transaction.query('patients.other-holder', otherHolder, [id, role, organisationId]);
        if (others.length === 0) return 'LAST';
      }
      const [ended] = await transaction.query<Membership>('patients.end-membership', endMembership, [
        id,
        context.clock.now(),
      ]);
      if (ended === undefined) return 'GONE';
      await actsIn(transaction, newId).record(context, {
        kind: 'MEMBER_REMOVED',
        organisation: organisationId,
        team: ended.teamId ?? null,
        details: { membership: id, person: ended.personId, role },
      });
      return ended;
    }),
});

/** Whether somebody still is what they act as; the role cannot end before this transaction does. */
export const stands = async (transaction: Sql, { person, organisation, team }: Standing): Promise<boolean> =>
  (await transaction.query('patients.stands', standing, [person, organisation, team])).length > 0;

const standing = `select from patients.membership where person_id = $1 and ended_at is null
    and (role = 'ADMINISTRATOR' and organisation_id = $2 or role = 'COORDINATOR' and team_id = $3)
  for share`;

const teamColumns = `id, organisation_id as "organisationId", alias, name, default_labels as "defaultLabels"`;

/** An alias stands for one party in all messages: it is nobody's, in whatever capacity. */
const insertTeam = `insert into patients.team (id, organisation_id, alias, name, default_labels)
  select $1::uuid, $2::uuid, $3::text, $4::text, $5::text[]
  where not exists (select from patients.organisation where lower($3::text) in (lower(alias), lower(ods_code)))
    and not exists (select from patients.partner_grant where alias = $3::text and revoked_at is null)
  on conflict (alias) do nothing returning id`;

const holdTeam = `select ${teamColumns} from patients.team where id = $1 for no key update`;

const updateTeam = `update patients.team set name = coalesce($2, name), default_labels = coalesce($3::text[], default_labels)
  where id = $1 returning ${teamColumns}`;

const membership = `select ${membershipColumns} from patients.membership m join patients.person p on p.id = m.person_id where m.id = $1`;

const holdOrganisation = 'select from patients.organisation where id = $1 for no key update';

const otherHolder = `select from patients.membership
  where id <> $1 and role = $2 and organisation_id = $3 and team_id is null and ended_at is null limit 1`;

const endMembership = `update patients.membership m set ended_at = $2 from patients.person p
  where m.id = $1 and m.ended_at is null and p.id = m.person_id returning ${membershipColumns}`;
