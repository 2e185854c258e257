import type { OperationDefinition } from 'fhir/r4.js';

/** What `$purview` takes and gives; everybody may read it. FHIR R4 §2.36 (OperationDefinition), domain reference §7.3, §7.7 */
const purview = {
  resourceType: 'OperationDefinition',
  id: 'purview',
  name: 'Purview',
  title: 'Whose records the caller reads',
  status: 'active',
  kind: 'operation',
  affectsState: false,
  description: 'The patients of whom the caller may see anything, page by page.',
  code: 'purview',
  system: true,
  type: false,
  instance: false,
  parameter: [
    { name: '_count', use: 'in', min: 0, max: '1', type: 'integer', documentation: 'How many on a page.' },
    {
      name: 'page',
      use: 'in',
      min: 0,
      max: '1',
      type: 'string',
      documentation: 'As it stands in `next` of the page before.',
    },
    {
      name: 'patient',
      use: 'out',
      min: 0,
      max: '*',
      type: 'Reference',
      targetProfile: ['http://hl7.org/fhir/StructureDefinition/Patient'],
    },
    {
      name: 'next',
      use: 'out',
      min: 0,
      max: '1',
      type: 'url',
      documentation: 'Where the next page is; absent on the last one.',
    },
  ],
} as const satisfies OperationDefinition;

const sendQuestionnaireRequest = {
  resourceType: 'OperationDefinition',
  id: 'send-questionnaire-request',
  name: 'SendQuestionnaireRequest',
  title: 'Ask patients to answer a questionnaire',
  status: 'active',
  kind: 'operation',
  affectsState: true,
  description:
    'Asks the patients to answer a published questionnaire of one of the caller’s teams: all of them, or none. Each answer is a QuestionnaireResponse in the patient’s record.',
  code: 'send-questionnaire-request',
  resource: ['Questionnaire'],
  system: false,
  type: false,
  instance: true,
  parameter: [
    {
      name: 'target',
      use: 'in',
      min: 1,
      max: '500',
      type: 'Reference',
      targetProfile: ['http://hl7.org/fhir/StructureDefinition/Patient'],
      documentation: 'A patient who shares anything with the caller; each once.',
    },
    {
      name: 'return',
      use: 'out',
      min: 1,
      max: '500',
      type: 'ServiceRequest',
      documentation: 'One for each target, in their order.',
    },
  ],
} as const satisfies OperationDefinition;

const all: readonly OperationDefinition[] = [purview, sendQuestionnaireRequest];

/** Where a definition is read, which is also its canonical URL. */
export const definitionUrl = (base: string, code: (typeof purview | typeof sendQuestionnaireRequest)['code']): string =>
  `${base}/OperationDefinition/${code}`;

export const operationDefinition = (base: string, id: string): OperationDefinition | undefined => {
  const found = all.find((one) => one.id === id);
  return found === undefined ? undefined : { ...found, url: `${base}/OperationDefinition/${id}` };
};
