import { unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';

/**
 * Refuses a message about several patients, visits, appointments or documents. HL7 lets some of them be (PID repeats in
 * ORU^R01 and SIU, v2.4 §7.3.1, §10.3.3); we take one, and what is done for the first must not take in what was said
 * of the second, nor AA be the answer to what was passed over.
 */
export const refuseSeveral = (message: Er7Message): Failure | undefined => {
  for (const [name, what] of subjects) {
    const second = message.segments(name)[1];
    if (second !== undefined)
      return unsupported(`A message is about one ${what}: send a message for each.`, second.path);
  }
  return undefined;
};

const subjects = [
  ['PID', 'patient'],
  ['PV1', 'visit'],
  ['SCH', 'appointment'],
  ['TXA', 'document'],
] as const;

/** Refuses one of several messages that are a single one only together: what is here may end in the middle. v2.4 §2.15.2 */
export const refuseParts = (message: Er7Message): Failure | undefined => {
  const goesOn = message.segment('ADD')?.path ?? pathIfSent(message.segment('DSC')?.field(1));
  return goesOn === undefined
    ? undefined
    : unsupported('Messages that go on in another one are not put together: send it whole.', goesOn);
};

const pathIfSent = (field: Field | undefined): string | undefined =>
  field === undefined || field.isBlank || field.isNull ? undefined : field.path;
