import type { CapabilityStatement, CapabilityStatementRestResource, CapabilityStatementRestSecurity } from 'fhir/r4.js';
import { definitionUrl } from './operation-definitions.ts';
import { otherTypes, type OtherType } from './other-types.ts';
import { ofAllRecords } from './other-records.ts';
import { reverseIncludesOf } from './reverse-includes.ts';
import { servedRecords, type ServedRecord } from './served.ts';

/** Where this base is. */
export type Place = {
  /** The server's URL: where tokens are issued. */
  readonly server: string;
  /** The FHIR base URL. */
  readonly base: string;
  /** RFC 3339: since when this statement holds. */
  readonly date: string;
};

/** What this base can do, written from the table that routes its requests. FHIR R4 §3.1.0.6 */
export const capabilityStatement = ({ server, base, date }: Place): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'TributaryAggregatedFhir',
  title: 'Tributary: aggregated FHIR',
  status: 'active',
  date,
  description:
    'The patient’s record from all sources, read-only, each item shown as far as the patient’s consent allows. Every search names one patient, or what is about none.',
  kind: 'instance',
  software: { name: 'Tributary' },
  implementation: { description: 'Aggregated FHIR base', url: base },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
  rest: [
    {
      mode: 'server',
      documentation:
        'Tokens take :not, :text, :of-type, :missing, and :in and :not-in with a value set that is held here: of FHIR’s own ' +
        'those with a required binding, all of SNOMED CT, all of LOINC.',
      security: security(server),
      resource: [patient, ...servedRecords.map(recordOf), ...otherTypes.map((type) => otherOf(type, base)), binary],
      operation: [{ name: 'purview', definition: definitionUrl(base, 'purview') }],
    },
  ],
});

const reads = {
  versioning: 'versioned',
  conditionalRead: 'full-support',
} as const satisfies Partial<CapabilityStatementRestResource>;

const patient: CapabilityStatementRestResource = {
  type: 'Patient',
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  ...reads,
  searchParam: [
    {
      name: 'identifier',
      type: 'token',
      documentation: 'This or _id is mandatory: `system|value`, several with commas.',
    },
    { name: '_id', type: 'token', documentation: 'The public id of one patient.' },
  ],
  searchRevInclude: ['Provenance:target'],
};

const recordOf = ({ type, patientParameter, search }: ServedRecord): CapabilityStatementRestResource => ({
  type,
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  ...reads,
  searchInclude: ['*', ...includesOf({ type, patientParameter, search })],
  searchRevInclude: ['Provenance:target', ...reverseIncludesOf(type)],
  searchParam: [
    {
      name: patientParameter,
      type: 'reference',
      documentation:
        `Mandatory, as \`${patientParameter}:Patient.identifier=system|value\` or \`${patientParameter}=Patient/{id}\`; ` +
        `\`${patientParameter}.identifier\` says the same.`,
    },
    ...(patientParameter === 'patient'
      ? []
      : [
          {
            name: 'patient',
            type: 'reference' as const,
            documentation: `The same as \`${patientParameter}\`, for a patient.`,
          },
        ]),
    ...Object.entries(search).map(([name, kind]) => ({ name, type: kind })),
    ...ofAllRecords,
  ],
});

/** What may come with items of a type because they refer to it. FHIR R4 §3.1.1.5.4 */
const includesOf = ({ type, patientParameter, search }: ServedRecord): readonly string[] =>
  [...new Set([patientParameter, 'patient', ...Object.keys(search).filter((name) => search[name] === 'reference')])]
    .map((name) => `${type}:${name}`)
    .sort();

const otherOf = (
  { type, documentation, isVersioned, searchParam, search, searchInclude, searchRevInclude }: OtherType,
  base: string,
): CapabilityStatementRestResource => ({
  type,
  ...(documentation === undefined ? {} : { documentation }),
  interaction: [{ code: 'read' }, ...(search === undefined ? [] : [{ code: 'search-type' as const }])],
  ...(isVersioned === true ? reads : {}),
  ...(searchInclude === undefined || searchInclude.length === 0 ? {} : { searchInclude: [...searchInclude] }),
  ...(searchRevInclude === undefined ? {} : { searchRevInclude: [...searchRevInclude] }),
  ...(searchParam.length === 0 ? {} : { searchParam: [...searchParam] }),
  ...(type === 'Questionnaire'
    ? {
        operation: [
          {
            name: 'send-questionnaire-request',
            definition: definitionUrl(base, 'send-questionnaire-request'),
          },
        ],
      }
    : {}),
});

const binary: CapabilityStatementRestResource = {
  type: 'Binary',
  documentation:
    'The content of a DocumentReference, under the same id: its bytes, or a Binary where FHIR JSON is asked for.',
  interaction: [{ code: 'read' }],
};

const security = (server: string): CapabilityStatementRestSecurity => ({
  cors: false,
  service: [
    {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth', display: 'OAuth' },
      ],
    },
  ],
  description:
    'A bearer token of a Customer System Client (client credentials) or of a User Client. This statement needs none.',
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
