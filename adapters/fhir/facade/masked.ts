import type { ExactMembers } from '../../../fhir/json/exact.ts';
import type { ServedRecord } from './served.ts';

/**
 * What is said of an item whose content is not yet open to the caller: that it is there, and why what FHIR requires of it
 * is missing. Domain reference §3.2, T10
 */
export const maskedResource = (type: ServedRecord['type']): ExactMembers => ({
  meta: {
    security: [{ system: observationValue, code: 'MASKED', display: 'masked' }],
    tag: [{ system: observationValue, code: 'SUBSETTED', display: 'subsetted' }],
  },
  _status: absent(),
  ...required[type],
});

const observationValue = 'http://hl7.org/fhir/v3/ObservationValue';

/** STU3 §2.24.1 (Extension: data-absent-reason); its codes know `masked` too. */
const absent = (): ExactMembers => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
});

/** What STU3 requires of each type beside its status. */
const required: Readonly<Record<ServedRecord['type'], ExactMembers>> = {
  Appointment: { participant: [{ actor: absent(), _status: absent() }] },
  Communication: {},
  DocumentReference: { type: absent(), _indexed: absent(), content: [{ attachment: absent() }] },
  Encounter: {},
  Observation: { code: absent() },
  QuestionnaireResponse: {},
};
