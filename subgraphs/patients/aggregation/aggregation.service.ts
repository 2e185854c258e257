import { forbidden, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { FeedFacts } from '../feed-lookup.store.ts';
import { placed } from '../feed-placed.ts';
import type { FeedService } from '../feed.service.ts';
import type { FeedStore } from '../feed.store.ts';
import type { FeedIdentifierInput } from '../feed.types.ts';
import type {
  CustomerPatientInput,
  PlaceCustomerPatientsInput,
  PlacedCustomerPatient,
  PlacedCustomerPatients,
} from './aggregation.types.ts';
import { verifiedNumber, type Unplaced } from './verified-number.rules.ts';

export type CustomerPatients = {
  /**
   * Finds the records of Patients in customers' stores by their verified NHS numbers; makes or changes those of Patients
   * that were written. For the aggregator alone.
   */
  place(context: Context, input: PlaceCustomerPatientsInput): Promise<PlacedCustomerPatients | Failure>;
};

type Needs = { readonly feed: FeedService; readonly store: Pick<FeedStore, 'look' | 'link'> };

export const customerPatients = ({ feed, store }: Needs): CustomerPatients => {
  const placeOne = async (context: Context, patient: CustomerPatientInput): Promise<PlacedCustomerPatient> => {
    const number = verifiedNumber(patient.identifiers);
    if (typeof number !== 'string') return number;
    const identifiers = [{ value: number, authority: 'NHS', typeCode: 'NH', verification: '01' }];
    const by = { organisation: patient.organisation };
    const facts = await store.look({ by, alias: null, identifiers, wantsRecord: true });
    const record = facts?.matches.find((match) => match.patient !== null)?.patient;
    if (facts === undefined) return { reason: 'REFUSED', detail: 'The organisation of this feed has no default team.' };
    const differs = differing(facts, patient);
    if (differs !== undefined) return differs;
    if (record === undefined || record === null || patient.written) return upsert(context, patient, identifiers);
    if (!facts.isLinked) await store.link(record, facts.sender, context.clock.now());
    const { patientId, placement } = placed(context, {
      addressed: { ...facts, warnings: [] },
      outcome: 'MATCHED',
      id: record,
    });
    return { patientId, placement };
  };

  const upsert = async (
    context: Context,
    { message, demographics, organisation }: CustomerPatientInput,
    identifiers: readonly FeedIdentifierInput[],
  ): Promise<PlacedCustomerPatient> => {
    const done = await feed.upsert(context, { message, demographics, identifiers }, { organisation });
    if (isFailure(done)) {
      if (done.kind === 'unavailable') throw new Error(done.message);
      const reason = done.field?.startsWith('demographics') === true ? 'INCOMPLETE_PATIENT' : 'REFUSED';
      return { reason, detail: done.message };
    }
    if ('reasons' in done) return { reason: 'REFUSED', detail: 'The Patient waits for an administrator.' };
    return { patientId: done.patientId, placement: done.placement };
  };

  return {
    place: async (context, { patients }) => {
      if (context.principal.kind !== 'internal') return forbidden('This is for our own processes.');
      return { patients: await Promise.all(patients.map((patient) => placeOne(context, patient))) };
    },
  };
};

/** Where the organisation has its messages compared with the record, its store is compared too. Domain reference §4.2, soft match */
const differing = ({ sender, current }: FeedFacts, { dateOfBirth }: CustomerPatientInput): Unplaced | undefined => {
  const born = current?.demographics.date_of_birth ?? null;
  if (sender.checks?.softMatch.includes('DATE_OF_BIRTH') !== true || born === null || born === dateOfBirth)
    return undefined;
  return {
    reason: 'PERSON_DIFFERS',
    detail:
      'The date of birth is not that of the record with this NHS number, and your organisation has them compared.',
  };
};
