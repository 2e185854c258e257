import {
  canonical,
  codingOf,
  conceptOf,
  given,
  instantOf,
  organisationReference,
  senderIdentifier,
} from '../kit/fhir.rules.ts';
import { eventExtension, eventInExtension } from './encounter-event.rules.ts';
import { isPlan, type StandingEvent } from './encounter-events.rules.ts';
import type { EncounterClass } from './encounter-codes.types.ts';
import type { Encounter, EncounterLocation } from './encounter.types.ts';
import type { EncounterResource, Item, Place } from './fhir.types.ts';
import { locationWords } from './encounter-location.rules.ts';

/** An encounter as an R4 Encounter. What stands in it follows from its events, of which there is at least one. */
export const encounterOf = (
  events: readonly StandingEvent[],
  { patient, organisation, externalId }: Place & { readonly externalId: string },
): object => {
  const latest = events.at(-1);
  if (latest === undefined) throw new Error('An encounter without events is none.');
  const specialty = events.findLast((event) => event.specialty !== undefined)?.specialty;
  return {
    resourceType: 'Encounter',
    extension: events.map(eventExtension),
    identifier: [senderIdentifier(organisation, externalId)],
    status: statusOf(events),
    class: classCodings[latest.class],
    serviceType: conceptOf(specialty),
    subject: { reference: `Patient/${patient}` },
    participant: listed(participantsOf(events)),
    period: periodOf(events),
    location: listed(locationsOf(events)),
    serviceProvider: organisationReference(organisation),
  };
};

/** The last that was known of an encounter of which nothing stands any more. */
export const withoutEvents = (encounter: object): object => ({ ...encounter, status: 'entered-in-error' });

/** An R4 Encounter as the graph shows it, by whomever it was written. `closed`: that it is there, and nothing of it. */
export const projectEncounter = (item: Item, closed: boolean): Encounter => {
  const label = item.label === 'UNSET' ? undefined : item.label;
  if (closed) return { id: item.id, version: item.version, status: 'unknown', class: 'OTHER', events: [], label };
  const encounter = JSON.parse(item.text) as EncounterResource;
  const events = (encounter.extension ?? []).flatMap(eventInExtension);
  const naming = (role: 'attenders' | 'consulters'): string | undefined =>
    events.findLast((event) => event[role].length > 0)?.[role][0];
  return {
    id: item.id,
    version: item.version,
    externalId: encounter.identifier?.[0]?.value,
    status: encounter.status,
    class: classOf(encounter.class?.code),
    start: instantOf(encounter.period?.start),
    end: instantOf(encounter.period?.end),
    location: events.findLast(({ location }) => location !== undefined)?.location ?? lastLocation(encounter),
    specialty: codingOf(encounter.serviceType),
    consultant: naming('consulters') ?? naming('attenders') ?? encounter.participant?.[0]?.individual?.display,
    events,
    label,
  };
};

const statusOf = (events: readonly StandingEvent[]): string => {
  if (events.some(({ type }) => type === 'DISCHARGE')) return 'finished';
  return events.every(isPlan) ? 'planned' : 'in-progress';
};

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** R4 value set encounter-class (extensible): what it has no code for carries one of ours. */
const classCodings = {
  INPATIENT: { system: actCode, code: 'IMP', display: 'inpatient encounter' },
  OUTPATIENT: { system: actCode, code: 'AMB', display: 'ambulatory' },
  EMERGENCY: { system: actCode, code: 'EMER', display: 'emergency' },
  PRE_ADMISSION: { system: actCode, code: 'PRENC', display: 'pre-admission' },
  HOME: { system: actCode, code: 'HH', display: 'home health' },
  VIRTUAL: { system: actCode, code: 'VR', display: 'virtual' },
  OTHER: { system: `${canonical}/codesystem/encounter-class`, code: 'OTHER', display: 'other' },
} as const satisfies Record<EncounterClass, object>;

const classOf = (code: string | undefined): EncounterClass => {
  const names = Object.keys(classCodings) as readonly EncounterClass[];
  if (code === 'ACUTE' || code === 'NONAC') return 'INPATIENT';
  return names.find((name) => classCodings[name].code === code) ?? 'OTHER';
};

/** From the admission, else the first that is known of the stay; a stay that is only planned has its day too. */
const periodOf = (events: readonly StandingEvent[]): object | undefined => {
  const began = events.find(({ type }) => type === 'ADMIT') ?? events.find(({ type }) => type === 'TRANSFER');
  const start = (events.every(isPlan) ? events[0] : began)?.at;
  const end = events.find(({ type }) => type === 'DISCHARGE')?.at;
  if (start === undefined && end === undefined) return undefined;
  // R4 per-1: a period does not end before it starts. Which of two such times is wrong, the sender will say.
  return start !== undefined && end !== undefined && end < start ? { end } : { start, end };
};

/** Each place the patient has been at, until the next event. */
const locationsOf = (events: readonly StandingEvent[]): readonly object[] => {
  const stays = events.some((event) => !isPlan(event)) ? events.filter((event) => !isPlan(event)) : events;
  return stays.flatMap((event, index) => {
    const display = locationWords(event.location);
    if (display === undefined || event.type === 'DISCHARGE') return [];
    const location = { type: 'Location', display };
    if (isPlan(event)) return [{ location, status: 'planned' }];
    const end = stays.slice(index + 1).find(({ type, location: next }) => type === 'DISCHARGE' || next)?.at;
    return [{ location, status: end === undefined ? 'active' : 'completed', period: { start: event.at, end } }];
  });
};

const roles = [
  ['attenders', 'ATND', 'attender'],
  ['referrers', 'REF', 'referrer'],
  ['consulters', 'CON', 'consultant'],
] as const;

/** Of each role, those whom the newest event with somebody in it names. */
const participantsOf = (events: readonly StandingEvent[]): readonly object[] =>
  roles.flatMap(([role, code, display]) =>
    (events.findLast((event) => event[role].length > 0)?.[role] ?? []).map((name) => ({
      type: [{ coding: [{ system: participation, code, display }] }],
      individual: { display: name },
    })),
  );

const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';

const listed = (elements: readonly object[]): readonly object[] | undefined =>
  elements.length === 0 ? undefined : elements;

const lastLocation = ({ location }: EncounterResource): EncounterLocation | undefined => {
  const text = given(location?.at(-1)?.location?.display);
  return text === undefined ? undefined : { text };
};
