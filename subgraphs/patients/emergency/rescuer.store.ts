import type { OrganisationId, TeamId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { ActKind } from '../act.store.ts';
import type { Rescuer } from './glass.rules.ts';

/** Somebody who is a clinician of the team now, and cannot stop being one before the transaction ends. */
export type HeldRescuer = {
  readonly person: string | null;
  readonly client: string | null;
  readonly partner: string | null;
  readonly organisation: OrganisationId;
  readonly team: TeamId;
  /** The professional’s own record. */
  readonly own: string | null;
};

/** What the edge knows of roles is seconds old: it is looked at once more. Two calls of one rescuer go one by one. */
export const holdRescuer = async (transaction: Sql, rescuer: Rescuer): Promise<HeldRescuer | undefined> => {
  if ('person' in rescuer) {
    const { person, team } = rescuer;
    return (await transaction.query<HeldRescuer>('patients.hold-rescuer', holdPerson, [person, team]))[0];
  }
  const [partner] = await transaction.query('patients.hold-rescuing-partner', holdPartner, [rescuer.partner]);
  return partner === undefined ? undefined : { ...rescuer, person: null, own: null };
};

type Tried = { readonly kind: ActKind; readonly held: HeldRescuer; readonly now: Date };

/** Guesses are counted where all processes see them: each left an act. */
export const triedTooOften = async (transaction: Sql, { kind, held, now }: Tried): Promise<boolean> => {
  const { organisation, person, client, team } = held;
  const since = new Date(now.getTime() - 10 * 60_000);
  const values = [organisation, kind, since, person, client, team, most];
  return (await transaction.query('patients.rescuer-tried', tried, values)).length === most;
};

const most = 10;

const holdPerson = `select m.person_id as person, null as client, null as partner, m.organisation_id as organisation, m.team_id as team, p.patient_id as own
  from patients.membership m join patients.person p on p.id = m.person_id
  where m.person_id = $1 and m.team_id = $2 and m.role = 'PROFESSIONAL' and m.ended_at is null
  for no key update of m`;

const holdPartner = 'select from patients.partner where id = $1 and ended_at is null for no key update';

const tried = `select from patients.act where organisation_id = $1 and kind = $2 and at > $3
    and (person_id = $4 or person_id is null and team_id = $6 and details->>'client' = $5) limit $7`;
