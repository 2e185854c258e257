import type { CodeTable } from '../rows.ts';

const requestStatus: CodeTable = { same: { cancelled: 'revoked' }, near: { suspended: 'on-hold' } };

const typeNames: CodeTable = {
  same: {
    BodySite: 'BodyStructure',
    EligibilityRequest: 'CoverageEligibilityRequest',
    EligibilityResponse: 'CoverageEligibilityResponse',
    Sequence: 'MolecularSequence',
  },
  near: { ProcedureRequest: 'ServiceRequest', ReferralRequest: 'ServiceRequest' },
  none: [
    'DataElement',
    'DeviceComponent',
    'ExpansionProfile',
    'ImagingManifest',
    'ProcessRequest',
    'ProcessResponse',
    'ServiceDefinition',
  ],
};

/** By the code list of STU3. */
export const codeLists: Readonly<Record<string, CodeTable>> = {
  'care-plan-status': requestStatus,
  'claim-use': {
    same: { complete: 'claim', proposed: 'preauthorization', exploratory: 'predetermination' },
    none: ['other'],
  },
  'clinical-impression-status': { near: { draft: 'in-progress' } },
  'condition-ver-status': { none: ['unknown'] },
  'event-status': { same: { aborted: 'stopped' }, near: { suspended: 'on-hold' } },
  'goal-status': {
    near: {
      'on-target': 'active',
      'ahead-of-target': 'active',
      'behind-target': 'active',
      sustaining: 'active',
      achieved: 'completed',
    },
  },
  'instance-availability': {
    near: { ONLINE: 'available', NEARLINE: 'available', OFFLINE: 'registered', UNAVAILABLE: 'registered' },
  },
  'measure-report-type': { same: { 'patient-list': 'subject-list' } },
  'message-significance-category': {
    same: { Consequence: 'consequence', Currency: 'currency', Notification: 'notification' },
  },
  'nutrition-request-status': {
    same: { cancelled: 'revoked' },
    near: { proposed: 'draft', planned: 'draft', requested: 'active' },
  },
  'request-status': requestStatus,
  'research-study-status': {
    same: { 'in-progress': 'active' },
    near: {
      draft: 'in-review',
      suspended: 'temporarily-closed-to-accrual',
      stopped: 'administratively-completed',
      'entered-in-error': 'withdrawn',
    },
  },
  'research-subject-status': {
    near: { enrolled: 'on-study', active: 'on-study', suspended: 'on-study', completed: 'off-study' },
  },
  'all-types': typeNames,
  'defined-types': typeNames,
  'resource-types': typeNames,
  // R4 has a list of the requests alone.
  'resource-types>request-resource-types': { near: { ...typeNames.near }, none: 'all' },
};
