import { observationExtensions } from '../extension-names.ts';
import type { TypeTable } from '../rows.ts';

/** The types of the Facade, and those whose names changed. Of all others the elements of the same name go over. */
export const resources: Readonly<Record<string, TypeTable>> = {
  ActivityDefinition: { rows: { doNotPerform: { modifies: true } } },
  Appointment: {
    rows: { reasonCode: 'reason', reasonReference: 'indication', basedOn: 'incomingReferral' },
    lost: ['cancelationReason', 'patientInstruction'],
  },
  'Appointment.participant': { lost: ['period'] },
  Binary: { rows: { data: 'content' } },
  BodyStructure: { to: 'BodySite', rows: { location: 'code', locationQualifier: 'qualifier' } },
  Bundle: { lost: ['timestamp'] },
  'CarePlan.activity.detail': { rows: { doNotPerform: 'prohibited' } },
  Communication: {
    rows: {
      instantiatesCanonical: 'definition',
      status: { to: 'status', says: { 'not-done': { status: 'aborted', notDone: true } } },
      statusReason: { to: 'notDoneReason', when: { element: 'status', is: 'not-done' } },
      about: 'topic',
      encounter: 'context',
    },
    lost: ['instantiatesUri', 'inResponseTo', 'statusReason', 'priority', 'topic'],
  },
  CommunicationRequest: { rows: { doNotPerform: { modifies: true } } },
  Consent: {
    rows: { performer: 'consentingParty', provision: '.' },
    lost: ['scope', 'verification'],
  },
  'Consent.provision': { to: 'Consent.except', rows: { provision: 'except' }, lost: ['provision'] },
  'Consent.provision.actor': { to: 'Consent.except.actor' },
  'Consent.provision.data': { to: 'Consent.except.data' },
  CoverageEligibilityRequest: { to: 'EligibilityRequest' },
  CoverageEligibilityResponse: { to: 'EligibilityResponse' },
  DocumentReference: { rows: { category: 'class', date: 'indexed' } },
  'DocumentReference.context': { rows: { related: 'related[+].ref' } },
  MedicationRequest: { rows: { doNotPerform: { modifies: true } } },
  MolecularSequence: { to: 'Sequence' },
  Observation: {
    rows: {
      encounter: 'context',
      note: 'comment',
      hasMember: { to: 'related[+].target', with: { type: 'has-member' } },
      derivedFrom: { to: 'related[+].target', with: { type: 'derived-from' } },
      extension: {
        by: {
          element: 'url',
          places: Object.fromEntries(
            Object.entries(observationExtensions).map(([type, url]) => [
              url,
              { to: 'related[+].target', with: { type } },
            ]),
          ),
        },
      },
    },
    lost: ['partOf', 'focus', 'effectiveTiming'],
  },
  'Observation.component': { lost: ['valueBoolean'] },
  'Parameters.parameter': {
    lost: [
      'valueContactDetail',
      'valueContributor',
      'valueDataRequirement',
      'valueDosage',
      'valueExpression',
      'valueParameterDefinition',
      'valueRelatedArtifact',
      'valueTriggerDefinition',
      'valueUsageContext',
    ],
  },
  Provenance: { rows: { occurredPeriod: 'period' }, lost: ['occurredDateTime'] },
  'Provenance.agent': { lost: ['type'] },
  Questionnaire: { lost: ['derivedFrom'] },
  'Questionnaire.item': {
    rows: {
      // "Any" is what several conditions mean in STU3.
      enableBehavior: { says: { any: {} }, modifies: true },
      answerValueSet: 'options',
      answerOption: 'option',
      initial: '.',
    },
  },
  'Questionnaire.item.initial': { rows: { value: 'initial' } },
  'Questionnaire.item.answerOption': {
    to: 'Questionnaire.item.option',
    lost: ['valueReference', 'initialSelected'],
  },
  'Questionnaire.item.enableWhen': {
    rows: {
      operator: { says: { '=': {}, exists: {} }, modifies: true },
      answerBoolean: { to: 'hasAnswer', when: { element: 'operator', is: 'exists' } },
    },
  },
  QuestionnaireResponse: { rows: { partOf: 'parent', encounter: 'context' } },
  // Both of STU3's requests; those of procedures are the more general.
  ServiceRequest: { to: 'ProcedureRequest', rows: { encounter: 'context', requester: 'requester.agent' } },
};
