import type { Row, TypeTable } from '../rows.ts';

/** One list of contributors with types is a list for each type, without the person's part in it. */
const contributor: Row = {
  by: { element: 'type', places: { author: 'author', editor: 'editor', reviewer: 'reviewer', endorser: 'endorser' } },
};
const expression: TypeTable = { rows: { language: 'expression.language' }, lost: ['description'] };
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
  'ConceptMap.group.element.target.dependsOn': { rows: { code: 'value' } },
  ImplementationGuide: { rows: { dependency: 'dependsOn' }, lost: ['package', 'binary', 'page'] },
  'ImplementationGuide.dependency': { to: 'ImplementationGuide.dependsOn', lost: ['type'] },
  Library: { rows: { contributor } },
  Measure: { rows: { contributor }, lost: ['set', 'improvementNotation'] },
  'Measure.group': { lost: ['identifier', 'name'] },
  'Measure.group.population': { lost: ['identifier', 'name'] },
  'Measure.group.stratifier': { lost: ['identifier', 'path'] },
  'Measure.supplementalData': { lost: ['identifier', 'path'] },
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
  'TestScript.setup.action.operation': { rows: { accept: media, contentType: media } },
  'TestScript.setup.action.assert': { rows: { contentType: media }, lost: ['rule', 'ruleset'] },
  ValueSet: { lost: ['extensible'] },
};
