import type { AppointmentDetailsInput } from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { AppointmentInMessage } from '../read/appointment.ts';
import { toCoding } from './coding.map.ts';

/** All that an SIU says of an appointment; `undefined` without a start, since there is no appointment without one. */
export const toDetails = (appointment: AppointmentInMessage): AppointmentDetailsInput | undefined => {
  const { start, end, subject, description, location, type, specialty, participants } = appointment;
  if (start === undefined) return undefined;
  return {
    start: start.instant,
    end: end?.instant,
    subject,
    description,
    location,
    type: type && toCoding(type),
    specialty: specialty && toCoding(specialty),
    participants: participants.map(({ name, role }) => ({ name, role })),
  };
};

/** Where in the message each part of the input comes from. */
export const appointmentPlaces = ({ participants }: AppointmentInMessage): Places =>
  new Map([
    ...messagePlaces,
    ...fixedPlaces,
    ...participants.map(({ path }, index) => [`details.participants[${index}]`, path] as const),
  ]);

const fixedPlaces: readonly (readonly [field: string, path: string])[] = [
  ['externalId', 'SCH[1].1.1'],
  ['details', 'SCH[1]'],
  ['details.start', 'SCH[1].11.4'],
  ['details.end', 'SCH[1].11.5'],
  ['details.subject', 'SCH[1].7.2'],
  ['details.type', 'SCH[1].8'],
  ['details.description', 'NTE[1].3'],
  ['details.location', 'PV1[1].3.9'],
  ['details.specialty', 'PV1[1].10'],
];
