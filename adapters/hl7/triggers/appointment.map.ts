import type { AppointmentChangesInput, AppointmentDetailsInput } from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { AppointmentInMessage } from '../read/appointment.ts';
import { ofSent } from '../read/sent.ts';
import { toCoding } from './coding.map.ts';

/** All that an SIU says of an appointment; `undefined` without a start, since there is no appointment without one. */
export const toDetails = (appointment: AppointmentInMessage): AppointmentDetailsInput | undefined => {
  const { start, participants, ...others } = toChanges(appointment);
  return start === undefined ? undefined : { ...others, start, participants };
};

/** The same as a change: blanks leave what is there, and whoever takes part is who is named now. */
export const toChanges = (appointment: AppointmentInMessage): Changes => {
  const { start, end, subject, description, location, type, specialty, participants, managementUrl } = appointment;
  return {
    start: start?.instant,
    end: ofSent(end, ({ instant }) => instant),
    subject,
    description,
    location,
    type: type && toCoding(type),
    specialty: specialty && toCoding(specialty),
    participants: participants.map(({ name, role }) => ({ name, role })),
    managementUrl,
  };
};

/** The address alone, as a partner sends it that knows nothing else: the appointment stays what it is. */
export const toAddressAlone = (appointment: AppointmentInMessage): Pick<Changes, 'managementUrl'> | undefined => {
  const { managementUrl, participants, ...others } = toChanges(appointment);
  const isAlone = participants.length === 0 && Object.values(others).every((value) => value === undefined);
  return managementUrl !== undefined && isAlone ? { managementUrl } : undefined;
};

type Participants = AppointmentDetailsInput['participants'];
/** A start can be named, and not taken away. */
type Changes = AppointmentChangesInput & { readonly start: string | undefined; readonly participants: Participants };

/** Where in the message each part of the input comes from. */
export const appointmentPlaces = ({ participants }: AppointmentInMessage): Places =>
  new Map([
    ...messagePlaces,
    ['externalId', 'SCH[1].1.1'],
    ...['details', 'changes'].flatMap((field) => [
      [field, 'SCH[1]'] as const,
      ...fixedPlaces.map(([name, path]) => [`${field}.${name}`, path] as const),
      ...participants.map(({ path }, index) => [`${field}.participants[${index}]`, path] as const),
    ]),
  ]);

const fixedPlaces: readonly (readonly [field: string, path: string])[] = [
  ['start', 'SCH[1].11.4'],
  ['end', 'SCH[1].11.5'],
  ['subject', 'SCH[1].7.2'],
  ['type', 'SCH[1].8'],
  ['description', 'NTE[1].3'],
  ['location', 'PV1[1].3.9'],
  ['specialty', 'PV1[1].10'],
  ['managementUrl', 'ZAU[1].1'],
];
