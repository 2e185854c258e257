import { conflict, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { UpsertPatientDocument } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { listsFromAdt, type ListsInMessage } from '../read/lists.ts';
import { patientFromPid } from '../read/patient.ts';
import { teamsFromAdt } from '../read/teams.ts';
import { feedMessageOf, type Trigger } from './incoming.ts';
import { placingWarnings } from './match-patient.ts';
import { patientPlaces, toPatient } from './patient.map.ts';

/** ADT A28 and A31, which mean the same: a record is created, or changed where the message says so. Domain reference §4.5 */
export const takePatient: Trigger = async (incoming) => {
  const { asking, message, header } = incoming;
  const patient = patientFromPid(message, header);
  if (isFailure(patient)) return patient;
  const lists = listsFromAdt(message, header);
  if (isFailure(lists)) return lists;
  const teams = teamsFromAdt(message);

  const input = { message: feedMessageOf(incoming), ...toPatient(patient, teams) };
  const data = await ask(asking, UpsertPatientDocument, { input });
  if (isFailure(data)) return data;
  const placed = unlessRefused(data.upsertPatientFromFeed);
  if (isFailure(placed)) return inMessage(placed, patientPlaces(patient, teams));
  const warnings = [
    ...placingWarnings(patient.identifiers, placed.warnings),
    ...(placed.outcome === 'STALE' ? [stale] : []),
    ...notStored(lists),
  ];
  return { patientId: placed.patientId, warnings };
};

const stale = conflict('A newer message had come before, and what it said of the patient stands.', 'MSH[1].7');

/** Checked, but not kept yet: who sends them should not believe otherwise. */
const notStored = ({ allergies, diagnoses, medications }: ListsInMessage): readonly Failure[] => [
  ...(allergies === undefined ? [] : [unsupported('Allergies are not stored yet.', 'AL1[1]')]),
  ...(diagnoses === undefined ? [] : [unsupported('Diagnoses are not stored yet.', 'DG1[1]')]),
  ...(medications === undefined ? [] : [unsupported('Medications are not stored yet.', 'ZRX[1]')]),
];
