import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';
import { readCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { readPerson } from './name.ts';
import { all, each, requiredText, sent, sentText, textOf, type Sent } from './sent.ts';
import { isBefore, readMoment, type Moment } from './time.ts';

/** What ADT A01 to A38 say of a stay. The trigger tells which event it is, and which of the times have to be there. */
export type EncounterInMessage = {
  /** PV1-19.1 */
  readonly externalId: string;
  /** PV1-2.1 */
  readonly patientClass: Sent<string>;
  /** PV1-3 */
  readonly location: Sent<Place>;
  /** PV1-10 */
  readonly specialty: Sent<Coded>;
  /** PV1-7, PV1-8 and PV1-9 */
  readonly attenders: Sent<readonly string[]>;
  readonly referrers: Sent<readonly string[]>;
  readonly consulters: Sent<readonly string[]>;
  /** PV1-44 and PV1-45 */
  readonly admittedAt: Moment | undefined;
  readonly dischargedAt: Moment | undefined;
  /** EVN-3, else PV1-44, else PV2-8. Domain reference §4.5, A05 */
  readonly plannedFor: Moment | undefined;
  /** EVN-6, else MSH-7 */
  readonly occurredAt: Moment;
  /** ZVN: which event an A08 is about. */
  readonly named: { readonly trigger: string; readonly at: Moment | undefined; readonly path: string } | undefined;
};

/** What is known of ward, room and bed, and the sender's own words. */
export type Place = Readonly<Record<'text' | 'ward' | 'room' | 'bed', string | undefined>>;

export const encounterFromAdt = (message: Er7Message, header: Header): EncounterInMessage | Failure => {
  const pv1 = message.segment('PV1');
  if (pv1 === undefined) return invalid('A PV1 segment is required.', 'PV1[1]');
  const moment = (field: Field | undefined): Moment | undefined | Failure =>
    field === undefined ? undefined : (sent(field, (value) => readMoment(value, header.zone)) ?? undefined);
  const evn = message.segment('EVN');
  const parts = all({
    externalId: requiredText(pv1.field(19).component(1), 'The number of the visit'),
    admittedAt: moment(pv1.field(44)),
    dischargedAt: moment(pv1.field(45)),
    plannedByEvent: moment(evn?.field(3)),
    plannedByVisit: moment(message.segment('PV2')?.field(8)),
    occurredAt: moment(evn?.field(6)),
    attenders: people(pv1.field(7)),
    referrers: people(pv1.field(8)),
    consulters: people(pv1.field(9)),
    named: namedEvent(message.segment('ZVN'), moment),
  });
  if (isFailure(parts)) return parts;
  const { plannedByEvent, plannedByVisit, occurredAt, ...told } = parts;
  if (told.admittedAt && told.dischargedAt && isBefore(told.dischargedAt, told.admittedAt))
    return invalid('The patient is discharged before being admitted.', 'PV1[1].45');
  return {
    ...told,
    patientClass: sentText(pv1.field(2).component(1)),
    location: sent(pv1.field(3), placeOf),
    specialty: sent(pv1.field(10), readCoded),
    plannedFor: plannedByEvent ?? told.admittedAt ?? plannedByVisit,
    occurredAt: occurredAt ?? header.at,
  };
};

/** PL, v2.4 §2.9.30: ward^room^bed^facility^status^type^building^floor^description. */
const placeOf = (field: Field): Place => ({
  text: textOf(field.component(9)),
  ward: textOf(field.component(1)),
  room: textOf(field.component(2)),
  bed: textOf(field.component(3)),
});

/** Whoever is named has a family name. Domain reference §2.5 */
const people = (field: Field): Sent<readonly string[]> | Failure =>
  sent(field, () =>
    each(
      field.repetitions.filter(({ isBlank, isNull }) => !isBlank && !isNull),
      (repetition) => {
        const person = readPerson(repetition);
        return person?.family === undefined
          ? invalid('The family name is required of whoever is named here.', repetition.component(2).path)
          : person.text;
      },
    ),
  );

const namedEvent = (
  zvn: Segment | undefined,
  moment: (field: Field) => Moment | undefined | Failure,
): EncounterInMessage['named'] | Failure => {
  const code = zvn?.field(1).component(1);
  const trigger = code === undefined ? undefined : textOf(code);
  if (zvn === undefined || code === undefined || trigger === undefined) return undefined;
  const at = moment(zvn.field(6));
  return isFailure(at) ? at : { trigger, at, path: code.path };
};
