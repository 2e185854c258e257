import type { TypeTable } from '../rows.ts';

export const administration: Readonly<Record<string, TypeTable>> = {
  Account: { rows: { active: 'servicePeriod' }, lost: ['period', 'balance'] },
  'AuditEvent.agent': { rows: { reference: 'who', userId: 'who.identifier' } },
  'AuditEvent.source': { rows: { identifier: 'observer.identifier' } },
  'AuditEvent.entity': { rows: { reference: 'what', identifier: 'what.identifier' } },
  Binary: { rows: { content: 'data' } },
  ChargeItem: { rows: { definition: 'definitionUri', participant: 'performer' } },
  'ChargeItem.participant': { to: 'ChargeItem.performer', rows: { role: 'function' } },
  Composition: { rows: { class: 'category' } },
  // The root of the rules in R4 is the provision, and what STU3 excepts are provisions within it.
  Consent: {
    rows: {
      period: 'provision.period',
      consentingParty: 'performer',
      actor: 'provision.actor',
      action: 'provision.action',
      securityLabel: 'provision.securityLabel',
      purpose: 'provision.purpose',
      dataPeriod: 'provision.dataPeriod',
      data: 'provision.data',
      except: 'provision.provision',
      sourceIdentifier: 'sourceReference.identifier',
    },
    // "The choice to permit or deny recipients": other scopes came with R4.
    always: {
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    },
  },
  'Consent.actor': { to: 'Consent.provision.actor' },
  'Consent.data': { to: 'Consent.provision.data' },
  'Consent.except': { to: 'Consent.provision' },
  'Consent.except.actor': { to: 'Consent.provision.actor' },
  'Consent.except.data': { to: 'Consent.provision.data' },
  Device: { rows: { udi: '.', model: 'modelNumber', version: 'version[+].value' } },
  'Device.udi': {
    rows: {
      deviceIdentifier: 'udiCarrier[0].deviceIdentifier',
      name: { to: 'deviceName[+].name', with: { type: 'udi-label-name' } },
      jurisdiction: 'udiCarrier[0].jurisdiction',
      carrierHRF: 'udiCarrier[0].carrierHRF',
      carrierAIDC: 'udiCarrier[0].carrierAIDC',
      issuer: 'udiCarrier[0].issuer',
      entryType: 'udiCarrier[0].entryType',
    },
  },
  'DocumentManifest.content': { rows: { pReference: '.' }, lost: ['pAttachment'] },
  DocumentReference: { rows: { class: 'category', indexed: 'date' }, lost: ['created'] },
  'DocumentReference.context.related': { rows: { ref: '.' } },
  Encounter: { rows: { incomingReferral: 'basedOn', reason: 'reasonCode' } },
  'Encounter.diagnosis': { rows: { role: 'use' } },
  HealthcareService: {
    rows: { eligibility: 'eligibility[0].code', eligibilityNote: 'eligibility[0].comment', programName: 'program' },
  },
  MessageHeader: { rows: { receiver: 'destination[0].receiver' }, lost: ['timestamp'] },
  NamingSystem: { lost: ['replacedBy'] },
  Patient: { lost: ['animal'] },
  Provenance: { rows: { period: 'occurredPeriod' } },
  'Provenance.agent': { lost: ['relatedAgentType'] },
  ResearchStudy: { rows: { jurisdiction: 'location' } },
  'ResearchStudy.arm': { rows: { code: 'type' } },
  Subscription: { lost: ['tag'] },
};
