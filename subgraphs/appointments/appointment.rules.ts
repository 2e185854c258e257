import { invalid, type Failure } from '../../kernel/failure.ts';
import { inWords, noCodes, type Codes } from '../kit/code-set.rules.ts';
import {
  codingOf,
  conceptOf,
  given,
  instantOf,
  refuseControlCharacters,
  refuseEmptyCoding,
  senderIdentifier,
  wordsOf,
} from '../kit/fhir.rules.ts';
import type { AppointmentChangesInput, AppointmentDetailsInput } from './appointment-input.types.ts';
import type { Appointment, AppointmentStatus } from './appointments.types.ts';
import type { AppointmentResource, Item, ParticipantElement } from './fhir.types.ts';
import { managementExtension, managementUrlIn, refuseManagementUrl } from './management-url.rules.ts';

/** Whose number it is, whom it is for, and how it stands. */
export type Place = {
  readonly patient: string;
  readonly organisation: string;
  readonly externalId: string;
  readonly status: AppointmentStatus;
};

/** An appointment as an R4 Appointment, along the table of domain reference §2.4. */
export const appointmentOf = (details: AppointmentDetailsInput, place: Place): object => ({
  resourceType: 'Appointment',
  extension: managementExtension(details.managementUrl),
  identifier: [senderIdentifier(place.organisation, place.externalId)],
  status: fhirStatus[place.status],
  serviceType: listOf(conceptOf(details.type)),
  specialty: listOf(conceptOf(details.specialty)),
  appointmentType: { text: given(details.subject) ?? 'Appointment' },
  start: details.start.toISOString(),
  ...endOf(details.end),
  comment: given(details.description),
  participant: [
    { actor: { reference: `Patient/${place.patient}` }, status: 'accepted' },
    ...details.participants.map(({ name, role }) => ({
      type: listOf(conceptOf({ display: role })),
      actor: { display: name },
      status: 'accepted',
    })),
    ...locationOf(details.location),
  ],
});

/** A stored Appointment with another status, and nothing else changed. */
export const withStatus = (appointmentText: string, status: AppointmentStatus): string =>
  JSON.stringify({ ...(JSON.parse(appointmentText) as AppointmentResource), status: fhirStatus[status] });

/** How a stored Appointment stands. */
export const statusIn = (appointmentText: string): AppointmentStatus =>
  statusOf((JSON.parse(appointmentText) as AppointmentResource).status);

/** An R4 Appointment as the graph shows it. */
export const projectAppointment = (item: Item, codes: Codes = noCodes): Appointment => {
  const appointment = JSON.parse(item.text) as AppointmentResource;
  const specialty = codingOf(appointment.specialty?.[0]);
  const others = (appointment.participant ?? []).filter(
    ({ actor }) => actor?.reference?.startsWith('Patient/') !== true,
  );
  return {
    id: item.id,
    version: item.version,
    externalId: appointment.identifier?.[0]?.value,
    status: statusOf(appointment.status),
    type: codingOf(appointment.serviceType?.[0]),
    start: instantOf(appointment.start),
    end: instantOf(appointment.end),
    subject: wordsOf(appointment.appointmentType) ?? appointment.description ?? 'Appointment',
    description: appointment.comment,
    location: others.find(isLocation)?.actor?.display,
    specialty: specialty && inWords(codes, 'SPECIALTY', specialty),
    participants: others.filter((one) => !isLocation(one)).flatMap(personOf),
    managementUrl: managementUrlIn(appointment.extension),
    label: item.label === 'UNSET' ? undefined : item.label,
  };
};

type Given = {
  readonly externalId: string;
  readonly message: { readonly controlId: string };
  readonly details?: GivenDetails | null;
  readonly changes?: GivenDetails;
};
type GivenDetails = Partial<AppointmentDetailsInput> | AppointmentChangesInput;

/** The first thing in the input that cannot be stored as it is, if there is one; `field` is its path in the input. */
export const refuseAppointment = (input: Given): Failure | undefined =>
  refuseControlCharacters(input) ??
  refuseEmpty(input.externalId, 'externalId') ??
  refuseEmpty(input.message.controlId, 'message.controlId') ??
  refuseDetails(input.details ?? {}, 'details') ??
  refuseDetails(input.changes ?? {}, 'changes');

/** FHIR has many states more; to a patient an appointment stands, is cancelled, or was missed. Domain reference §2.4 */
const fhirStatus = { ACTIVE: 'booked', CANCELLED: 'cancelled', DNA: 'noshow' } as const satisfies Record<
  AppointmentStatus,
  string
>;

const statusOf = (status: string): AppointmentStatus => {
  if (status === 'cancelled' || status === 'entered-in-error') return 'CANCELLED';
  return status === 'noshow' ? 'DNA' : 'ACTIVE';
};

/** Where the end is not known, FHIR still wants an end beside a start: the element is there and says so. R4 app-2, app-3 */
const endOf = (end: Date | null | undefined): object => {
  if (end !== null && end !== undefined) return { end: end.toISOString(), _end: undefined };
  const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
  return { end: undefined, _end: { extension: [{ url, valueCode: 'unknown' }] } };
};

const locationOf = (location: string | null | undefined): readonly object[] => {
  const display = given(location);
  return display === undefined ? [] : [{ actor: { type: 'Location', display }, status: 'accepted' }];
};

const listOf = (element: object | undefined): readonly object[] | undefined =>
  element === undefined ? undefined : [element];

const isLocation = ({ actor }: ParticipantElement): boolean =>
  actor?.type === 'Location' || actor?.reference?.startsWith('Location/') === true;

const personOf = ({ actor, type }: ParticipantElement): Appointment['participants'] => {
  const role = wordsOf(type?.[0]);
  return actor?.display === undefined ? [] : [{ name: actor.display, ...(role === undefined ? {} : { role }) }];
};

const refuseDetails = (details: GivenDetails, field: string): Failure | undefined => {
  const { start, end, type, specialty, participants, managementUrl } = details;
  return (
    refuseEmptyCoding(type, `${field}.type`) ??
    refuseEmptyCoding(specialty, `${field}.specialty`) ??
    refuseManagementUrl(managementUrl, `${field}.managementUrl`) ??
    (start && end && end < start
      ? invalid('An appointment does not end before it starts.', `${field}.end`)
      : undefined) ??
    (participants ?? [])
      .map(({ name }, index) => refuseEmpty(name, `${field}.participants[${index}].name`))
      .find((refusal) => refusal !== undefined)
  );
};

const refuseEmpty = (text: string, field: string): Failure | undefined =>
  given(text) === undefined ? invalid('This must not be empty.', field) : undefined;
