import { projectAppointment } from './appointment.rules.ts';
import type { AppointmentChangesInput, AppointmentDetailsInput } from './appointment-input.types.ts';
import type { Item } from './fhir.types.ts';

/**
 * What an appointment says after a change: what is left out stays, what is null goes (SIU^S13, S14). Of one that is not
 * there yet, the change is all that it says.
 *
 * @returns undefined where neither has a start: there is no appointment without one
 */
export const detailsAfter = (
  current: Item | undefined,
  changes: AppointmentChangesInput,
): AppointmentDetailsInput | undefined => {
  const before = current === undefined ? undefined : projectAppointment(current);
  const start = changes.start ?? before?.start;
  if (start === undefined) return undefined;
  const end = or(changes.end, before?.end);
  return {
    start,
    // An end that a new start has passed belonged to the old one.
    end: end && end < start ? null : end,
    type: or(changes.type, before?.type),
    subject: or(changes.subject, before?.subject),
    description: or(changes.description, before?.description),
    location: or(changes.location, before?.location),
    specialty: or(changes.specialty, before?.specialty),
    participants: changes.participants ?? before?.participants ?? [],
    managementUrl: or(changes.managementUrl, before?.managementUrl),
    label: changes.label ?? null,
  };
};

/** The stored Appointment as it is now to be, with what it says beyond what the graph knows. */
export const textAfter = (appointmentText: string, appointment: object): string =>
  JSON.stringify({ ...(JSON.parse(appointmentText) as object), ...appointment });

/** Whether a change says anything that a label follows from. */
export const isAboutLabel = ({ label, type, specialty }: AppointmentChangesInput): boolean =>
  [label, type, specialty].some((one) => one !== undefined && one !== null);

const or = <Value>(sent: Value | null | undefined, before: Value | undefined): Value | null =>
  sent === undefined ? (before ?? null) : sent;
