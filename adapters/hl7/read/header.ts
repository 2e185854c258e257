import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';
import { all, requiredText, textOf } from './sent.ts';
import { readMoment, type Moment } from './time.ts';
import { fixedZone, london, type Zone } from './zone.ts';

/** What MSH says of the message as a whole. */
export type Header = {
  /** MSH-3. It also tells laboratory from radiology and measurements. */
  readonly application: string | undefined;
  /** MSH-4: on whose behalf it is sent, by its alias. */
  readonly controller: string | undefined;
  /** MSH-7. */
  readonly at: Moment;
  /** Of all times in the message that have no offset: MSH-7's, else the given one. v2.4 §2.9.48 */
  readonly zone: Zone;
  /** MSH-9: `ADT`, `A31`. */
  readonly type: string;
  readonly trigger: string;
  /** MSH-10. */
  readonly controlId: string;
  readonly processing: string | undefined;
  readonly version: string | undefined;
};

/** MSH-7, MSH-9 and MSH-10 are required. */
export const readHeader = (message: Er7Message, zone: Zone = london): Header | Failure => {
  const msh = message.segment('MSH');
  if (msh === undefined) return invalid('An MSH segment is required.', 'MSH[1]');
  const parts = all({
    at: msh.field(7).isBlank
      ? invalid('The time of the message is required.', 'MSH[1].7')
      : readMoment(msh.field(7), zone),
    type: requiredText(msh.field(9).component(1), 'The type of the message'),
    trigger: requiredText(msh.field(9).component(2), 'The trigger event'),
    controlId: requiredText(msh.field(10), 'The control id'),
  });
  if (isFailure(parts)) return parts;
  const { offset } = parts.at;
  return {
    ...parts,
    controller: controllerOf(msh.field(4)),
    application: textOf(msh.field(3)),
    zone: offset === undefined ? zone : fixedZone(offset),
    processing: textOf(msh.field(11)),
    version: textOf(msh.field(12)),
  };
};

/**
 * `alias`, or `sender{alias}` with who sends in front of for whom. The sender may call itself what it likes: who it is, its
 * credentials say, and with them the alias is held to be its own or granted. Further components (HD) say nothing new.
 */
export const controllerOf = (facility: Field): string | undefined => {
  const text = textOf(facility);
  return /^[^{]+\{([^}]+)\}$/.exec(text ?? '')?.[1]?.trim() ?? text;
};
