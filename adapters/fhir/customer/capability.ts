import type { CapabilityStatement } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { type Problem, problemOfErrors } from '../core/outcome.ts';
import { bulkOperations } from './bulk/operations.ts';
import { CapabilitiesOfCustomerFeedDocument, type CapabilitiesOfCustomerFeedQuery } from './documents.generated.ts';
import { operations } from './operation.ts';
import type { Feed } from './parts.ts';
import { unknownFeed } from './problems.ts';

/** `GET metadata`: what this feed can do, from what it is; to everybody. FHIR R4 §3.1.0.6 */
export const metadata = async (feed: Feed): Promise<Answer | Problem> => {
  const { data, errors } = await feed.graph.run(
    CapabilitiesOfCustomerFeedDocument,
    { feed: feed.name },
    feed.ourselves(),
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.customerCapabilities;
  if (found === null || found === undefined) return unknownFeed;
  return fhirAnswer(JSON.stringify(capabilityStatement(feed, found)));
};

type Found = NonNullable<CapabilitiesOfCustomerFeedQuery['customerCapabilities']>;

const versions = { R4: '4.0.1', STU3: '3.0.2' } as const;

const capabilityStatement = ({ base, clock }: Feed, { version, types }: Found) => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'TributaryCustomerFhir',
  title: 'Tributary: a customer’s own FHIR store',
  status: 'active',
  date: clock.now().toISOString(),
  kind: 'instance',
  software: { name: 'Tributary' },
  implementation: { description: 'Customer FHIR base', url: base },
  fhirVersion: versions[version] as CapabilityStatement['fhirVersion'],
  // STU3 asks whether unknown elements are accepted; R4 no longer does.
  ...(version === 'STU3' ? { acceptUnknown: 'both' } : {}),
  format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
  patchFormat: ['application/json-patch+json', 'application/fhir+json', 'application/fhir+xml'],
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }, { code: 'search-system' }],
      searchParam: ofAllTypes.map(([name, kind]) => ({ name, type: kind })),
      operation: [...operationsOfBase(base, version), ...bulkOperations(version, base)],
      compartment: compartments.map((name) => `http://hl7.org/fhir/CompartmentDefinition/${name}`),
      resource: types.map(({ name, parameters }) => ({
        type: name,
        interaction: interactions.map((code) => ({ code })),
        versioning: 'versioned-update',
        readHistory: true,
        updateCreate: true,
        conditionalCreate: true,
        conditionalRead: 'full-support',
        conditionalUpdate: true,
        conditionalDelete: 'multiple',
        searchInclude: [
          '*',
          ...parameters.filter(({ kind }) => kind === 'reference').map((parameter) => `${name}:${parameter.name}`),
        ],
        searchParam: parameters.map((parameter) => ({ name: parameter.name, type: parameter.kind })),
        ...(version === 'R4' ? { operation: [...operationsOf(name), ...bulkOperations(version, base, name)] } : {}),
      })),
    },
  ],
});

/** What every type is searched by, beside its own parameters. */
const ofAllTypes = [
  ['_content', 'string'],
  ['_filter', 'string'],
  ['_has', 'string'],
  ['_list', 'token'],
  ['_text', 'string'],
] as const;
const operationsOf = (type: string) =>
  operations.filter(({ types }) => types?.includes(type) ?? true).map(({ name, definition }) => ({ name, definition }));

/** R4's own `$convert` changes the form and not the version: ours has a definition of its own. */
const operationsOfBase = (base: string, version: Found['version']) => {
  const convert = { name: 'convert', definition: `${base}/OperationDefinition/convert` };
  if (version === 'R4') return [convert];
  // STU3 has no operations of a type, and refers to their definitions.
  return [convert, ...operations].map(({ name, definition }) => ({ name, definition: { reference: definition } }));
};

const compartments = ['device', 'encounter', 'patient', 'practitioner', 'relatedPerson'];

const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
] as const;
