import type { TypeTable } from '../rows.ts';

export const medications: Readonly<Record<string, TypeTable>> = {
  Medication: {
    rows: { package: '.' },
    lost: ['isBrand', 'isOverTheCounter', 'image'],
  },
  'Medication.package': { rows: { batch: 'batch' }, lost: ['container', 'content'] },
  'Medication.package.batch': { to: 'Medication.batch' },
  'Medication.ingredient': { rows: { amount: 'strength' } },
  MedicationAdministration: {
    rows: {
      definition: 'instantiates',
      notGiven: { says: { true: { status: 'not-done' }, false: {} } },
      reasonNotGiven: 'statusReason',
      prescription: 'request',
    },
  },
  'MedicationAdministration.performer': { lost: ['onBehalfOf'] },
  MedicationDispense: { rows: { notDone: { says: { false: {} }, modifies: true }, notDoneReason: 'statusReason' } },
  'MedicationDispense.performer': { lost: ['onBehalfOf'] },
  MedicationRequest: { rows: { definition: 'instantiatesCanonical', context: 'encounter' } },
  'MedicationRequest.requester': { rows: { agent: '.' }, lost: ['onBehalfOf'] },
  MedicationStatement: {
    rows: {
      // The other codes have no status of their own in R4: whether it was taken stays in the extension.
      taken: { says: { n: { status: 'not-taken' }, y: {}, unk: {}, na: {} }, kept: true },
      reasonNotTaken: 'statusReason',
    },
  },
};
