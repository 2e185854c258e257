import type { NewId, OrganisationId, PatientId, UserId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn, type ActKind } from '../act.store.ts';
import type { Act } from '../acts/acts.types.ts';
import type { RecordState } from './flags.types.ts';
import { endedGlass, endedSharing, history, withdrawnInvitations } from './flags.sql.ts';

/** A privacy officer, and the organisations for which they ask. */
export type Officer = { readonly person: UserId; readonly guards: readonly OrganisationId[] };

export type Change = {
  readonly officer: Officer;
  readonly patient: PatientId;
  readonly flag: 'sharingDisabled' | 'accessFrozen';
  readonly to: boolean;
  readonly reason: string;
};

type Asked = {
  readonly patient: PatientId;
  readonly organisations: readonly OrganisationId[];
  readonly after: string | null;
  readonly limit: number;
};

export type FlagsStore = {
  /** Those of the officer’s organisations that hold the record, or that it is shared with. */
  holders(officer: Officer, patient: PatientId): Promise<OrganisationId[]>;
  state(patient: PatientId): Promise<RecordState | undefined>;
  change(context: Context, change: Change): Promise<RecordState | 'NO_STANDING' | 'OWN_RECORD'>;
  /** The latest first. */
  history(asked: Asked): Promise<Act[]>;
};

export const flagsStore = (sql: Sql, newId: NewId): FlagsStore => ({
  holders: async (officer, patient) => (await holdersIn(sql, officer, patient)).map(({ organisation }) => organisation),

  state: async (patient) => (await sql.query<RecordState>('patients.record-state', state, [patient]))[0],

  change: (context, { officer, patient, flag, to, reason }) =>
    sql.transaction(async (transaction) => {
      const [held] = await holdersIn(transaction, officer, patient);
      if (held === undefined) return 'NO_STANDING';
      if (held.own === patient) return 'OWN_RECORD';
      const [was] = await transaction.query<RecordState>('patients.hold-record-state', holdState, [patient]);
      if (was === undefined) return 'NO_STANDING';
      if (was[flag] === to) return was;
      const [now] = await transaction.query<RecordState>('patients.set-record-state', setState, [
        patient,
        flag === 'sharingDisabled' ? to : was.sharingDisabled,
        flag === 'accessFrozen' ? to : was.accessFrozen,
      ]);
      if (now === undefined) throw new Error('A record has gone, and records never go.');
      const stopped = flag === 'sharingDisabled' && to ? await stopSharing(transaction, context, patient) : {};
      await actsIn(transaction, newId).record(context, {
        kind: kinds[flag][to ? 'on' : 'off'],
        organisation: held.organisation,
        patient,
        details: { reason, ...stopped },
      });
      return now;
    }),

  history: ({ patient, organisations, after, limit }) =>
    sql.query('patients.sharing-history', history, [patient, organisations, after, limit]),
});

const kinds = {
  sharingDisabled: { on: 'SHARING_DISABLED', off: 'SHARING_ENABLED' },
  accessFrozen: { on: 'ACCESS_FROZEN', off: 'ACCESS_UNFROZEN' },
} as const satisfies Record<Change['flag'], Record<'on' | 'off', ActKind>>;

type Holder = { readonly organisation: OrganisationId; readonly own: string | null };

/** In a transaction the role cannot end before it does: what the edge knows of roles is seconds old. */
const holdersIn = (sql: Sql, { person, guards }: Officer, patient: PatientId): Promise<Holder[]> =>
  sql.query('patients.record-holders', holders, [person, guards, patient]);

/** "Removed from all teams, individuals and carers; break-glass impossible" (domain reference §3.1). What ended is kept. */
const stopSharing = async (
  transaction: Sql,
  { clock }: Context,
  patient: PatientId,
): Promise<Readonly<Record<string, unknown>>> => {
  const values = [patient, clock.now()];
  return {
    ended: await transaction.query('patients.end-sharing', endedSharing, values),
    glass: (await transaction.query<{ id: string }>('patients.end-glass', endedGlass, values)).map(({ id }) => id),
    invitations: (await transaction.query('patients.end-invitations', withdrawnInvitations, values)).length,
  };
};

const holders = `select m.organisation_id as organisation, p.patient_id as own
  from patients.membership m join patients.person p on p.id = m.person_id
  where m.person_id = $1 and m.role = 'PRIVACY_OFFICER' and m.ended_at is null and m.organisation_id = any($2)
    and (exists (select from patients.team_link l where l.patient_id = $3 and l.organisation_id = m.organisation_id)
      or exists (select from patients.consent c where c.patient_id = $3 and c.organisation_id = m.organisation_id))
  order by m.organisation_id for share of m`;

const columns = 'id as "patientId", sharing_disabled as "sharingDisabled", access_frozen as "accessFrozen"';

const state = `select ${columns} from patients.patient where id = $1`;

/** Whoever is breaking the glass, or sharing, at this moment is waited for. */
const holdState = `${state} for no key update`;

const setState = `update patients.patient set sharing_disabled = $2, access_frozen = $3 where id = $1 returning ${columns}`;
