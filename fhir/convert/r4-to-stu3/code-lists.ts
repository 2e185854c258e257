import type { CodeTable } from '../rows.ts';

const requestStatus: CodeTable = { same: { revoked: 'cancelled' }, near: { 'on-hold': 'suspended' } };

const typeNames: CodeTable = {
  same: {
    BodyStructure: 'BodySite',
    CoverageEligibilityRequest: 'EligibilityRequest',
    CoverageEligibilityResponse: 'EligibilityResponse',
    MolecularSequence: 'Sequence',
    canonical: 'uri',
    url: 'uri',
  },
  near: { ServiceRequest: 'ProcedureRequest' },
  // Types that came with R4.
  none: 'all',
};

/** By the code list of R4. */
export const codeLists: Readonly<Record<string, CodeTable>> = {
  'address-use': { none: ['billing'] },
  'all-types': typeNames,
  appointmentstatus: { near: { 'checked-in': 'arrived', waitlist: 'proposed' } },
  'defined-types': typeNames,
  'event-status': { same: { stopped: 'aborted' }, near: { 'on-hold': 'suspended', 'not-done': 'aborted' } },
  'event-timing': {
    near: {
      'MORN.early': 'MORN',
      'MORN.late': 'MORN',
      NOON: 'AFT',
      'AFT.early': 'AFT',
      'AFT.late': 'AFT',
      'EVE.early': 'EVE',
      'EVE.late': 'EVE',
    },
  },
  'http-verb': { none: ['HEAD', 'PATCH'] },
  'identifier-use': { none: ['old'] },
  'issue-type': { near: { 'multiple-matches': 'duplicate', deleted: 'not-found' } },
  'request-status': requestStatus,
  'resource-types': typeNames,
  'trigger-type': { none: ['data-changed'] },
};
