import { observationExtensions } from '../extension-names.ts';
import type { TypeTable } from '../rows.ts';
import type { Constants } from '../value.ts';

const achievement = (code: string): Constants => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code }],
});

export const clinical: Readonly<Record<string, TypeTable>> = {
  AdverseEvent: {
    rows: {
      category: { to: 'actuality', codes: { AE: 'actual', PAE: 'potential' } },
      type: 'event',
      reaction: 'resultingCondition',
      eventParticipant: 'contributor',
      description: { to: 'event.text', unless: 'type' },
    },
  },
  'AdverseEvent.suspectEntity': {
    rows: {
      causalityAssessment: 'causality[0].assessment',
      causalityProductRelatedness: 'causality[0].productRelatedness',
      causalityMethod: 'causality[0].method',
      causalityAuthor: 'causality[0].author',
    },
    lost: ['causality', 'causalityResult'],
  },
  AllergyIntolerance: { rows: { assertedDate: 'recordedDate' } },
  BodySite: { to: 'BodyStructure', rows: { code: 'location', qualifier: 'locationQualifier' } },
  CarePlan: { rows: { definition: 'instantiatesCanonical', context: 'encounter' } },
  'CarePlan.activity.detail': {
    rows: { definition: 'instantiatesCanonical', prohibited: 'doNotPerform' },
    lost: ['category'],
  },
  CareTeam: { rows: { context: 'encounter' } },
  ClinicalImpression: { rows: { context: 'encounter' }, lost: ['action'] },
  Condition: { rows: { context: 'encounter', assertedDate: 'recordedDate' }, lost: ['abatementBoolean'] },
  DetectedIssue: { rows: { category: 'code', date: 'identifiedDateTime' } },
  DiagnosticReport: { rows: { context: 'encounter', image: 'media', codedDiagnosis: 'conclusionCode' } },
  'DiagnosticReport.performer': { rows: { actor: '.' }, lost: ['role'] },
  'DiagnosticReport.image': { to: 'DiagnosticReport.media' },
  FamilyMemberHistory: {
    rows: {
      definition: 'instantiatesCanonical',
      notDone: { says: { false: {} }, modifies: true },
      notDoneReason: 'dataAbsentReason',
      gender: { to: 'sex', system: 'http://hl7.org/fhir/administrative-gender' },
    },
  },
  // What was one status is two: how far it is, and how well it goes.
  Goal: {
    rows: {
      status: {
        to: 'lifecycleStatus',
        codes: { 'in-progress': 'active' },
        says: {
          achieved: { lifecycleStatus: 'completed', achievementStatus: achievement('achieved') },
          sustaining: { lifecycleStatus: 'active', achievementStatus: achievement('sustaining') },
        },
      },
    },
  },
  ImagingStudy: {
    rows: {
      uid: { to: 'identifier[+].value', with: { system: 'urn:dicom:uid' } },
      accession: 'identifier',
      availability: 'status',
      modalityList: 'modality',
      patient: 'subject',
      context: 'encounter',
      reason: 'reasonCode',
    },
  },
  'ImagingStudy.series': { rows: { performer: 'performer[+].actor' }, lost: ['availability'] },
  Immunization: {
    rows: {
      // Whoever reads what HL7's own maps make of it looks for the extension.
      notGiven: { says: { true: { status: 'not-done' }, false: {} }, kept: true },
      date: 'occurrenceDateTime',
      practitioner: 'performer',
      explanation: '.',
      vaccinationProtocol: 'protocolApplied',
    },
  },
  'Immunization.explanation': { rows: { reason: 'reasonCode', reasonNotGiven: 'statusReason' } },
  'Immunization.practitioner': { to: 'Immunization.performer', rows: { role: 'function' } },
  'Immunization.vaccinationProtocol': {
    to: 'Immunization.protocolApplied',
    rows: { doseSequence: 'doseNumberPositiveInt', seriesDoses: 'seriesDosesPositiveInt' },
    lost: ['description', 'doseStatus', 'doseStatusReason'],
  },
  // Made anew, whatever its recommendations have: they say when, and who.
  ImmunizationRecommendation: { always: {} },
  'ImmunizationRecommendation.recommendation': { rows: { protocol: '.', date: '^date' } },
  'ImmunizationRecommendation.recommendation.protocol': { rows: { authority: '^authority' }, lost: ['doseSequence'] },
  Media: {
    rows: {
      type: { system: 'http://terminology.hl7.org/CodeSystem/media-type', codes: { photo: 'image' } },
      subtype: 'modality',
      context: 'encounter',
      occurrence: 'created',
    },
    // STU3 knows media that are there, and no others.
    always: { status: 'completed' },
  },
  Observation: {
    rows: {
      context: 'encounter',
      comment: 'note[+].text',
      related: {
        by: {
          element: 'type',
          places: {
            'has-member': 'hasMember',
            'derived-from': 'derivedFrom',
            'sequel-to': { to: 'extension[+].valueReference', with: { url: observationExtensions['sequel-to'] } },
            replaces: { to: 'extension[+].valueReference', with: { url: observationExtensions.replaces } },
          },
        },
      },
    },
    lost: ['valueAttachment'],
  },
  'Observation.related': {
    rows: { target: '.', type: { says: { 'has-member': {}, 'derived-from': {}, 'sequel-to': {}, replaces: {} } } },
  },
  'Observation.component': { lost: ['valueAttachment'] },
  Procedure: {
    rows: {
      definition: 'instantiatesCanonical',
      notDone: { says: { true: { status: 'not-done' }, false: {} } },
      notDoneReason: 'statusReason',
      context: 'encounter',
    },
  },
  'Procedure.performer': { rows: { role: 'function' } },
  QuestionnaireResponse: { rows: { parent: 'partOf', context: 'encounter' } },
  'QuestionnaireResponse.item': { lost: ['subject'] },
  RiskAssessment: { rows: { context: 'encounter', reasonCodeableConcept: 'reasonCode', comment: 'note[+].text' } },
  Sequence: { to: 'MolecularSequence' },
  'Sequence.referenceSeq': { rows: { strand: { codes: { '1': 'watson', '-1': 'crick' } } } },
};
