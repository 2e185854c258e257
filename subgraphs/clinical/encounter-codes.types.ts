/** Domain reference §2.5 */
export const EncounterEventType = {
  PRE_ADMIT: 'PRE_ADMIT',
  PENDING_ADMIT: 'PENDING_ADMIT',
  ADMIT: 'ADMIT',
  TRANSFER: 'TRANSFER',
  DISCHARGE: 'DISCHARGE',
} as const;
export type EncounterEventType = keyof typeof EncounterEventType;

/** The classes of PKBCS04. Domain reference §4.4 */
export const EncounterClass = {
  INPATIENT: 'INPATIENT',
  OUTPATIENT: 'OUTPATIENT',
  EMERGENCY: 'EMERGENCY',
  PRE_ADMISSION: 'PRE_ADMISSION',
  HOME: 'HOME',
  VIRTUAL: 'VIRTUAL',
  OTHER: 'OTHER',
} as const;
export type EncounterClass = keyof typeof EncounterClass;
