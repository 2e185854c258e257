import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { Rescuer } from './glass.rules.ts';
import { holdRescuer, triedTooOften } from './rescuer.store.ts';
import type { EmergencyPatient } from './search.types.ts';

export type Sought = {
  readonly rescuer: Rescuer;
  /** Undefined where what was given cannot be an NHS number. */
  readonly nhsNumber: string | undefined;
  readonly dateOfBirth: string;
};

export type SearchStore = {
  /** Null where nobody is found; each search leaves an act. */
  find(context: Context, sought: Sought): Promise<EmergencyPatient | null | 'NO_STANDING' | 'TOO_OFTEN'>;
};

export const searchStore = (sql: Sql, newId: NewId): SearchStore => ({
  find: (context, { rescuer, nhsNumber, dateOfBirth }) =>
    sql.transaction(async (transaction) => {
      const kind = 'EMERGENCY_SEARCH';
      const held = await holdRescuer(transaction, rescuer);
      if (held === undefined) return 'NO_STANDING';
      if (await triedTooOften(transaction, { kind, held, now: context.clock.now() })) return 'TOO_OFTEN';
      const [known] = await transaction.query<Known>('patients.emergency-search', search, [
        nhsNumber ?? null,
        dateOfBirth,
      ]);
      const isFound = known !== undefined && !known.closed;
      await actsIn(transaction, newId).record(context, {
        kind,
        organisation: held.organisation,
        team: held.team,
        ...(known === undefined ? {} : { patient: known.id }),
        details: { ...(held.client === null ? {} : { client: held.client }), found: isFound },
      });
      return isFound ? { id: known.id, familyName: known.familyName, givenName: known.givenName } : null;
    }),
});

type Known = Required<EmergencyPatient> & { readonly closed: boolean };

const search = `select p.id, p.family_name as "familyName", p.given_name as "givenName", p.sharing_disabled as closed
  from patients.identifier i join patients.patient p on p.id = i.patient_id
  where i.system = 'https://fhir.nhs.uk/Id/nhs-number' and i.value = $1 and p.date_of_birth::text = $2`;
