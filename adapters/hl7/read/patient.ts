import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';
import { readAddress, type SentAddress } from './address.ts';
import { readContacts, type Contact } from './contact.ts';
import { readGeneralPractice, type GeneralPractice } from './general-practice.ts';
import type { Header } from './header.ts';
import { missingPid, readIdentifiers, type Identifiers } from './identifiers.ts';
import { readName, type SentName } from './name.ts';
import { all, sent, textOf, type Sent } from './sent.ts';
import { readDate, readMoment, type Moment } from './time.ts';

export type Sex = 'MALE' | 'FEMALE' | 'INDETERMINATE' | 'UNKNOWN';

/** What a message says of the patient. Blank is `undefined`, `""` is `null`; which of them counts is the patients slice's rule. */
export type PatientInMessage = {
  readonly identifiers: Identifiers;
  readonly name: Sent<SentName>;
  readonly birthDate: Sent<string>;
  /** What everybody means by PID-8; `undefined` also where it is a code of the sender's own. */
  readonly sex: Sent<Sex>;
  /** PID-8 as sent. */
  readonly sexCode: Sent<string>;
  readonly address: Sent<SentAddress>;
  /** PID-13, PID-14. */
  readonly homeContacts: Sent<readonly Contact[]>;
  readonly businessContacts: Sent<readonly Contact[]>;
  readonly language: Sent<{ readonly code: string; readonly display: string | undefined }>;
  readonly deathTime: Sent<Moment>;
  readonly deceased: Sent<boolean>;
  readonly generalPractice: GeneralPractice | undefined;
};

/** PID, PD1 and ROL. PID is required, nothing in it is: what a message must say of a patient depends on what it is for. */
export const patientFromPid = (message: Er7Message, { zone }: Pick<Header, 'zone'>): PatientInMessage | Failure => {
  const pid = message.segment('PID');
  if (pid === undefined) return missingPid;
  const parts = all({
    birthDate: sent(pid.field(7), readDate),
    homeContacts: readContacts(pid.field(13), 'HOME'),
    businessContacts: readContacts(pid.field(14), 'WORK'),
    deathTime: sent(pid.field(29), (field) => readMoment(field, zone)),
    deceased: sent(pid.field(30), readYesNo),
  });
  if (isFailure(parts)) return parts;
  return {
    ...parts,
    identifiers: readIdentifiers(pid),
    sex: sent(pid.field(8), sexOf),
    sexCode: sent(pid.field(8), ({ text }) => text.trim()),
    name: sent(pid.field(5), (field) => readName(field)),
    address: readAddress(pid.field(11)),
    language: languageOf(pid),
    generalPractice: readGeneralPractice(message),
  };
};

/** PKBCS01: HL7 table 0001 without its finer points. */
const sexes = new Map<string, Sex>([
  ['M', 'MALE'],
  ['F', 'FEMALE'],
  ['U', 'UNKNOWN'],
  ['I', 'INDETERMINATE'],
  ['A', 'INDETERMINATE'],
  ['O', 'INDETERMINATE'],
]);

export const sexOf = (field: Field): Sex | undefined => sexes.get(field.text.trim().toUpperCase());

const readYesNo = (field: Field): boolean | Failure => {
  const text = field.text.trim().toUpperCase();
  return text === 'Y' || text === 'N' ? text === 'Y' : invalid('This must be Y or N.', field.path);
};

/** PID-15.1, or PID-15.4 where the sender's first coding is blank. */
const languageOf = (pid: Segment): PatientInMessage['language'] =>
  sent(pid.field(15), (field) => {
    const [code, display] = [1, 2].map((position) => textOf(field.component(position)));
    if (code !== undefined) return { code, display };
    const other = textOf(field.component(4));
    return other === undefined ? undefined : { code: other, display: textOf(field.component(5)) };
  });
