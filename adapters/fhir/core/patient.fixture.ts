import type { Demographics } from './patient.map.ts';

/** For tests: a patient of whom nothing is known. */
export const nobodyYet: Demographics = {
  id: '9f2c0000-0000-4000-8000-000000000001',
  version: 3,
  lastUpdated: '2026-01-01T12:00:00.000Z',
  title: null,
  givenName: null,
  middleNames: null,
  familyName: null,
  gender: 'UNKNOWN',
  dateOfBirth: null,
  deceased: false,
  deceasedAt: null,
  language: null,
  phone: null,
  emails: [],
  formerIds: [],
  address: null,
  identifiers: [],
  primaryCare: null,
};
