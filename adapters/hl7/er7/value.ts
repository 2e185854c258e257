import { unescape, type Encoding } from './escape.ts';
import type { RawField } from './library.ts';

/**
 * Something at a place in a message. `text` is what a reader of an older version would take it for: of a field the first
 * repetition's first component, of a component the first sub-component (HL7 v2.4 §2.11). Unescaped, not trimmed.
 */
export type Er7Text = {
  /** Where it is, to tell the sender: segment, its number from 1, field, repetition if several, component… `PID[1].3[2].1` */
  readonly path: string;
  /** `''` when nothing was sent, and when null was. */
  readonly text: string;
  /** Nothing was sent, or nothing but blanks: leave what is known as it is. */
  readonly isBlank: boolean;
  /** `""` was sent: what is known is to be removed. HL7 v2.4 §2.6 */
  readonly isNull: boolean;
};

/** Positions count from 1, as in the standard. What was not sent is blank. */
export type Component = Er7Text & {
  readonly subcomponent: (position: number) => Er7Text;
  readonly subcomponents: readonly Er7Text[];
};

export type Repetition = Er7Text & {
  readonly component: (position: number) => Component;
  /** The text with separators and all: for ST, TX and FT, whose senders often forget to escape what is only an ampersand. */
  readonly whole: string;
};

export type Field = Repetition & {
  /** Those that were sent, blank ones between others too. Empty when the field is blank. */
  readonly repetitions: readonly Repetition[];
  readonly repetition: (position: number) => Repetition;
};

/** The field at `path`; `undefined` stands for one beyond the end of its segment. */
export const fieldAt = (path: string, raw: RawField | undefined, encoding: Encoding): Field =>
  new FieldValue(path, raw ?? [], encoding);

type Subparts = readonly string[];
type Parts = readonly Subparts[];

class TextValue implements Er7Text {
  readonly path: string;
  readonly #raw: string;
  readonly #encoding: Encoding;

  constructor(path: string, raw: string, encoding: Encoding) {
    this.path = path;
    this.#raw = raw;
    this.#encoding = encoding;
  }

  get text(): string {
    return textOf(this.#raw, this.#encoding);
  }

  get isBlank(): boolean {
    return blank(this.#raw);
  }

  get isNull(): boolean {
    return this.#raw === nullValue;
  }
}

class ComponentValue implements Component {
  readonly path: string;
  readonly #subparts: Subparts;
  readonly #encoding: Encoding;

  constructor(path: string, subparts: Subparts, encoding: Encoding) {
    this.path = path;
    this.#subparts = subparts;
    this.#encoding = encoding;
  }

  get text(): string {
    return textOf(this.#subparts[0] ?? '', this.#encoding);
  }

  get isBlank(): boolean {
    return this.#subparts.every(blank);
  }

  get isNull(): boolean {
    return this.#subparts.length === 1 && this.#subparts[0] === nullValue;
  }

  subcomponent(position: number): Er7Text {
    return new TextValue(`${this.path}.${position}`, this.#subparts[position - 1] ?? '', this.#encoding);
  }

  get subcomponents(): readonly Er7Text[] {
    return this.#subparts.map((_, index) => this.subcomponent(index + 1));
  }
}

class RepetitionValue implements Repetition {
  readonly path: string;
  readonly #parts: Parts;
  readonly #encoding: Encoding;

  constructor(path: string, parts: Parts, encoding: Encoding) {
    this.path = path;
    this.#parts = parts;
    this.#encoding = encoding;
  }

  get text(): string {
    return textOf(this.#parts[0]?.[0] ?? '', this.#encoding);
  }

  get whole(): string {
    const { component, subcomponent = '' } = this.#encoding.separators;
    return textOf(this.#parts.map((subparts) => subparts.join(subcomponent)).join(component), this.#encoding);
  }

  get isBlank(): boolean {
    return this.#parts.every((subparts) => subparts.every(blank));
  }

  get isNull(): boolean {
    return this.#parts.length === 1 && this.#parts[0]?.length === 1 && this.#parts[0][0] === nullValue;
  }

  component(position: number): Component {
    return new ComponentValue(`${this.path}.${position}`, this.#parts[position - 1] ?? [], this.#encoding);
  }
}

class FieldValue implements Field {
  readonly path: string;
  readonly #raw: RawField;
  readonly #encoding: Encoding;
  readonly #first: Repetition;

  constructor(path: string, raw: RawField, encoding: Encoding) {
    this.path = path;
    this.#raw = raw;
    this.#encoding = encoding;
    this.#first = this.repetition(1);
  }

  get text(): string {
    return this.#first.text;
  }

  get whole(): string {
    return this.#first.whole;
  }

  get isBlank(): boolean {
    return this.#raw.every((parts) => parts.every((subparts) => subparts.every(blank)));
  }

  get isNull(): boolean {
    return this.#raw.length === 1 && this.#first.isNull;
  }

  component(position: number): Component {
    return this.#first.component(position);
  }

  repetition(position: number): Repetition {
    const path = this.#raw.length > 1 || position > 1 ? `${this.path}[${position}]` : this.path;
    return new RepetitionValue(path, this.#raw[position - 1] ?? [], this.#encoding);
  }

  get repetitions(): readonly Repetition[] {
    return this.isBlank ? [] : this.#raw.map((_, index) => this.repetition(index + 1));
  }
}

const nullValue = '""';

const blank = (raw: string): boolean => raw.trim() === '';

const textOf = (raw: string, encoding: Encoding): string => (raw === nullValue ? '' : unescape(raw, encoding));
