import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import {
  ChangeAppointmentDocument,
  PutAppointmentDocument,
  SetAppointmentStatusDocument,
  type AppointmentStatus,
  type StoreOutcome,
} from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { appointmentFromSiu, type AppointmentInMessage } from '../read/appointment.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { appointmentPlaces, toAddressAlone, toChanges, toDetails } from './appointment.map.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { inRecord } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/** SIU S12: an appointment is booked, or replaced as a whole. Domain reference §4.5 */
export const takeAppointment: Trigger = (incoming) => write(incoming, put);

/** SIU S15: an appointment is cancelled. One that nobody knows is made first, where the message says enough of it. */
export const cancelAppointment: Trigger = (incoming) => write(incoming, setStatus('CANCELLED'));

/** SIU S26: the patient did not attend. The same otherwise. */
export const missAppointment: Trigger = (incoming) => write(incoming, setStatus('DNA'));

/**
 * SIU S13 and S14, which mean the same: blanks leave what is there, whoever takes part is named anew, and an appointment
 * that was cancelled or missed stands again; one that nobody knows is made. A message of nothing but an address (ZAU)
 * changes nothing but that: it comes from a partner that knows no more.
 */
export const changeAppointment: Trigger = (incoming) => write(incoming, change);

type Write = (
  incoming: Incoming,
  appointment: AppointmentInMessage,
  placement: string,
) => Promise<StoreOutcome | Failure>;

const write = async (incoming: Incoming, writing: Write): ReturnType<Trigger> => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const appointment = appointmentFromSiu(incoming.message, incoming.header);
  if (isFailure(appointment)) return appointment;
  return inRecord(incoming, { identifiers }, async ({ placement }) => {
    const outcome = await writing(incoming, appointment, placement);
    return isFailure(outcome)
      ? inMessage(outcome, appointmentPlaces(appointment))
      : staleWarnings(outcome, 'SCH[1].1.1');
  });
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

const setStatus =
  (status: AppointmentStatus): Write =>
  async (incoming, appointment, placement) => {
    const details = toDetails(appointment);
    const { externalId } = appointment;
    const input = { placement, message: sourceOf(incoming), externalId, status, details };
    const data = await ask(incoming.asking, SetAppointmentStatusDocument, { input });
    if (isFailure(data)) return data;
    const stored = unlessRefused(data.setAppointmentStatus);
    return isFailure(stored) ? stored : stored.outcome;
  };

const change: Write = async (incoming, appointment, placement) => {
  const address = toAddressAlone(appointment);
  const said =
    address === undefined ? { status: 'ACTIVE' as const, changes: toChanges(appointment) } : { changes: address };
  const input = { placement, message: sourceOf(incoming), externalId: appointment.externalId, ...said };
  const data = await ask(incoming.asking, ChangeAppointmentDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.changeAppointment);
  return isFailure(stored) ? stored : stored.outcome;
};
