import type { OrganisationId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { ActKind } from '../act.store.ts';
import type { Rescuer } from './glass.rules.ts';

/** A professional who holds the role now, and cannot lose it before the transaction ends. */
export type HeldRescuer = {
  readonly person: string;
  readonly organisation: OrganisationId;
  /** The professional’s own record. */
  readonly patient: string | null;
};

/** What the edge knows of roles is seconds old: it is looked at once more. Two calls of one professional go one by one. */
export const holdRescuer = async (transaction: Sql, { person, team }: Rescuer): Promise<HeldRescuer | undefined> =>
  (await transaction.query<HeldRescuer>('patients.hold-rescuer', hold, [person, team]))[0];

type Tried = { readonly kind: ActKind; readonly held: HeldRescuer; readonly now: Date };

/** Guesses are counted where all processes see them: each left an act. */
export const triedTooOften = async (transaction: Sql, { kind, held, now }: Tried): Promise<boolean> => {
  const since = new Date(now.getTime() - 10 * 60_000);
  const values = [held.organisation, kind, since, held.person, most];
  return (await transaction.query('patients.rescuer-tried', tried, values)).length === most;
};

const most = 10;

const hold = `select m.person_id as person, m.organisation_id as organisation, p.patient_id as patient
  from patients.membership m join patients.person p on p.id = m.person_id
  where m.person_id = $1 and m.team_id = $2 and m.role = 'PROFESSIONAL' and m.ended_at is null
  for no key update of m`;

const tried = `select from patients.act where organisation_id = $1 and kind = $2 and at > $3 and person_id = $4 limit $5`;
