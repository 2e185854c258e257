import { inStandard, inWords, type Codes } from '../kit/code-set.rules.ts';
import { EncounterClass } from './encounter-codes.types.ts';
import type { EventDetails } from './encounter-events.rules.ts';
import type { EncounterDetailsInput } from './encounter-input.types.ts';
import type { Encounter } from './encounter.types.ts';

/** What PV1 says, with what its organisation says of the codes in it. Details are kept as they were understood then. */
export const detailsInCodes = ({ classCode, ...details }: EncounterDetailsInput, codes: Codes): EventDetails => {
  const { specialty } = details;
  const patientClass = classOf(codes.meaning('CLASS', { code: classCode })?.standard?.code);
  return {
    ...details,
    ...(patientClass === undefined ? {} : { class: patientClass }),
    ...(specialty ? { specialty: inStandard(codes, 'SPECIALTY', specialty) } : {}),
  };
};

/** An encounter whose specialties read as their organisation says today. */
export const encounterInWords = ({ specialty, events, ...encounter }: Encounter, codes: Codes): Encounter => ({
  ...encounter,
  specialty: specialty && inWords(codes, 'SPECIALTY', specialty),
  events: events.map(({ specialty: service, ...event }) => ({
    ...event,
    specialty: service && inWords(codes, 'SPECIALTY', service),
  })),
});

const classOf = (code: string | undefined): EncounterClass | undefined =>
  code !== undefined && Object.hasOwn(EncounterClass, code) ? EncounterClass[code as EncounterClass] : undefined;
