import type { NewId, OrganisationId, PatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { noticing, wantMails } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import { carerHoldsSql } from '../carer.rules.ts';
import { goesOnAt } from '../consent.sql.ts';
import { endOf, type Rescuer } from './glass.rules.ts';
import type { BrokenGlass } from './glass.types.ts';
import { holdRescuer, triedTooOften } from './rescuer.store.ts';

type Wanted = { readonly patient: PatientId; readonly rescuer: Rescuer; readonly reason: string };

export type NotBroken = 'NO_STANDING' | 'TOO_OFTEN' | 'OWN_RECORD' | 'CLOSED';

type Warned = { readonly kind: 'GLASS_BROKEN' | 'CARED_FOR_OPENED'; readonly to: string };

type Page = { readonly after: string | null; readonly limit: number };

export type GlassStore = {
  /** The open glass of the same professional, team and patient where there is one: no time is added to it. */
  break(context: Context, wanted: Wanted): Promise<BrokenGlass | NotBroken>;
  find(id: string): Promise<BrokenGlass | undefined>;
  /** Undefined where it is open no longer. */
  mend(context: Context, id: string): Promise<BrokenGlass | undefined>;
  /** The latest first, as all of these. */
  ofOrganisation(organisation: OrganisationId, page: Page): Promise<BrokenGlass[]>;
  ofPatient(patient: string, page: Page): Promise<BrokenGlass[]>;
};

export const glassStore = (sql: Sql, newId: NewId): GlassStore => ({
  break: (context, { patient, rescuer, reason }) =>
    sql.transaction(async (transaction) => {
      const now = context.clock.now();
      const held = await holdRescuer(transaction, rescuer);
      if (held === undefined) return 'NO_STANDING';
      if (held.own === patient) return 'OWN_RECORD';
      if (await triedTooOften(transaction, { kind: 'GLASS_REFUSED', held, now })) return 'TOO_OFTEN';
      const { person, client, partner, organisation, team } = held;
      const by = client === null ? {} : { client };
      const acts = actsIn(transaction, newId);
      const [known] = await transaction.query<{ disabled: boolean }>('patients.glass-patient', holdPatient, [patient]);
      if (known === undefined || known.disabled) {
        const about = known === undefined ? {} : { patient };
        await acts.record(context, {
          ...{ kind: 'GLASS_REFUSED', organisation, team, ...about },
          details: { ...by, reason, asked: patient },
        });
        return 'CLOSED';
      }
      const [open] = await transaction.query<BrokenGlass>('patients.glass-open', findOpen, [
        ...[person, client, patient, team],
        now,
      ]);
      if (open !== undefined) return open;
      const id = newId();
      const until = endOf(now);
      const warnings = await transaction.query<Warned>('patients.glass-break', insert, [
        ...[id, patient, person, client, partner],
        ...[organisation, team, reason, now, until],
      ]);
      await wantMails(transaction, context.keys, warnings);
      const details = { ...by, glass: id, reason, until };
      await acts.record(context, { kind: 'GLASS_BROKEN', organisation, team, patient, details });
      return theOne(transaction, id);
    }),

  find: (id) => one(sql, id),

  mend: (context, id) =>
    sql.transaction(async (transaction) => {
      const now = context.clock.now();
      const mended = await transaction.query('patients.glass-mend', mend, [id, now]);
      if (mended.length === 0) return undefined;
      const glass = await theOne(transaction, id);
      await actsIn(transaction, newId).record(context, {
        kind: 'GLASS_MENDED',
        organisation: glass.organisationId,
        team: glass.teamId,
        patient: glass.patientId,
        details: { glass: id },
      });
      return glass;
    }),

  ofOrganisation: (organisation, { after, limit }) =>
    sql.query('patients.glasses-organisation', ofOrganisation, [organisation, after, limit]),

  ofPatient: (patient, { after, limit }) => sql.query('patients.glasses-patient', ofPatient, [patient, after, limit]),
});

const one = async (sql: Sql, id: string): Promise<BrokenGlass | undefined> =>
  (await sql.query<BrokenGlass>('patients.glass', find, [id]))[0];

const theOne = async (transaction: Sql, id: string): Promise<BrokenGlass> => {
  const glass = await one(transaction, id);
  if (glass === undefined) throw new Error('A broken glass that was just written is not there.');
  return glass;
};

const glasses = `select b.id, b.patient_id as "patientId", b.person_id as "personId", b.client, coalesce(p.name, a.name) as by,
    b.organisation_id as "organisationId", b.team_id as "teamId", t.name as team, b.reason, b.started_at as since, b.ends_at as until
  from patients.break_glass b join patients.team t on t.id = b.team_id
    left join patients.person p on p.id = b.person_id left join patients.partner a on a.id = b.partner`;

/** Whoever disables sharing meanwhile waits, and then finds this glass and ends it. */
const holdPatient =
  'select sharing_disabled as disabled from patients.patient where id = $1 and merged_into is null for share';

const findOpen = `${glasses} where (b.person_id = $1 or b.client = $2) and b.patient_id = $3 and b.team_id = $4 and b.ends_at > $5
  order by b.ends_at desc limit 1`;

/** The patient is told of it, those who oversee it, and carers who may see the record. Domain reference §3.1, Break the glass */
const insert = `
  with broken as (
    insert into patients.break_glass (id, patient_id, person_id, client, partner, organisation_id, team_id, reason, started_at, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning patient_id, organisation_id),
  told as (${noticing('Emergency', 'select patient_id from broken')})
  select distinct 'GLASS_BROKEN' as kind, p.email as to from broken b join patients.membership m on m.organisation_id = b.organisation_id
    and m.role = 'PRIVACY_OFFICER' and m.ended_at is null join patients.person p on p.id = m.person_id where p.email is not null
  union all
  select 'CARED_FOR_OPENED', v.email from broken b join patients.patient p on p.id = b.patient_id and not p.access_frozen
    join patients.consent c on c.patient_id = p.id and c.grantee_kind = 'CARER' cross join (select $9::timestamptz as at) w
    join patients.person v on v.id = c.grantee_id
  where v.email is not null and ${goesOnAt('w.at')} and ${carerHoldsSql}`;

const find = `${glasses} where b.id = $1`;

const mend = `update patients.break_glass set ends_at = greatest(started_at, $2) where id = $1 and ends_at > $2 returning id`;

const ofOrganisation = `${glasses} where b.organisation_id = $1 and ($2::uuid is null or b.id < $2) order by b.id desc limit $3`;

const ofPatient = `${glasses} where b.patient_id = $1 and ($2::uuid is null or b.id < $2) order by b.id desc limit $3`;
