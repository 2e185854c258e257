import { conflict, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId, parseUserId, type PatientId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { ageOn, agesOfLeaving } from '../carer.rules.ts';
import { isCurrent } from './consent.rules.ts';
import { recorded } from './held.ts';
import { noSuchRecord, sharingIsDisabled } from './sharing.rules.ts';
import type { SharingStatements, SharingStore } from './sharing.store.ts';
import type { Consent, KeepCarerInput } from './sharing.types.ts';

/** A child's carer leaves on a birthday unless the clinical team says otherwise before. Domain reference §3.1 */
export const keepCarer =
  (store: SharingStore) =>
  async (context: Context, input: KeepCarerInput): Promise<Consent | Failure> => {
    const { pastAge } = input;
    const patient = parsePatientId(input.patientId);
    const carer = parseUserId(input.personId);
    const teams = teamsOf(context.principal);
    if (isFailure(patient) || teams.length === 0) return noSuchRecord;
    if (isFailure(carer)) return noSuchCarer;
    if (!agesOfLeaving.some((age) => age === pastAge))
      return invalid('A carer is kept past the age of 13, 16 or 18.', 'pastAge');
    return store.alone(async (statements) => {
      const held = await statements.hold(patient);
      const at = context.clock.now();
      if (held === undefined || !(await isCaredForBy(statements, context, { patient, teams, at }))) return noSuchRecord;
      if (held.sharingDisabled) return sharingIsDisabled;
      const before = await statements.consent(patient, carer);
      if (before?.kind !== 'CARER' || !isCurrent(before, at)) return noSuchCarer;
      if (before.patientBorn === null) return conflict('It is not known when the patient was born.', 'patientId');
      if (ageOn(before.patientBorn, at) >= pastAge)
        return conflict('The patient has that age already: nobody leaves for it any more.', 'pastAge');
      await statements.keep(patient, carer, pastAge);
      return recorded(statements, context, { kind: 'CARER_KEPT', patient, party: carer, before });
    });
  };

const noSuchCarer = notFound('There is no such carer.', 'personId');

const teamsOf = (principal: Principal): readonly TeamId[] => {
  if (principal.kind === 'person') return [...principal.teams, ...principal.coordinates];
  return principal.kind === 'team' ? [principal.team] : [];
};

/** One of the caller's teams has the patient's consent, and the caller is in it still. */
const isCaredForBy = async (
  statements: SharingStatements,
  { principal }: Context,
  { patient, teams, at }: { readonly patient: PatientId; readonly teams: readonly TeamId[]; readonly at: Date },
): Promise<boolean> => {
  const still = principal.kind === 'person' ? await statements.teamsOf(principal.user, teams) : teams;
  return (await statements.sharedWith(patient, still, at)).length > 0;
};
