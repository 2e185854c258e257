import type { TypeTable } from '../rows.ts';

export const dataTypes: Readonly<Record<string, TypeTable>> = {
  DataRequirement: { lost: ['subject', 'limit', 'sort'] },
  'DataRequirement.codeFilter': { rows: { code: 'valueCoding', valueSet: 'valueSetReference' }, lost: ['searchParam'] },
  'DataRequirement.dateFilter': { lost: ['searchParam'] },
  Dosage: { rows: { doseAndRate: '.' }, lost: ['modifierExtension'] },
  'Dosage.doseAndRate': { lost: ['type'] },
  ElementDefinition: { lost: ['modifierExtension', 'sliceIsConstraining', 'isModifierReason'] },
  Meta: { lost: ['source'] },
  // An amount of a currency in R4, a Quantity in STU3.
  Money: { rows: { currency: { to: 'code', with: { system: 'urn:iso:std:iso:4217' } } } },
  Reference: { lost: ['type'] },
  RelatedArtifact: { lost: ['label'] },
  Signature: { rows: { sigFormat: 'contentType', data: 'blob' }, lost: ['targetFormat'] },
  Timing: { lost: ['modifierExtension'] },
  TriggerDefinition: { rows: { name: 'eventName', timing: 'eventTiming', data: 'eventData' }, lost: ['condition'] },
  UsageContext: { lost: ['valueReference'] },
};
