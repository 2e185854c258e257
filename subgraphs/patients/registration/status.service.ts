import { forbidden, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { PatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { AccessLogService } from '../access-log.service.ts';
import { sightOf, type Sight } from '../sight.rules.ts';
import { capacitiesOf, viewerOf, type Viewer } from '../viewer.rules.ts';
import { soughtPatients, type AskedNumber, type SoughtPatient } from './asked.rules.ts';
import type { NumberedPatient, NumbersStore } from './numbers.store.ts';
import type { PatientStanding, PatientStandings } from './status.types.ts';

/** A number of the question with the record that it leads to, and whether the caller may see that. */
export type SeenHolder = {
  readonly asked: SoughtPatient;
  readonly found: NumberedPatient | undefined;
  readonly isSeen: boolean;
};

export type StatusService = ReturnType<typeof statusService>;

type Needs = { readonly store: NumbersStore; readonly accessLog: AccessLogService };

/** Domain reference §7.3, `$status-query` */
const most = 5_000;

export const statusService = ({ store, accessLog }: Needs) => {
  /** Who has these numbers. Who looked is on record before anything can leave. */
  const look = async (
    context: Context,
    numbers: readonly AskedNumber[],
    limits: { readonly field: string; readonly most: number },
  ): Promise<readonly SeenHolder[] | Failure> => {
    const { principal, clock } = context;
    const viewer = viewerOf(principal, clock.now());
    const organisation = 'organisation' in principal ? principal.organisation : undefined;
    if (viewer === undefined || organisation === undefined)
      return forbidden('Only who sends letters may ask about the patients of an organisation.');
    const sought = soughtPatients(numbers, await store.systems(organisation), limits);
    if (isFailure(sought)) return sought;
    const holders = new Map((await store.holders(viewer, sought)).map((one) => [one.nth, one]));
    const seen = sought.map((asked, nth) => {
      const found = holders.get(nth + 1);
      return { asked, found, sight: found && sightIn(viewer, found) };
    });
    await accessLog.write(
      context,
      seen.flatMap(({ found, sight }) =>
        found === undefined
          ? []
          : [{ patient: found.id, basis: sight?.basis, team: found.team, organisation: viewer.organisation }],
      ),
    );
    return seen.map(({ asked, found, sight }) => ({ asked, found, isSeen: sight !== undefined }));
  };

  return {
    look,

    /**
     * How each of these patients stands: who is unknown has no flags, and of whom the caller may not see the record
     * the date of birth is kept back. Domain reference §7.3
     */
    statuses: async (context: Context, numbers: readonly AskedNumber[]): Promise<PatientStandings | Failure> => {
      const seen = await look(context, numbers, { field: 'identifiers', most });
      return isFailure(seen) ? seen : { statuses: seen.map(standingOf) };
    },
  };
};

/** As if by searching: with sharing disabled no team finds the record. Domain reference §3.1 */
const sightIn = (viewer: Viewer, found: NumberedPatient): Sight | undefined => {
  const { id, formerly, access_frozen: frozen, sharing_disabled: sharingDisabled, isFound } = found;
  if (!isFound) return undefined;
  const subject = { patient: id as PatientId, formerly: formerly as readonly PatientId[], frozen, sharingDisabled };
  return sightOf(subject, capacitiesOf(viewer, found), viewer.through);
};

const standingOf = ({ asked: { system, value }, found, isSeen }: SeenHolder): PatientStanding => {
  const patientIdentifier = { system, value };
  if (found === undefined) return { patientIdentifier, diagnostics: 'Not found' };
  const known = { patientIdentifier, deceased: found.deceased, registered: found.status === 'REGISTERED' };
  return isSeen ? { ...known, dateOfBirth: found.date_of_birth } : { ...known, diagnostics: 'No access' };
};
