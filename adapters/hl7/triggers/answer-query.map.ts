import type { PatientInAnswerFragment } from '../documents.generated.ts';
import {
  repeat,
  type ComponentToSend,
  type FieldToSend,
  type RepetitionToSend,
  type SegmentToSend,
} from '../er7/build.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import type { Component, Repetition } from '../er7/value.ts';
import { hl7Timestamp } from '../timestamp.ts';

type Patient = PatientInAnswerFragment;

/** What follows MSA in ADR^A19: how it went, the question, and each patient. HL7 v2.4 §3.3.19 */
export const segmentsOf = (question: Er7Message, patients: readonly Patient[]): readonly SegmentToSend[] => {
  const [qrd, qrf] = [question.segment('QRD'), question.segment('QRF')];
  return [
    // HL7 table 0208: OK, or NF: nobody found, no errors.
    ['QAK', qrd?.field(4).text.trim() ?? '', patients.length === 0 ? 'NF' : 'OK'],
    ...(qrd === undefined ? [] : [echo(qrd, 12)]),
    ...(qrf === undefined ? [] : [echo(qrf, 9)]),
    ...patients.flatMap((patient, index) => [pid(patient, index + 1), ...pd1(patient)]),
  ];
};

/** As `read/patient.ts` reads it: what is answered here could be sent to us in an A31, and would change nothing. */
const pid = (patient: Patient, ordinal: number): SegmentToSend => {
  const { address } = patient;
  const [line1 = '', line2 = ''] = address?.lines ?? [];
  const fields = new Map<number, FieldToSend>([
    [1, String(ordinal)],
    [3, repeat(...patient.identifiers.map(identifier))],
    [5, said(patient.familyName, patient.givenName, patient.middleNames, '', patient.title)],
    [7, (patient.dateOfBirth ?? '').replaceAll('-', '')],
    [8, sexes[patient.gender]],
    [11, said(line1, line2, address?.city, address?.state, address?.postalCode, address?.country)],
    [13, repeat(...(patient.phone ? [[patient.phone, 'PRN']] : []), ...patient.emails.slice(0, 1).map(email))],
    [14, repeat(...patient.emails.slice(1, 2).map(email))],
    [15, patient.language ?? ''],
    [29, patient.deceasedAt ? hl7Timestamp(new Date(patient.deceasedAt)) : ''],
    [30, patient.deceased ? 'Y' : 'N'],
    [33, hl7Timestamp(new Date(patient.lastUpdated))],
  ]);
  return ['PID', ...Array.from({ length: 33 }, (_, index) => fields.get(index + 1) ?? '')];
};

const identifier = ({ value, authority, typeCode, verification }: Patient['identifiers'][number]): RepetitionToSend => [
  value,
  '',
  '',
  authority,
  verification ? `${typeCode}{status:${verification}}` : typeCode,
];

/** PID-13 and PID-14 may have one each; the primary address comes first. */
const email = (address: string): RepetitionToSend => ['', 'NET', 'Internet', address];

const pd1 = ({ primaryCare }: Patient): readonly SegmentToSend[] => {
  if (!primaryCare) return [];
  const { practiceName, practiceCode, practitionerName, practitionerCode } = primaryCare;
  return [['PD1', '', '', said(practiceName, '', practiceCode), said(practitionerCode, practitionerName)]];
};

/** PKBCS01 */
const sexes = { MALE: 'M', FEMALE: 'F', UNKNOWN: 'U', INDETERMINATE: 'I' } as const satisfies Record<
  Patient['gender'],
  string
>;

/** A segment given back as it came, up to the last field that the standard knows. */
const echo = (segment: Segment, last: number): SegmentToSend => {
  const sent = Array.from({ length: last }, (_, index) => segment.field(index + 1));
  const said = sent.slice(0, sent.findLastIndex((field) => !field.isBlank) + 1);
  return [segment.name, ...said.map(({ repetitions }) => repeat(...repetitions.map(repetitionOf)))];
};

/** More than the longest data type has: an XCN of v2.4 has 18. */
const components = 20;

const repetitionOf = (repetition: Repetition): RepetitionToSend => {
  if (repetition.isNull) return null;
  return trimmed(Array.from({ length: components }, (_, index) => componentOf(repetition.component(index + 1))));
};

const componentOf = ({ subcomponents }: Component): ComponentToSend => {
  const parts = subcomponents.map(({ isNull, text }) => (isNull ? null : text));
  return parts.length <= 1 ? (parts[0] ?? '') : parts;
};

/** What the record does not say is blank, which leaves as it is what the asker knows; `""` would remove it. */
const said = (...parts: readonly (string | null | undefined)[]): RepetitionToSend =>
  trimmed(parts.map((part) => part ?? ''));

/** Up to the last that says something. */
const trimmed = (parts: readonly ComponentToSend[]): readonly ComponentToSend[] =>
  parts.slice(0, parts.findLastIndex((part) => part === null || part.length > 0) + 1);
