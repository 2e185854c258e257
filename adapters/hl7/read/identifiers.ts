import { invalid, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import type { Repetition } from '../er7/value.ts';
import { textOf } from './sent.ts';

/** Which patient is meant: a number, whose it is, and of which type (`9434765919`, `NHS`, `NH`). */
export type Identifier = {
  readonly value: string;
  /** `''` where the sender gave none: an organisation may have a type of number that stands for itself. */
  readonly authority: string;
  readonly type: string;
  /** Of an NHS number, whether it was traced: `01` verified … `08`. NHS Data Dictionary */
  readonly verification: string | undefined;
  readonly path: string;
};

export type Identifiers = {
  readonly usable: readonly Identifier[];
  /** Where a number stands whose type is missing: it identifies nobody, and the sender should know. */
  readonly ignored: readonly string[];
};

/** All that a message about something else has to say of its patient. PID is required. */
export const identifiersFromPid = (message: Er7Message): Identifiers | Failure => {
  const pid = message.segment('PID');
  return pid === undefined ? missingPid : readIdentifiers(pid);
};

export const missingPid = invalid('A PID segment is required.', 'PID[1]');

/** PID-2 and PID-3 mean the same; what both say is said once. Whether anyone knows the pair of authority and type comes later. */
export const readIdentifiers = (pid: Segment): Identifiers =>
  readNumbers([...pid.field(2).repetitions, ...pid.field(3).repetitions]);

/** MRG-1: the number of which the sender says that it is given up. v2.4 §3.4.9 */
export const retiredIdentifiers = (message: Er7Message): Identifiers | Failure => {
  const [mrg, other] = message.segments('MRG');
  if (mrg === undefined) return missingMrg;
  if (other !== undefined) return onePairOnly;
  return readNumbers(mrg.field(1).repetitions);
};

const missingMrg = invalid('An MRG segment is required: it names the number that is given up.', 'MRG[1]');
const onePairOnly = unsupported('One message merges one pair of records: send a message for each.', 'MRG[2]');

const readNumbers = (repetitions: readonly Repetition[]): Identifiers => {
  const usable = new Map<string, Identifier>();
  const ignored: string[] = [];
  for (const value of repetitions) {
    if (value.component(1).isBlank || value.component(1).isNull) continue;
    const identifier = identifierAt(value);
    if (identifier === undefined) {
      ignored.push(value.path);
      continue;
    }
    const key = JSON.stringify([identifier.authority, identifier.type, identifier.value]);
    const known = usable.get(key);
    if (known === undefined) usable.set(key, identifier);
    else if (known.verification === undefined) usable.set(key, { ...known, verification: identifier.verification });
  }
  return { usable: [...usable.values()], ignored };
};

/** CX, v2.4 §2.9.12: value^^^authority^type. The type may carry the tracing status: `NH{status:01}`. */
const identifierAt = (value: Repetition): Identifier | undefined => {
  const authority = textOf(value.component(4)) ?? textOf(value.component(4).subcomponent(2)) ?? '';
  const said = textOf(value.component(5));
  if (said === undefined) return undefined;
  const [, type = said, verification] = /^([^{]+)\{status:\s*(\d\d)\}$/i.exec(said) ?? [];
  const text = value.component(1).text.trim();
  return {
    value: type === 'NH' || authority === 'NHS' ? text.replace(/[\s-]/g, '') : text,
    authority,
    type,
    verification,
    path: value.path,
  };
};
