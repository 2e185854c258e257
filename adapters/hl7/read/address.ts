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

/** SAD: later versions may divide the first line into number and street. */
const street = (line: Component): Sent<string> =>
  sent(line, () =>
    line.subcomponents
      .map((part) => part.text.trim())
      .filter((part) => part !== '')
      .join(' '),
  );
