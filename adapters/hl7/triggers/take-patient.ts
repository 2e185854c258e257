import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { ReplaceSourceListsDocument, UpsertPatientDocument } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { listsFromAdt, type ListsInMessage } from '../read/lists.ts';
import { patientFromPid } from '../read/patient.ts';
import { teamsFromAdt } from '../read/teams.ts';
import { heldFor } from './held.ts';
import { feedMessageOf, sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { listPlaces, listsIn, toLists } from './lists.map.ts';
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

  const input = { message: feedMessageOf(incoming), ...toPatient(patient, teams), lists: listsIn(lists) };
  const data = await ask(asking, UpsertPatientDocument, { input });
  if (isFailure(data)) return data;
  const placed = unlessRefused(data.upsertPatientFromFeed);
  if (isFailure(placed)) return inMessage(placed, patientPlaces(patient, teams));
  if (placed.__typename === 'HeldForReview') return heldFor(placed);
  const stored = await storeLists(incoming, placed.placement, lists);
  if (isFailure(stored)) return stored;
  const warnings = [
    ...placingWarnings(patient.identifiers, placed.warnings),
    ...(placed.outcome === 'STALE' ? [stale] : []),
    ...stored,
  ];
  return { patientId: placed.patientId, warnings };
};

const stale = conflict('A newer message had come before, and what it said of the patient stands.', 'MSH[1].7');

/** Where the second fails after the first, the message is not accepted; sent again, the record is found unchanged. */
const storeLists = async (
  incoming: Incoming,
  placement: string,
  lists: ListsInMessage,
): Promise<readonly Failure[] | Failure> => {
  const sent = toLists(lists);
  if (sent === undefined) return [];
  const input = { placement, message: sourceOf(incoming), ...sent };
  const data = await ask(incoming.asking, ReplaceSourceListsDocument, { input });
  if (isFailure(data)) return data;
  const replaced = unlessRefused(data.replaceSourceLists);
  if (isFailure(replaced)) return inMessage(replaced, listPlaces(lists));
  return replaced.lists.some(({ outcome }) => outcome === 'STALE') ? [staleList] : [];
};

const staleList = conflict('A newer message had brought this list before, and what it said stands.', 'MSH[1].7');
