import { conflict, forbidden, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { openPermit, type Permit } from '../../kit/permit.ts';
import { nameOf } from '../../kit/principal-name.ts';
import { applyDemographics } from '../feed.rules.ts';
import type { FeedStore, RecordChange } from '../feed.store.ts';
import { saidIn } from '../origins/said.rules.ts';
import { changeIn, faultOfChange, type ProfileChange } from './profile.rules.ts';
import type { ProfileStore } from './profile.store.ts';
import type { ChangedPatient, ChangePatientInput } from './profile.types.ts';

export type ProfileService = {
  /**
   * What a patient changes of their own contact details, and a team with which something is shared of the demographics.
   * Each change is a version of the record that says who made it, and a message that is older than it changes nothing.
   */
  change(context: Context, input: ChangePatientInput): Promise<ChangedPatient | Failure>;
};

type Needs = { readonly store: ProfileStore; readonly records: Pick<FeedStore, 'write'> };

/** Two may change different things at the same moment; who names no version tries again. */
const attempts = 4;

export const profileService = ({ store, records }: Needs): ProfileService => ({
  change: async (context, { permit: sealed, version = null, ...input }) => {
    const permit = openPermit(context, sealed);
    if (isFailure(permit)) return permit;
    const change = changeIn(input);
    const fault = faultOfChange(change, { isSelf: permit.isSelf, today: context.clock.now() });
    const refused = rightless(permit) ?? refuseControlCharacters(change) ?? fault;
    if (refused !== undefined) return refused;
    const by = permit.isSelf ? null : await store.organisationOf(permit.writer?.sources ?? []);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = await store.current(permit.patient);
      if (before === undefined) return notFound('There is no such record.');
      if (version !== null && version !== before.version) return movedOn;
      const next: RecordChange = {
        ...unchanged(context, change, by),
        id: before.id,
        version: before.version + 1,
        status: before.status,
        demographics: applyDemographics(before.demographics, change),
      };
      if (await records.write(next)) return { patientId: before.id, version: next.version };
    }
    return movedOn;
  },
});

const movedOn = conflict('Somebody else has changed this record. Look again.', 'version');

/** A carer keeps somebody company; who that is, and where they live, is not theirs to say. */
const rightless = ({ isSelf, writer }: Permit): Failure | undefined =>
  isSelf || writer?.as === 'TEAM'
    ? undefined
    : forbidden('The demographics are changed by the patient, or by a team with which something is shared.', 'permit');

const unchanged = ({ clock, principal }: Context, change: ProfileChange, by: string | null) => ({
  at: clock.now(),
  enteredAt: clock.now(),
  enteredBy: nameOf(principal),
  origin: nameOf(principal),
  addIdentifiers: [],
  dropIdentifiers: [],
  addEmails: [],
  by,
  said: saidIn(change, false),
  links: [],
  unlink: [],
});
