import type { CapabilityStatement, OperationDefinition } from 'fhir/r3.js';
import { canonical } from '../core/systems.ts';

type Place = { readonly server: string; readonly base: string; readonly date: string };

/** The one operation of this base, the letters, and that nothing is read here. STU3 §3.1.0.8 */
export const capabilityStatement = ({ server, base, date }: Place): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'Tributary: Messaging FHIR',
  status: 'active',
  date,
  description: 'Creates and changes patients and takes letters to them, for partners. Nothing is read here.',
  kind: 'instance',
  software: { name: 'Tributary' },
  implementation: { description: 'Messaging FHIR base', url: base },
  fhirVersion: '3.0.2',
  acceptUnknown: 'no',
  format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
  rest: [
    {
      mode: 'server',
      documentation: 'A System Client names the organisation for which it acts in the header X-Org-Public-Id.',
      security: {
        service: [
          { coding: [{ system: 'http://hl7.org/fhir/restful-security-service', code: 'OAuth', display: 'OAuth' }] },
        ],
        description: `A bearer token of a System Client, from ${server}/oauth/token. This statement needs none.`,
      },
      resource: [
        {
          type: 'DocumentReference',
          documentation:
            'A letter to a patient, its bytes in the attachment: its masterIdentifier is the sender’s number, and `indexed` puts the editions of a number in order. Sent again it is done once; with the status entered-in-error it is taken back.',
          interaction: [{ code: 'create' }],
        },
      ],
      operation: [{ name: 'process-message', definition: { reference: `OperationDefinition/${processMessageId}` } }],
    },
  ],
});

export const processMessageId = 'Patient-process-message';

export const operationDefinition: OperationDefinition = {
  resourceType: 'OperationDefinition',
  id: processMessageId,
  url: `${canonical}/operation/process-message`,
  name: 'Process message',
  status: 'active',
  kind: 'operation',
  description:
    'Creates or changes a patient. Teams are named by extensions team-alias, the default team among them; without any it is the default team.',
  idempotent: true,
  code: 'process-message',
  resource: ['Patient'],
  system: false,
  type: true,
  instance: false,
  parameter: [
    { name: 'patient', use: 'in', min: 1, max: '1', type: 'Patient', documentation: 'Posted as it is.' },
    { name: 'return', use: 'out', min: 1, max: '1', type: 'OperationOutcome' },
  ],
};
