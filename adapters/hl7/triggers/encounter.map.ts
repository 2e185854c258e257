import type {
  AppointmentDetailsInput,
  EncounterClass,
  EncounterDetailsInput,
  EncounterEventType,
  EventToldFragment,
} from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { EncounterInMessage } from '../read/encounter.ts';
import { ofSent } from '../read/sent.ts';
import { toCoding } from './coding.map.ts';

/** What came back from the graph: what became of the encounter, and the event that the message is about. */
export type ToldEncounter = Extract<EventToldFragment, { readonly __typename: 'StoredEncounter' }>;
export type ToldEvent = NonNullable<ToldEncounter['event']>;

/** All that PV1 says of an event. */
export const toEventDetails = (encounter: EncounterInMessage): EncounterDetailsInput => ({
  class: ofSent(encounter.patientClass, (code) => classes.get(code.toUpperCase()) ?? 'OTHER'),
  classCode: encounter.patientClass ?? undefined,
  location: encounter.location,
  specialty: ofSent(encounter.specialty, toCoding),
  attenders: encounter.attenders,
  referrers: encounter.referrers,
  consulters: encounter.consulters,
});

/** The event that ZVN-1 names by its trigger. Domain reference §4.6 */
export const eventNamed: ReadonlyMap<string, EncounterEventType> = new Map([
  ['A01', 'ADMIT'],
  ['A02', 'TRANSFER'],
  ['A03', 'DISCHARGE'],
  ['A04', 'ADMIT'],
  ['A05', 'PRE_ADMIT'],
  ['A14', 'PENDING_ADMIT'],
]);

/** A stay that is planned is an appointment too, under a number that follows from the visit's. */
export const appointmentNumber = (externalId: string, { type }: Pick<ToldEvent, 'type'>): string =>
  `encounter/${externalId}/${type}`;

export const isPlan = ({ type }: Pick<ToldEvent, 'type'>): boolean => type === 'PRE_ADMIT' || type === 'PENDING_ADMIT';

/** The appointment says what the event says. Domain reference §2.4 */
export const toAppointment = (event: ToldEvent): AppointmentDetailsInput => {
  const { text, ward, room, bed } = event.location ?? {};
  const parts = [ward, room, bed].filter((part) => part !== null && part !== undefined);
  const people = [
    [event.attenders, 'Attender'],
    [event.referrers, 'Referrer'],
    [event.consulters, 'Consulter'],
  ] as const;
  return {
    start: event.at,
    subject: subjects[event.class],
    location: text ?? (parts.length === 0 ? undefined : parts.join(', ')),
    specialty: event.specialty,
    participants: people.flatMap(([names, role]) => names.map((name) => ({ name, role }))),
  };
};

/** Where in the message each part of the input comes from. */
export const encounterPlaces: Places = new Map([
  ...messagePlaces,
  ['externalId', 'PV1[1].19.1'],
  ['type', 'ZVN[1].1.1'],
  ['at', 'EVN[1].6'],
  ['details', 'PV1[1]'],
  ['details.class', 'PV1[1].2.1'],
  ['details.classCode', 'PV1[1].2.1'],
  ['details.location', 'PV1[1].3'],
  ['details.location.text', 'PV1[1].3.9'],
  ['details.location.ward', 'PV1[1].3.1'],
  ['details.location.room', 'PV1[1].3.2'],
  ['details.location.bed', 'PV1[1].3.3'],
  ['details.attenders', 'PV1[1].7'],
  ['details.referrers', 'PV1[1].8'],
  ['details.consulters', 'PV1[1].9'],
  ['details.specialty', 'PV1[1].10'],
]);

/** PKBCS04. Domain reference §4.4 */
const classes: ReadonlyMap<string, EncounterClass> = new Map([
  ['I', 'INPATIENT'],
  ['O', 'OUTPATIENT'],
  ['E', 'EMERGENCY'],
  ['P', 'PRE_ADMISSION'],
  ['H', 'HOME'],
  ['V', 'VIRTUAL'],
]);

/** What a patient reads; without one an appointment is an "Appointment". */
const subjects: Readonly<Record<EncounterClass, string | undefined>> = {
  INPATIENT: 'Inpatient stay',
  OUTPATIENT: 'Outpatient visit',
  EMERGENCY: 'Emergency visit',
  PRE_ADMISSION: 'Pre-admission visit',
  HOME: 'Home visit',
  VIRTUAL: 'Telephone or video visit',
  OTHER: undefined,
};
