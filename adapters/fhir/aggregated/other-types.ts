import type { CapabilityStatementRestResourceSearchParam } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import type { Problem } from '../core/outcome.ts';
import { codeSystems } from './code-systems.ts';
import { readListed } from './directory.ts';
import { listedIncludes, listedTypes, type ListedType } from './listed.ts';
import { operationDefinition } from './operation-definitions.ts';
import { ofAllRecords } from './other-records.ts';
import type { Parts } from './parts.ts';
import { readProvenance, searchProvenance } from './provenance.ts';
import { readQuestionnaire } from './questionnaires.ts';
import { notKnown } from '../core/not-known.ts';
import { readRecord } from './read.ts';
import { searchListed } from './search-directory.ts';

/** A type that is no item of one patient's record: what it is found by, and how. */
export type OtherType = {
  readonly type: string;
  readonly documentation?: string;
  readonly searchParam: readonly CapabilityStatementRestResourceSearchParam[];
  readonly read: (parts: Parts, id: string, request: FhirRequest) => Promise<Answer | Problem> | Answer | Problem;
  /** Absent where a type is read only. */
  readonly search?: (parts: Parts, request: FhirRequest) => Promise<Answer | Problem> | Answer | Problem;
  readonly searchInclude?: readonly string[];
  readonly searchRevInclude?: readonly string[];
  /** Whether a read tells the version, and takes conditions. */
  readonly isVersioned?: true;
};

const listed = (type: ListedType): OtherType => ({
  type: type.type,
  documentation: type.documentation,
  // Ours have no versions.
  ...(type.withOurs === true ? {} : { isVersioned: true }),
  searchParam: [
    ...type.naming,
    ...Object.entries(type.search).map(([name, kind]) => ({ name, type: kind })),
    ...(type.naming.length === 0 || type.withOurs === true ? [] : ofAllRecords.filter(({ name }) => name !== '_has')),
  ],
  read: (parts, id, request) => ownCodeSystem(type, id) ?? readListed(parts, { listed: type, id }, request),
  ...(type.naming.length === 0
    ? {}
    : {
        search: (parts, request) => searchListed(parts, type, request),
        searchInclude: listedIncludes(type),
        searchRevInclude: ['Provenance:target'],
      }),
});

const ownCodeSystem = ({ type }: ListedType, id: string): Answer | undefined =>
  type === 'CodeSystem' && Object.hasOwn(codeSystems, id) ? fhirAnswer(JSON.stringify(codeSystems[id])) : undefined;

/** Types of which no search names a patient. The rest are the records of `served.ts`. Domain reference §7.6 */
export const otherTypes: readonly OtherType[] = [
  ...listedTypes.map(listed),
  {
    type: 'Person',
    documentation: 'To whom the patient is shown to whom it is linked, as an item of that patient’s record.',
    isVersioned: true,
    searchParam: [],
    read: (parts, id, request) => readRecord(parts, { type: 'Person', id }, request),
  },
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
    type: 'OperationDefinition',
    documentation: 'What the operations of this base take and give; to everybody.',
    searchParam: [],
    read: ({ base }, id) => {
      const found = operationDefinition(base, id);
      return found === undefined ? notKnown('OperationDefinition', id) : fhirAnswer(JSON.stringify(found));
    },
  },
];

export const otherType = (type: string): OtherType | undefined => otherTypes.find((one) => one.type === type);
