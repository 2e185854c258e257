import type { Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { Problem } from '../core/outcome.ts';
import { readConsent, searchConsents } from './consents.ts';
import { readListed, searchListed } from './directory.ts';
import type { Parts } from './parts.ts';
import { readQuestionnaire, searchQuestionnaires } from './questionnaires.ts';
import { readPatient, readProvenance, readRecord } from './read.ts';
import { searchPatients } from './search-patients.ts';
import { searchRecords } from './search-records.ts';
import { servedRecord, servedTypes, type OtherType } from './served.ts';

type Search = (parts: Parts, request: FhirRequest) => Promise<Answer | Problem>;
type Read = (parts: Parts, id: string, request: FhirRequest) => Promise<Answer | Problem>;

/** `GET {Type}?…` */
export const search = async (parts: Parts, type: string, request: FhirRequest): Promise<Answer | Problem> => {
  const served = servedRecord(type);
  if (served !== undefined) return searchRecords(parts, served, request);
  const one = Object.hasOwn(searches, type) ? searches[type as OtherType] : undefined;
  return one === undefined ? notServed(`A search for ${type}`) : one(parts, request);
};

/** `GET {Type}/{id}` */
export const read = async (
  parts: Parts,
  { type, id }: { readonly type: string; readonly id: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  // `Observation/?…` is what some clients make of a base URL and a query.
  if (id === '') return search(parts, type, request);
  const served = servedRecord(type);
  if (served !== undefined) return readRecord(parts, { type: served.type, id }, request);
  const one = Object.hasOwn(reads, type) ? reads[type as OtherType] : undefined;
  return one === undefined ? notServed(type) : one(parts, id, request);
};

/** A Provenance is found with what it is about, a Binary by its DocumentReference. */
const searches: Readonly<Partial<Record<OtherType, Search>>> = {
  Consent: searchConsents,
  Organization: (parts, request) => searchListed(parts, 'Organization', request),
  Patient: searchPatients,
  Practitioner: (parts, request) => searchListed(parts, 'Practitioner', request),
  Questionnaire: searchQuestionnaires,
};

const reads: Readonly<Partial<Record<OtherType, Read>>> = {
  Consent: readConsent,
  Organization: (parts, id, request) => readListed(parts, { type: 'Organization', id }, request),
  Patient: readPatient,
  Practitioner: (parts, id, request) => readListed(parts, { type: 'Practitioner', id }, request),
  Provenance: readProvenance,
  Questionnaire: readQuestionnaire,
};

const notServed = (what: string): Problem =>
  new Problem('unknown_type', `${what} is not served here; GET metadata says what is: ${servedTypes.join(', ')}.`);
