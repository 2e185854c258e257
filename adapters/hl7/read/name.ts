import type { Repetition } from '../er7/value.ts';
import { sentText, textOf, type Sent } from './sent.ts';

/** A patient's name, each part of which may be left alone or removed. */
export type SentName = {
  readonly title: Sent<string>;
  readonly given: Sent<string>;
  readonly middle: Sent<string>;
  readonly family: Sent<string>;
  readonly suffix: Sent<string>;
};

/** Somebody mentioned: a doctor, an author. */
export type Person = {
  /** As the sender numbers people: a GMC number, a local code. */
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly given: string | undefined;
  readonly family: string | undefined;
  /** "Dr Kathleen Woolfson"; the id when there is no name. */
  readonly text: string;
};

/** XPN, v2.4 §2.9.51: family^given^middle^suffix^title. */
export const readName = (value: Repetition): SentName => ({
  family: sentText(value.component(1)),
  given: sentText(value.component(2)),
  middle: sentText(value.component(3)),
  suffix: sentText(value.component(4)),
  title: sentText(value.component(5)),
});

/** XCN, v2.4 §2.9.49: id^family^given^middle^suffix^title. */
export const readPerson = (value: Repetition): Person | undefined => {
  const [id, family, given, middle, suffix, title] = [1, 2, 3, 4, 5, 6].map((at) => textOf(value.component(at)));
  const name = [title, given, middle, family, suffix].filter((part) => part !== undefined).join(' ');
  const text = family === undefined && given === undefined ? id : name;
  return text === undefined ? undefined : { id, title, given, family, text };
};
