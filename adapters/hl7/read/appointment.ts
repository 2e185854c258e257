import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import { readCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { readPerson } from './name.ts';
import { linesOf } from './observation.ts';
import { all, requiredText, sent, sentText, textOf, type Sent } from './sent.ts';
import { isBefore, readMoment, type Moment } from './time.ts';
import { readVisit, type Visit } from './visit.ts';

/** What SIU S12-S15 and S26 say of an appointment. The trigger tells whether blanks mean nothing or "leave it". */
export type AppointmentInMessage = Pick<Visit, 'location' | 'specialty'> & {
  readonly externalId: string;
  readonly type: Coded | undefined;
  readonly start: Moment | undefined;
  readonly end: Sent<Moment>;
  readonly subject: Sent<string>;
  readonly description: Sent<string>;
  readonly participants: readonly Participant[];
  readonly managementUrl: Sent<string>;
};

/** Somebody outside the system who takes part. */
export type Participant = { readonly name: string; readonly role: string | undefined; readonly path: string };

/**
 * SCH-1.1 is required, and SCH-11.4 in an S12. The other triggers need a start only when there is nothing yet to change,
 * which the appointments slice knows.
 */
export const appointmentFromSiu = (message: Er7Message, header: Header): AppointmentInMessage | Failure => {
  const sch = message.segment('SCH');
  if (sch === undefined) return invalid('An SCH segment is required.', 'SCH[1]');
  const [start, end] = [sch.field(11).component(4), sch.field(11).component(5)];
  const parts = all({
    externalId: requiredText(sch.field(1).component(1), 'The id of the appointment'),
    start: sent(start, (value) => readMoment(value, header.zone)) ?? missingStart(header, start.path),
    end: sent(end, (value) => readMoment(value, header.zone)),
    managementUrl: readManagementUrl(message),
  });
  if (isFailure(parts)) return parts;
  if (parts.start && parts.end && isBefore(parts.end, parts.start)) {
    return invalid('The appointment ends before it starts.', end.path);
  }
  const { location, specialty } = readVisit(message);
  const alternative = message.segment('ZSC');
  return {
    ...parts,
    location,
    specialty,
    type: (alternative && readCoded(alternative.field(8))) ?? readCoded(sch.field(8)),
    subject: sentText(sch.field(7).component(2)),
    description: descriptionOf(message),
    participants: message.segments('AIP').flatMap(participantOf),
  };
};

const missingStart = (header: Header, path: string): undefined | Failure =>
  header.trigger === 'S12' ? invalid('The start of the appointment is required.', path) : undefined;

/** The notes on the appointment itself: those after a resource (AIS, AIG, AIL, AIP) are about that. v2.4 §10.4 */
const descriptionOf = (message: Er7Message): Sent<string> => {
  const segments = message.segments();
  const resources = segments.findIndex((segment) => /^(RGS|AI[SGLP])$/.test(segment.name));
  const notes = segments
    .slice(0, resources === -1 ? undefined : resources)
    .filter((segment) => segment.name === 'NTE')
    .map((note) => note.field(3));
  const lines = notes.flatMap(linesOf);
  return lines.length > 0 ? lines.join('\n') : notes.some((note) => note.isNull) ? null : undefined;
};

const participantOf = (aip: Segment): readonly Participant[] => {
  const person = readPerson(aip.field(3));
  const role = textOf(aip.field(4).component(2)) ?? textOf(aip.field(4));
  return person === undefined ? [] : [{ name: person.text, role, path: aip.field(3).path }];
};

/** ZAU-1: where a patient manages the appointment. Only https, because people are going to click on it. */
const readManagementUrl = (message: Er7Message): Sent<string> | Failure => {
  const field = message.segment('ZAU')?.field(1);
  return (
    field &&
    sent(field, (value) => httpsIn(value.whole.trim()) ?? invalid('This must be an https address.', value.path))
  );
};

const httpsIn = (text: string): string | undefined =>
  URL.canParse(text) && new URL(text).protocol === 'https:' ? text : undefined;
