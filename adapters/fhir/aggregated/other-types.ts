import type { CapabilityStatementRestResourceSearchParam } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { codeSystems } from './code-systems.ts';
import { readListed, searchListed, type Listed } from './directory.ts';
import { operationDefinition } from './operation-definitions.ts';
import type { Parts } from './parts.ts';
import { readProvenance, searchProvenance } from './provenance.ts';
import { readQuestionnaire } from './questionnaires.ts';
import { notKnown } from '../core/not-known.ts';
import { pageLimits, refuseUnknown } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** A type that is no item of one patient's record: what it is found by, and how. */
export type OtherType = {
  readonly type: string;
  readonly documentation?: string;
  readonly searchParam: readonly CapabilityStatementRestResourceSearchParam[];
  readonly read: (parts: Parts, id: string, request: FhirRequest) => Promise<Answer | Problem> | Answer | Problem;
  /** Absent where a type is read only. */
  readonly search?: (parts: Parts, request: FhirRequest) => Promise<Answer | Problem> | Answer | Problem;
};

const identifier = {
  name: 'identifier',
  type: 'token',
  documentation: 'Mandatory: `system|value`, several with commas.',
} as const;
const ids = { name: '_id', type: 'token', documentation: 'Instead of identifier.' } as const;

const listed = (type: Listed): OtherType => ({
  type,
  searchParam: [identifier, ids],
  read: (parts, id, request) => readListed(parts, { type, id }, request),
  search: (parts, request) => searchListed(parts, type, request),
});

/**
 * What the outside asks for and no sender has put into a record so far: customers' own stay with them. There is nothing,
 * which is said as of any other type. Domain reference §7.1, §7.6
 */
const empty = (type: string, mandatory: readonly CapabilityStatementRestResourceSearchParam[]): OtherType => ({
  type,
  documentation: 'There are none so far: customers’ own are in their stores, and nowhere else.',
  searchParam: mandatory,
  read: (_parts, id) => notKnown(type, id),
  ...(mandatory.length === 0 ? {} : { search: (parts, request) => searchNothing(parts, { type, mandatory, request }) }),
});

/** Types without a patient. The rest are the records of `served.ts`. Domain reference §7.6 */
export const otherTypes: readonly OtherType[] = [
  listed('Organization'),
  listed('Practitioner'),
  {
    type: 'Provenance',
    documentation: 'Who put an item into the record, through what, and when; one for each item that may be seen.',
    searchParam: [
      {
        name: 'target',
        type: 'reference',
        documentation: 'Mandatory: `Observation/{id}`, `Patient/{id}`; several with commas, 50 at most.',
      },
    ],
    read: readProvenance,
    search: searchProvenance,
  },
  {
    type: 'Questionnaire',
    documentation: 'A published one; QuestionnaireResponses refer to it by its URL.',
    searchParam: [],
    read: readQuestionnaire,
  },
  {
    type: 'CodeSystem',
    documentation: 'Our own: privacy-label.',
    searchParam: [],
    read: (_parts, id) => {
      const found = codeSystems[id];
      return found === undefined ? notKnown('CodeSystem', id) : fhirAnswer(JSON.stringify(found));
    },
  },
  {
    type: 'OperationDefinition',
    documentation: 'What the operations of this base take and give; to everybody.',
    searchParam: [],
    read: ({ base }, id) => {
      const found = operationDefinition(base, id);
      return found === undefined ? notKnown('OperationDefinition', id) : fhirAnswer(JSON.stringify(found));
    },
  },
  empty('HealthcareService', [
    identifier,
    {
      name: 'organization',
      type: 'reference',
      documentation: 'Instead of identifier: `organization:Organization.identifier=system|value`.',
    },
  ]),
  empty('ChargeItemDefinition', [identifier]),
  empty('Location', [identifier]),
  empty('Medication', []),
  empty('Person', []),
];

export const otherType = (type: string): OtherType | undefined => otherTypes.find((one) => one.type === type);

type Sought = Pick<OtherType, 'type'> & {
  readonly mandatory: OtherType['searchParam'];
  readonly request: FhirRequest;
};

const searchNothing = (
  parts: Parts,
  { type, mandatory, request: { parameters, strict } }: Sought,
): Answer | Problem => {
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const names = mandatory.map(({ name }) => name);
  const isMandatory = (name: string): boolean => names.some((one) => name === one || name.startsWith(`${one}:`));
  const named = result.rest.filter(({ name }) => isMandatory(name));
  if (named.length === 0) return new Problem('required', `Name the ${type}: ${names.join(' or ')}.`, names[0]);
  const ignored = result.rest.filter(({ name }) => !isMandatory(name)).map(({ name }) => name);
  const refusal = strict ? refuseUnknown(type, ignored) : undefined;
  if (refusal !== undefined) return refusal;
  const none = { next: [], continuation: null, total: 0, entries: [] };
  return fhirAnswer(searchsetText(parts, { type, result, self: named, ignored, ...none }));
};
