import type { CapabilityStatement } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { type Problem, problemOfErrors } from '../core/outcome.ts';
import { TypesOfCustomerFeedDocument, type TypesOfCustomerFeedQuery } from './documents.generated.ts';
import type { Feed } from './parts.ts';
import { unknownFeed } from './problems.ts';

/** `GET metadata`: what this feed can do, from what it is. FHIR R4 §3.1.0.6 */
export const metadata = async (feed: Feed, { caller }: FhirRequest): Promise<Answer | Problem> => {
  const { data, errors } = await feed.graph.run(TypesOfCustomerFeedDocument, { feed: feed.name }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.customerFeed;
  if (found === null || found === undefined) return unknownFeed;
  return fhirAnswer(JSON.stringify(capabilityStatement(feed, found)));
};

type Found = NonNullable<TypesOfCustomerFeedQuery['customerFeed']>;

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
  patchFormat: ['application/json-patch+json'],
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }, { code: 'search-system' }],
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
      })),
    },
  ],
});

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
