import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message } from '../er7/message.ts';
import { readName } from './name.ts';
import { sexOf, type Sex } from './patient.ts';
import { sent, type Sent } from './sent.ts';
import { readDate } from './time.ts';

/** Whom a message about something else says it is about. */
export type PersonInMessage = {
  readonly family?: string;
  readonly given?: string;
  readonly birthDate?: string;
  readonly sex?: Sex;
  /** PID-8 as sent. */
  readonly sexCode?: string;
};

/**
 * PID-5, 7 and 8 of a message that changes no demographics. It is compared with the record at most, so that what cannot be
 * read is passed over here, and missed where it is needed.
 */
export const personFromPid = (message: Er7Message): PersonInMessage => {
  const pid = message.segment('PID');
  if (pid === undefined) return {};
  const name = sent(pid.field(5), readName);
  const family = text(name?.family);
  const given = text(name?.given);
  const birthDate = orNothing(sent(pid.field(7), readDate));
  const sex = orNothing(sent(pid.field(8), sexOf));
  const sexCode = text(sent(pid.field(8), (field) => field.text.trim()));
  return {
    ...(family === undefined ? {} : { family }),
    ...(given === undefined ? {} : { given }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(sex === undefined ? {} : { sex }),
    ...(sexCode === undefined ? {} : { sexCode }),
  };
};

const orNothing = <Value>(value: Sent<Value | Failure>): Value | undefined =>
  value === null || value === undefined || isFailure(value) ? undefined : value;

/** A name with control characters is nobody's. */
const text = (value: Sent<string>): string | undefined =>
  value && !/[\u0000-\u001f\u007f]/.test(value) ? value : undefined;
