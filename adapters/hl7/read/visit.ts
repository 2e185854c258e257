import type { Er7Message } from '../er7/message.ts';
import { readCoded, type Coded } from './coded.ts';
import { textOf } from './sent.ts';

/** What PV1 says that every item of the message shares. */
export type Visit = {
  /** PV1-2.1, as sent. */
  readonly patientClass: string | undefined;
  /** PV1-3.9, free text. */
  readonly location: string | undefined;
  /** PV1-10, the hospital service, which also tells how private an item is. */
  readonly specialty: Coded | undefined;
};

export const readVisit = (message: Er7Message): Visit => {
  const pv1 = message.segment('PV1');
  return {
    patientClass: pv1 && textOf(pv1.field(2)),
    location: pv1 && textOf(pv1.field(3).component(9)),
    specialty: pv1 && readCoded(pv1.field(10)),
  };
};
