import type { Component, Field } from '../er7/value.ts';
import { sent, sentText, type Sent } from './sent.ts';

export type SentAddress = {
  readonly line1: Sent<string>;
  readonly line2: Sent<string>;
  readonly city: Sent<string>;
  readonly state: Sent<string>;
  readonly postalCode: Sent<string>;
  readonly country: Sent<string>;
};

/** XAD, v2.4 §2.9.48: of several addresses the home one (type H; some write HOME), else the first. */
export const readAddress = (field: Field): Sent<SentAddress> =>
  sent(field, () => {
    const home = field.repetitions.find((address) => /^H(OME)?$/i.test(address.component(7).text.trim()));
    const address = home ?? field.repetition(1);
    return {
      line1: street(address.component(1)),
      line2: sentText(address.component(2)),
      city: sentText(address.component(3)),
      state: sentText(address.component(4)),
      postalCode: sentText(address.component(5)),
      country: sentText(address.component(6)),
    };
  });

/**
 * SAD, v2.5 §2.A.66: later versions may say again, or instead, which street it is and which number. What is no part of
 * the line was sent with an ampersand that nobody escaped.
 */
const street = (line: Component): Sent<string> =>
  sent(line, () => {
    const [whole = '', name = '', number = ''] = line.subcomponents.map((part) => part.text.trim());
    return whole === ''
      ? joined([number, name])
      : joined([whole, ...[name, number].filter((part) => !whole.includes(part))]);
  });

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
