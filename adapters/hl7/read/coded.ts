import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { Repetition } from '../er7/value.ts';
import { textOf } from './sent.ts';

/** One way to say it. `system` is the sender's name for it (`LN`, `SCT`, `WinPath`); nothing is looked up here. */
export type Coding = {
  readonly code: string | undefined;
  readonly display: string | undefined;
  readonly system: string | undefined;
};

/** CE or CWE: the coding meant, and the same in another system. At least a code or a display is there. */
export type Coded = Coding & { readonly alternate: Coding | undefined };

/** v2.4 §2.9.8 (CE) and §2.9.11 (CWE), whose ninth component is the text that the coder had before him. */
export const readCoded = (value: Repetition): Coded | undefined => {
  const first = codingAt(value, 1);
  const second = codingAt(value, 4);
  const text = textOf(value.component(9));
  if (first !== undefined)
    return { code: first.code, display: first.display ?? text, system: first.system, alternate: second };
  if (second !== undefined)
    return { code: second.code, display: second.display, system: second.system, alternate: undefined };
  return text === undefined ? undefined : { code: undefined, display: text, system: undefined, alternate: undefined };
};

export const requiredCoded = (value: Repetition, what: string): Coded | Failure =>
  readCoded(value) ?? invalid(`${what} is required: a code or a text.`, value.path);

const codingAt = (value: Repetition, position: number): Coding | undefined => {
  const code = textOf(value.component(position));
  const display = textOf(value.component(position + 1));
  return code === undefined && display === undefined
    ? undefined
    : { code, display, system: textOf(value.component(position + 2)) };
};
