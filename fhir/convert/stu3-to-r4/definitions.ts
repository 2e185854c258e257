import type { Row, TypeTable } from '../rows.ts';

/** One list of contributors with types is a list for each type, without the person's part in it. */
const contributor: Row = {
  by: { element: 'type', places: { author: 'author', editor: 'editor', reviewer: 'reviewer', endorser: 'endorser' } },
};
const expression: TypeTable = { rows: { language: 'expression.language', description: 'expression.description' } };
/** The name of an expression in a library of CQL, or the path to an element where there is none. */
const criteria: Row = { to: 'criteria.expression', with: { language: 'text/cql' } };
const path: Row = { to: 'criteria.expression', with: { language: 'text/fhirpath' }, unless: 'criteria' };
const media = {
  codes: { json: 'application/fhir+json', xml: 'application/fhir+xml', ttl: 'text/turtle' },
};

export const definitions: Readonly<Record<string, TypeTable>> = {
  ActivityDefinition: { rows: { contributor } },
  'ActivityDefinition.dynamicValue': expression,
  CapabilityStatement: { lost: ['acceptUnknown', 'profile'] },
  'CapabilityStatement.rest.security': { lost: ['certificate'] },
  'CapabilityStatement.rest.operation': { to: 'CapabilityStatement.rest.resource.operation' },
  'CapabilityStatement.messaging': { lost: ['event'] },
  CompartmentDefinition: { lost: ['title', 'jurisdiction'] },
  // "equivalent" is what STU3 means where nothing is said, here and below the default value of its definition.
  'ConceptMap.group.element.target': { always: { equivalence: 'equivalent' } },
  'ConceptMap.group.element.target.dependsOn': { rows: { code: 'value' } },
  // STU3 knows rules that must be followed, and no tests.
  'GraphDefinition.link.target.compartment': { always: { use: 'requirement' } },
  ImplementationGuide: {
    rows: {
      dependency: 'dependsOn',
      package: 'definition.grouping',
      binary: 'manifest.other',
      page: 'definition.page',
    },
  },
  'ImplementationGuide.dependency': { to: 'ImplementationGuide.dependsOn', lost: ['type'] },
  'ImplementationGuide.package': { to: 'ImplementationGuide.definition.grouping', lost: ['resource'] },
  'ImplementationGuide.page': {
    to: 'ImplementationGuide.definition.page',
    rows: { source: 'nameUrl' },
    lost: ['kind', 'type', 'package', 'format'],
  },
  Library: { rows: { contributor } },
  Measure: { rows: { contributor }, lost: ['set', 'improvementNotation'] },
  'Measure.group': { lost: ['identifier', 'name'] },
  'Measure.group.population': { rows: { criteria }, lost: ['identifier', 'name'] },
  'Measure.group.stratifier': { rows: { criteria, path }, lost: ['identifier'] },
  'Measure.supplementalData': { rows: { criteria, path }, lost: ['identifier'] },
  MeasureReport: {
    rows: { patient: 'subject', reportingOrganization: 'reporter', evaluatedResources: 'evaluatedResource' },
  },
  'MeasureReport.group': { lost: ['identifier'] },
  'MeasureReport.group.population': { rows: { patients: 'subjectResults' }, lost: ['identifier'] },
  'MeasureReport.group.stratifier': { lost: ['identifier'] },
  'MeasureReport.group.stratifier.stratum.population': { rows: { patients: 'subjectResults' }, lost: ['identifier'] },
  MessageDefinition: { rows: { responseRequired: { codes: { true: 'always', false: 'never' } } } },
  OperationDefinition: {
    rows: { idempotent: { says: { true: { affectsState: false }, false: { affectsState: true } } } },
  },
  'OperationDefinition.parameter': { rows: { profile: 'targetProfile' } },
  PlanDefinition: { rows: { contributor } },
  'PlanDefinition.action': { rows: { label: 'prefix', triggerDefinition: 'trigger' } },
  'PlanDefinition.action.condition': expression,
  'PlanDefinition.action.dynamicValue': expression,
  // "Any" is what several conditions mean in STU3.
  'Questionnaire.item': {
    rows: { options: 'answerValueSet', option: 'answerOption', initial: 'initial[+].value' },
    always: { enableBehavior: 'any' },
  },
  'Questionnaire.item.option': { to: 'Questionnaire.item.answerOption' },
  'Questionnaire.item.enableWhen': {
    rows: { hasAnswer: { to: 'answerBoolean', with: { operator: 'exists' } } },
    lost: ['answerAttachment'],
    always: { operator: '=' },
  },
  StructureDefinition: {
    rows: {
      contextType: { says: { resource: {}, datatype: {} } },
      context: { to: 'context[+].expression', with: { type: 'element' } },
    },
  },
  TestScript: { lost: ['rule', 'ruleset'] },
  'TestScript.fixture': { always: { autocreate: false, autodelete: false } },
  'TestScript.metadata.capability': { always: { required: false, validated: false } },
  'TestScript.setup.action.operation': {
    rows: { accept: media, contentType: media },
    always: { encodeRequestUrl: true },
  },
  'TestScript.setup.action.assert': {
    rows: { contentType: media },
    lost: ['rule', 'ruleset'],
    always: { warningOnly: false },
  },
  ValueSet: { lost: ['extensible'] },
};
