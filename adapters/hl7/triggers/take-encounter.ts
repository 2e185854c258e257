import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import {
  CancelEncounterEventDocument,
  RecordEncounterEventDocument,
  UpdateEncounterEventDocument,
  type EncounterEventType,
} from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { encounterFromAdt, type EncounterInMessage } from '../read/encounter.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import type { Moment } from '../read/time.ts';
import { encounterPlaces, eventNamed, toEventDetails, type ToldEncounter } from './encounter.map.ts';
import { followPlan, type AboutVisit } from './follow-plan.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { inRecord } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/** ADT A01 to A05 and A14: something happened in an encounter, or is planned. Domain reference §4.5 */
export const recordEvent =
  (type: EncounterEventType, patientClass?: string): Trigger =>
  (incoming) =>
    tell(incoming, (told) => {
      const encounter = { ...told, patientClass: told.patientClass ?? patientClass };
      const at = timeOf(type, encounter);
      if (isFailure(at)) return at;
      return async (visit) => {
        const input = { ...visit, type, at: at.instant, details: toEventDetails(encounter) };
        const data = await ask(incoming.asking, RecordEncounterEventDocument, { input });
        return isFailure(data) ? data : unlessRefused(data.recordEncounterEvent);
      };
    });

/** ADT A08: an event is corrected, the one that ZVN names or else the most recent one. */
export const updateEvent: Trigger = (incoming) =>
  tell(incoming, (encounter) => {
    const { named, occurredAt, admittedAt, dischargedAt, plannedFor } = encounter;
    const type = named === undefined ? undefined : eventNamed.get(named.trigger.toUpperCase());
    if (named !== undefined && type === undefined)
      return invalid(`The event must be one of ${[...eventNamed.keys()].join(', ')}.`, named.path);
    return async (visit) => {
      const input = {
        ...visit,
        type,
        at: named?.at?.instant,
        updatedAt: occurredAt.instant,
        admittedAt: admittedAt?.instant,
        dischargedAt: dischargedAt?.instant,
        plannedFor: plannedFor?.instant,
        details: toEventDetails(encounter),
      };
      const data = await ask(incoming.asking, UpdateEncounterEventDocument, { input });
      return isFailure(data) ? data : unlessRefused(data.updateEncounterEvent);
    };
  });

/** ADT A11, A12, A13, A27 and A38: an event is taken back; of transfers the one at the time in ZVN-6, or else the latest. */
export const cancelEvent =
  (type: EncounterEventType): Trigger =>
  (incoming) =>
    tell(incoming, ({ named }) => async (visit) => {
      const input = { ...visit, type, at: named?.at?.instant };
      const data = await ask(incoming.asking, CancelEncounterEventDocument, { input });
      return isFailure(data) ? data : unlessRefused(data.cancelEncounterEvent);
    });

/** Asks the graph, once it is known for whom. */
type Telling = (visit: AboutVisit) => Promise<ToldEncounter | Failure>;

/**
 * Tells the encounter first, then its appointment what follows from it. Should the second fail after the first, the
 * message is not accepted; sent again, the encounter is found unchanged and the appointment catches up. ADR 6
 */
const tell = async (
  incoming: Incoming,
  tellingOf: (encounter: EncounterInMessage) => Telling | Failure,
): ReturnType<Trigger> => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const encounter = encounterFromAdt(incoming.message, incoming.header);
  if (isFailure(encounter)) return encounter;
  const telling = tellingOf(encounter);
  if (isFailure(telling)) return telling;

  return inRecord(incoming, { identifiers }, async ({ placement }) => {
    const visit = { placement, message: sourceOf(incoming), externalId: encounter.externalId };
    const told = await telling(visit);
    if (isFailure(told)) return inMessage(told, encounterPlaces);
    const followed = await followPlan(incoming.asking, visit, told);
    if (isFailure(followed)) return inMessage(followed, encounterPlaces);
    return staleWarnings(told.outcome, 'PV1[1].19.1');
  });
};

/** When the event was, or is to be: only of a discharge and of a plan it has to be said. */
const timeOf = (type: EncounterEventType, encounter: EncounterInMessage): Moment | Failure => {
  const { admittedAt, dischargedAt, plannedFor, occurredAt } = encounter;
  switch (type) {
    case 'ADMIT':
      return admittedAt ?? occurredAt;
    case 'TRANSFER':
      return occurredAt;
    case 'DISCHARGE':
      return dischargedAt ?? invalid('The time of the discharge is required.', 'PV1[1].45');
    case 'PRE_ADMIT':
    case 'PENDING_ADMIT':
      return plannedFor ?? invalid('The time of the planned admission is required, or PV1-44 or PV2-8.', 'EVN[1].3');
  }
};
