import { createHash } from 'node:crypto';
import type { Item } from './facts.ts';

/** A hospital's number of this patient. */
export const numberSystem = 'https://numbers.example/hospital';
export const numberOf = (patient: string): string => `N${patient}`;

/** The bytes of a document. */
export const contentOf = ({ secret }: Item): Buffer => Buffer.from(`A letter about ${secret}.`);

/** The id of the place in the directory at which this encounter alone is. */
export const placeOf = ({ id }: Pick<Item, 'id'>): string => `place-${id.slice(-13)}`;
export const placeSystem = 'urn:places';

/** What everybody may read of it. */
export const placeResource = (encounter: Item): object => ({
  resourceType: 'Location',
  identifier: [{ system: placeSystem, value: placeOf(encounter) }],
  status: 'active',
});

/** A resource of the item's kind that says its secret word where a search can find it. */
export const resourceOf = ({ kind, patient, secret, id }: Item): object => {
  const subject = { reference: `Patient/${patient}` };
  const code = { coding: [{ system: 'http://loinc.org', code: '718-7' }], text: 'Haemoglobin' };
  switch (kind) {
    case 'Observation':
      return {
        resourceType: kind,
        status: 'final',
        code,
        subject,
        effectiveDateTime: '2026-05-01T08:00:00Z',
        valueString: secret,
      };
    case 'DiagnosticReport':
      return {
        resourceType: kind,
        status: 'final',
        code,
        subject,
        effectiveDateTime: '2026-05-01T08:00:00Z',
        conclusion: secret,
        conclusionCode: [{ coding: [{ system: 'urn:secrets', code: secret }] }],
      };
    case 'DocumentReference': {
      const content = contentOf({ secret } as Item);
      const sha256 = createHash('sha256').update(content).digest('hex');
      return {
        resourceType: kind,
        status: 'current',
        type: code,
        subject,
        date: '2026-05-01T08:00:00Z',
        description: 'A letter',
        securityLabel: [{ coding: [{ system: 'urn:secrets', code: secret }] }],
        content: [
          {
            attachment: {
              extension: [{ url: 'https://fhir.example.health/structuredefinition/sha-256', valueString: sha256 }],
              contentType: 'text/plain',
              size: content.length,
              url: `Binary/${id}`,
            },
          },
        ],
      };
    }
    case 'Encounter':
      return {
        resourceType: kind,
        status: 'in-progress',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
        type: [{ coding: [{ system: 'urn:secrets', code: secret }] }],
        subject,
        participant: [{ individual: { display: secret } }],
        period: { start: '2026-05-01T08:00:00Z' },
        location: [{ location: { display: secret, reference: `Location/${placeOf({ id })}` } }],
      };
    case 'AllergyIntolerance':
      return {
        resourceType: kind,
        clinicalStatus: { coding: [{ code: 'active' }] },
        code: { coding: [{ system: 'urn:secrets', code: secret }], text: secret },
        patient: subject,
        onsetDateTime: '2020-01-01T00:00:00Z',
        note: [{ text: secret }],
        reaction: [{ manifestation: [{ text: secret }] }],
      };
    case 'Condition':
      return {
        resourceType: kind,
        code: { coding: [{ system: 'urn:secrets', code: secret }], text: secret },
        subject,
        recordedDate: '2020-01-01T00:00:00Z',
      };
    case 'MedicationStatement':
      return {
        resourceType: kind,
        status: 'active',
        medicationCodeableConcept: { coding: [{ system: 'urn:secrets', code: secret }], text: secret },
        subject,
        dosage: [{ text: secret }],
      };
    case 'Person':
      return { resourceType: kind, name: [{ family: secret }], birthDate: '1970-01-01', link: [{ target: subject }] };
    default:
      return {
        resourceType: kind,
        status: 'booked',
        serviceType: [{ coding: [{ system: 'urn:secrets', code: secret }] }],
        appointmentType: { text: secret },
        start: '2026-07-01T09:30:00Z',
        end: '2026-07-01T10:00:00Z',
        participant: [{ actor: subject, status: 'accepted' }],
      };
  }
};
