import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import * as invitations from '../roles/invitation.sql.ts';
import type { RegisteredOrganisation } from './organisation.types.ts';

/** Who is asked to administer it, and by what they show that it is them. */
export type Asked = {
  readonly id: string;
  readonly email: string;
  readonly tokenHash: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

type NewOrganisation = {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  readonly odsCode: string | null;
  readonly team: { readonly id: string; readonly alias: string; readonly name: string };
  readonly asked: Asked;
};

export type OrganisationStore = {
  /** In the order of their ids, after one of them. */
  page(page: { readonly after: string | null; readonly limit: number }): Promise<RegisteredOrganisation[]>;
  register(
    context: Context,
    organisation: NewOrganisation,
  ): Promise<RegisteredOrganisation | 'ALIAS_TAKEN' | 'ODS_CODE_TAKEN'>;
  /** Undefined where there is none. */
  rename(
    context: Context,
    change: { readonly id: string; readonly name: string },
  ): Promise<RegisteredOrganisation | undefined>;
  /** Undefined where there is none. */
  invite(
    context: Context,
    invitation: { readonly id: string; readonly asked: Asked },
  ): Promise<RegisteredOrganisation | undefined>;
};

/** Organisations as the operator keeps them, each change with its act in one transaction. */
export const organisationStore = (sql: Sql, newId: NewId): OrganisationStore => ({
  page: ({ after, limit }) => sql.query('patients.registered-organisations', page, [after, limit]),

  register: (context, { team, asked, ...organisation }) =>
    sql.transaction(async (transaction) => {
      const { id, alias, name, odsCode } = organisation;
      await transaction.query('patients.one-registration', oneAtATime, []);
      const [taken] = await transaction.query<Taken>('patients.names-taken', namesTaken, [
        [alias, team.alias],
        odsCode,
      ]);
      if (taken?.alias === true) return 'ALIAS_TAKEN';
      if (taken?.odsCode === true) return 'ODS_CODE_TAKEN';
      await transaction.query('patients.register-organisation', insertOrganisation, [id, alias, name, odsCode]);
      await transaction.query('patients.register-team', insertTeam, [team.id, id, team.alias, team.name]);
      const [made] = await transaction.query<RegisteredOrganisation>('patients.default-team', setDefault, [
        id,
        team.id,
      ]);
      if (made === undefined) throw new Error('An organisation that was just written is not there.');
      const acts = actsIn(transaction, newId);
      await acts.record(context, {
        kind: 'ORGANISATION_REGISTERED',
        organisation: id,
        details: { alias, name, odsCode, administrator: asked.email },
      });
      await acts.record(context, {
        kind: 'TEAM_CREATED',
        organisation: id,
        team: team.id,
        details: { alias: team.alias, name: team.name, labels: [] },
      });
      await ask({ transaction, context, newId }, id, asked);
      return made;
    }),

  rename: (context, { id, name }) =>
    sql.transaction(async (transaction) => {
      const [was] = await transaction.query<RegisteredOrganisation>('patients.hold-registered', hold, [id]);
      if (was === undefined || was.name === name) return was;
      const [is] = await transaction.query<RegisteredOrganisation>('patients.rename-organisation', rename, [id, name]);
      await actsIn(transaction, newId).record(context, {
        kind: 'ORGANISATION_RENAMED',
        organisation: id,
        details: { was: was.name, is: name },
      });
      return is;
    }),

  invite: (context, { id, asked }) =>
    sql.transaction(async (transaction) => {
      const [organisation] = await transaction.query<RegisteredOrganisation>('patients.hold-registered', hold, [id]);
      if (organisation !== undefined) await ask({ transaction, context, newId }, id, asked);
      return organisation;
    }),
});

type Taken = { readonly alias: boolean; readonly odsCode: boolean };
type Asking = { readonly transaction: Sql; readonly context: Context; readonly newId: NewId };

const role = 'ADMINISTRATOR';

/** Whoever was asked before with the same address is asked by the new invitation alone. */
const ask = async ({ transaction, context, newId }: Asking, organisation: string, asked: Asked): Promise<void> => {
  const { id, email, tokenHash, invitedAt, expiresAt } = asked;
  await transaction.query('patients.withdraw-same', invitations.withdrawSame, [
    ...[invitedAt, email, role],
    ...[organisation, null, null],
  ]);
  await transaction.query('patients.invite', invitations.insertInvitation, [
    ...[id, role, email, tokenHash],
    ...[organisation, null, null, []],
    ...[null, invitedAt, expiresAt],
  ]);
  await actsIn(transaction, newId).record(context, {
    kind: 'INVITED',
    organisation,
    details: { invitation: id, role, email, labels: [] },
  });
};

const columns = `id, alias, name, ods_code as "odsCode", default_team_id as "defaultTeamId"`;

const page = `select ${columns} from patients.organisation where $1::uuid is null or id > $1 order by id limit $2`;

/** Of two who register at once the second sees what the first has written. */
const oneAtATime = `select pg_advisory_xact_lock(hashtext('patients.register-organisation'))`;

/** An alias stands for one party in all messages: it is nobody's, in whatever capacity. */
const namesTaken = `select
  exists (select from unnest($1::text[]) w(alias) where
    exists (select from patients.organisation o where w.alias in (lower(o.alias), lower(o.ods_code)))
    or exists (select from patients.team t where t.alias = w.alias)
    or exists (select from patients.partner_grant g where lower(g.alias) = w.alias and g.revoked_at is null)) as alias,
  $2::text is not null and (
    exists (select from patients.organisation o where lower($2) in (lower(o.alias), lower(o.ods_code)))
    or exists (select from patients.team t where t.alias = lower($2))
    or exists (select from patients.partner_grant g where lower(g.alias) = lower($2) and g.revoked_at is null)) as "odsCode"`;

const insertOrganisation = `insert into patients.organisation (id, alias, name, ods_code) values ($1, $2, $3, $4)`;

/** Its access by default is none: that its feeds made a record opens it to nobody. Domain reference §1.1 */
const insertTeam = `insert into patients.team (id, organisation_id, alias, name, default_labels) values ($1, $2, $3, $4, '{}')`;

const setDefault = `update patients.organisation set default_team_id = $2 where id = $1 returning ${columns}`;

const hold = `select ${columns} from patients.organisation where id = $1 for no key update`;

const rename = `update patients.organisation set name = $2 where id = $1 returning ${columns}`;
