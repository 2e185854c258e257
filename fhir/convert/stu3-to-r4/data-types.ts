import type { TypeTable } from '../rows.ts';

export const dataTypes: Readonly<Record<string, TypeTable>> = {
  DataRequirement: {},
  'DataRequirement.codeFilter': { rows: { valueCode: 'code', valueCoding: 'code', valueCodeableConcept: 'code' } },
  Contributor: { rows: { type: { says: { author: {}, editor: {}, reviewer: {}, endorser: {} } }, contact: '.' } },
  Dosage: { rows: { dose: 'doseAndRate[0].dose', rate: 'doseAndRate[0].rate' } },
  // A Quantity in STU3, an amount of a currency in R4.
  Money: {
    rows: { code: 'currency', system: { says: { 'urn:iso:std:iso:4217': {} } } },
    lost: ['unit', 'comparator'],
  },
  Signature: { rows: { contentType: 'sigFormat', blob: 'data' } },
  TriggerDefinition: { rows: { eventName: 'name', eventTiming: 'timing', eventData: 'data' } },
};
