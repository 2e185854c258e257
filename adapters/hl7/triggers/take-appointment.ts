import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { PutAppointmentDocument, SetAppointmentStatusDocument, type StoreOutcome } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { appointmentFromSiu, type AppointmentInMessage } from '../read/appointment.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { appointmentPlaces, toDetails } from './appointment.map.ts';
import { sourceOf, type Incoming, type Outcome, type Trigger } from './incoming.ts';
import { matchPatient, type Placed } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/** SIU S12: an appointment is booked, or replaced as a whole. Domain reference §4.5 */
export const takeAppointment: Trigger = (incoming) => write(incoming, put);

/** SIU S15: an appointment is cancelled. One that nobody knows is made first, where the message says enough of it. */
export const cancelAppointment: Trigger = (incoming) => write(incoming, cancel);

type Write = (
  incoming: Incoming,
  appointment: AppointmentInMessage,
  placement: string,
) => Promise<StoreOutcome | Failure>;

const write = async (incoming: Incoming, writing: Write): Promise<Outcome | Failure> => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const appointment = appointmentFromSiu(incoming.message, incoming.header);
  if (isFailure(appointment)) return appointment;
  const placed = await matchPatient(incoming, identifiers);
  if (isFailure(placed)) return placed;
  const outcome = await writing(incoming, appointment, placed.placement);
  return isFailure(outcome)
    ? inMessage(outcome, appointmentPlaces(appointment))
    : { patientId: placed.patientId, warnings: warningsOf(placed, appointment, outcome) };
};

const put: Write = async (incoming, appointment, placement) => {
  const details = toDetails(appointment);
  if (details === undefined) return invalid('The start of the appointment is required.', 'details.start');
  const input = { placement, message: sourceOf(incoming), externalId: appointment.externalId, details };
  const data = await ask(incoming.asking, PutAppointmentDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.putAppointment);
  return isFailure(stored) ? stored : stored.outcome;
};

const cancel: Write = async (incoming, appointment, placement) => {
  const { externalId } = appointment;
  const details = toDetails(appointment);
  const input = { placement, message: sourceOf(incoming), externalId, status: 'CANCELLED', details } as const;
  const data = await ask(incoming.asking, SetAppointmentStatusDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.setAppointmentStatus);
  return isFailure(stored) ? stored : stored.outcome;
};

const warningsOf = (
  { warnings }: Placed,
  { managementUrl }: AppointmentInMessage,
  outcome: StoreOutcome,
): readonly Failure[] => [
  ...warnings,
  ...staleWarnings(outcome, 'SCH[1].1.1'),
  ...(managementUrl === undefined ? [] : [unsupported('The address is not stored yet.', 'ZAU[1].1')]),
];
