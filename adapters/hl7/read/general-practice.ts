import type { Er7Message } from '../er7/message.ts';
import { readPerson, type Person } from './name.ts';
import { textOf } from './sent.ts';

/** Where the patient is registered, and with whom: practice by ODS code, doctor by GMC number. */
export type GeneralPractice = {
  readonly name: string | undefined;
  readonly odsCode: string | undefined;
  readonly doctor: Person | undefined;
};

/** PD1-3 (XON: name, then the code third or, in later versions, tenth) and PD1-4, or the ROL of a primary care provider. */
export const readGeneralPractice = (message: Er7Message): GeneralPractice | undefined => {
  const pd1 = message.segment('PD1');
  const practice = pd1?.field(3).repetition(1);
  const name = practice && textOf(practice.component(1));
  const odsCode = practice && (textOf(practice.component(3)) ?? textOf(practice.component(10)));
  const doctor = (pd1 && readPerson(pd1.field(4))) ?? doctorInRole(message);
  return name === undefined && odsCode === undefined && doctor === undefined ? undefined : { name, odsCode, doctor };
};

/** ROL-3 `PP`, HL7 table 0443. */
const doctorInRole = (message: Er7Message): Person | undefined => {
  const role = message.segments('ROL').find((rol) => rol.field(3).text.trim() === 'PP');
  return role && readPerson(role.field(4));
};
