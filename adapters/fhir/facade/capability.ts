import type { CapabilityStatement, CapabilityStatementRestResource, CapabilityStatementRestSecurity } from 'fhir/r3.js';
import { definitions } from './operation-definition.ts';
import { otherTypes, servedRecords, type OtherType, type ServedRecord } from './served.ts';

/** Where this base is. */
export type Place = {
  /** The server's URL: where tokens are issued. */
  readonly server: string;
  readonly base: string;
  /** RFC 3339: since when this statement holds. */
  readonly date: string;
};

/** What this base can do, written from the tables that route its requests. STU3 §3.1.0.8 */
export const capabilityStatement = ({ server, base, date }: Place): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'Tributary: Facade FHIR',
  status: 'active',
  date,
  description:
    'The patient’s record in STU3, read-only, each item shown as far as the patient’s consent allows, and operations for those who send letters.',
  kind: 'instance',
  software: { name: 'Tributary' },
  implementation: { description: 'Facade FHIR base', url: base },
  fhirVersion: '3.0.2',
  acceptUnknown: 'both',
  format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
  rest: [
    {
      mode: 'server',
      documentation: 'A System Client names the organisation for which it acts in the header X-Org-Public-Id.',
      security: security(server),
      resource: [...servedRecords.map(recordOf), ...otherTypes.map((type) => others[type])].sort((one, other) =>
        one.type < other.type ? -1 : 1,
      ),
      operation: definitions.map(({ id = '', code }) => ({
        name: code,
        definition: { reference: `OperationDefinition/${id}` },
      })),
    },
  ],
});

const reads = { versioning: 'versioned', conditionalRead: 'full-support' } as const;
const search = { interaction: [{ code: 'read' }, { code: 'search-type' }] } as const satisfies object;

const recordOf = ({ type, search: parameters }: ServedRecord): CapabilityStatementRestResource => ({
  type,
  interaction: [...search.interaction],
  ...reads,
  searchRevInclude: ['Provenance:target'],
  searchParam: [
    {
      name: 'patient',
      type: 'reference',
      documentation: 'Mandatory: `patient=UUID`, or `patient.identifier=system|value`.',
    },
    ...Object.entries(parameters).map(([name, { kind }]) => ({ name, type: kind })),
  ],
});

const identified = (documentation: string): CapabilityStatementRestResource['searchParam'] => [
  { name: 'identifier', type: 'token', documentation },
  { name: '_id', type: 'token' },
];

const others: Readonly<Record<OtherType, CapabilityStatementRestResource>> = {
  Binary: {
    type: 'Binary',
    documentation: 'The content of a DocumentReference, under the same id.',
    interaction: [{ code: 'read' }],
  },
  Consent: {
    type: 'Consent',
    documentation: 'With whom a patient shares now: teams, professionals, and carers, who are contained.',
    interaction: [...search.interaction],
    searchParam: [{ name: 'patient', type: 'reference', documentation: 'Mandatory.' }],
  },
  Organization: {
    type: 'Organization',
    documentation: 'Organisations and their teams.',
    interaction: [...search.interaction],
    searchParam: identified('An ODS code or a public id. This or _id is mandatory.'),
  },
  Patient: {
    type: 'Patient',
    interaction: [...search.interaction],
    ...reads,
    searchParam: identified('This or _id is mandatory: `system|value`, several with commas.'),
  },
  Practitioner: {
    type: 'Practitioner',
    interaction: [...search.interaction],
    searchParam: identified('A public id. This or _id is mandatory.'),
  },
  Provenance: {
    type: 'Provenance',
    documentation: 'Who put an item into the record, under the id of the item.',
    interaction: [{ code: 'read' }],
    ...reads,
  },
  Questionnaire: {
    type: 'Questionnaire',
    documentation: 'What a team asks patients; a QuestionnaireResponse refers to it.',
    interaction: [...search.interaction],
    searchParam: [
      { name: 'url', type: 'uri', documentation: 'This or _id is mandatory.' },
      { name: '_id', type: 'token' },
    ],
  },
};

const security = (server: string): CapabilityStatementRestSecurity => ({
  cors: false,
  service: [{ coding: [{ system: 'http://hl7.org/fhir/restful-security-service', code: 'OAuth', display: 'OAuth' }] }],
  description: 'A bearer token of a System Client (client credentials) or of a User Client. This statement needs none.',
  // Where a client gets its token: SMART App Launch, conformance.
  extension: [
    {
      url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
      extension: [
        { url: 'authorize', valueUri: `${server}/oauth/authorize` },
        { url: 'token', valueUri: `${server}/oauth/token` },
      ],
    },
  ],
});
