import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { takePatient, type NamedPatient } from '../core/named-patient.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { patientOfRecord } from '../core/record-id.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { toConsent } from './consent.map.ts';
import { FindConsentsDocument, FindConsentsOfDocument, type FacadeSharingFragment } from './documents.generated.ts';
import { notKnown } from '../core/not-known.ts';
import type { Parts } from './parts.ts';
import { pageLimits } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** `GET Consent?patient=…`: with whom the patient shares now, as far as the caller may know. */
export const searchConsents = async (parts: Parts, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const named = takePatient({ patientParameter: 'patient' }, result.rest, parts.base);
  if (isProblem(named)) return named;
  const patient = await sharingOf(parts, named.patient, request.caller);
  if (isProblem(patient)) return patient;
  const consents = (patient?.sharing ?? []).map((shared) => toConsent(patient?.id ?? '', shared));
  return fhirAnswer(
    searchsetText(parts, {
      type: 'Consent',
      result,
      self: [named.parameter],
      total: consents.length,
      // A patient shares with few: they are one page.
      entries: consents.map((consent) => ({
        fullUrl: `${parts.base}/Consent/${consent.id ?? ''}`,
        resource: JSON.stringify(consent),
        mode: 'match',
      })),
      ignored: named.rest.map(({ name }) => name),
    }),
  );
};

/** `GET Consent/{id}` */
export const readConsent = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Consent', id);
  const sharing = await sharingOf(parts, { by: 'id', id: patient }, request.caller);
  if (isProblem(sharing)) return sharing;
  const consent = sharing?.sharing.map((shared) => toConsent(patient, shared)).find((one) => one.id === id);
  return consent === undefined ? notKnown('Consent', id) : fhirAnswer(JSON.stringify(consent));
};

const sharingOf = async (
  { graph }: Parts,
  patient: NamedPatient,
  caller: Caller,
): Promise<FacadeSharingFragment | Problem | undefined> => {
  if (patient.by === 'id') {
    const { data, errors } = await graph.run(FindConsentsDocument, { id: patient.id }, caller);
    return problemOfErrors(errors) ?? data?.patient ?? undefined;
  }
  const { data, errors } = await graph.run(FindConsentsOfDocument, { identifier: patient.identifier }, caller);
  return problemOfErrors(errors) ?? data?.patients.items[0];
};
