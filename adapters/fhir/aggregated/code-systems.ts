import type { CodeSystem } from 'fhir/r4.js';
import { canonical } from '../core/systems.ts';

/** The code systems that are ours. Domain reference §3.1, §7.7 */
export const codeSystems: Readonly<Record<string, CodeSystem | undefined>> = {
  'privacy-label': {
    resourceType: 'CodeSystem',
    id: 'privacy-label',
    url: `${canonical}/codesystem/privacy-label`,
    name: 'PrivacyLabel',
    title: 'Privacy labels',
    status: 'active',
    description: 'Patients share their records by these labels; an item has one of them at most.',
    content: 'complete',
    concept: [
      { code: 'GENERAL_HEALTH', display: 'General health' },
      { code: 'SEXUAL_HEALTH', display: 'Sexual health' },
      { code: 'MENTAL_HEALTH', display: 'Mental health' },
      { code: 'SOCIAL_CARE', display: 'Social care' },
    ],
  },
};
