import { expect, it } from 'vitest';
import { subjectOf } from './subject.rules.ts';

it.each([
  ['a subject', { subject: { reference: 'Patient/1' } }, '1'],
  ['a patient', { patient: { reference: 'Patient/1' } }, '1'],
  ['a version of the patient', { subject: { reference: 'Patient/1/_history/3' } }, '1'],
  [
    'one participant',
    { participant: [{ actor: { reference: 'Practitioner/2' } }, { actor: { reference: 'Patient/1' } }] },
    '1',
  ],
  ['the Patient itself', { resourceType: 'Patient', id: '1' }, '1'],
  ['another feed’s Patient', { subject: { reference: 'https://x/fhir/customer/hillside-r4/Patient/1' } }, undefined],
  ['another server’s Patient', { subject: { reference: 'https://example.org/fhir/Patient/1' } }, undefined],
  [
    'one participant of its own and one of another feed',
    {
      participant: [
        { actor: { reference: 'https://x/fhir/customer/hillside-r4/Patient/2' } },
        { actor: { reference: 'Patient/1' } },
      ],
    },
    '1',
  ],
  ['a group', { subject: { reference: 'Group/1' } }, undefined],
  [
    'two patients',
    { participant: [{ actor: { reference: 'Patient/1' } }, { actor: { reference: 'Patient/2' } }] },
    undefined,
  ],
  ['somebody contained', { subject: { reference: '#p' } }, undefined],
  ['words', { subject: { display: 'Patient/1' } }, undefined],
  ['no object', { subject: 'Patient/1', patient: 7, participant: [null, 'x'] }, undefined],
])('a resource about %s is about %j: %s', (_what, resource, id) => {
  expect(subjectOf(resource)).toBe(id);
});
