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

/**
 * The field of this number in a segment; no `raw` stands for one beyond the end of the segment. Nearly nobody asks where
 * something stands: a path is made when somebody does.
 */
export const fieldAt = (segment: Owner, position: number, raw: RawField = []): Field =>
  new FieldValue(segment, position, raw);

/** What something is a part of. */
type Owner = { readonly path: string; readonly encoding: Encoding };

type Subparts = readonly string[];
type Parts = readonly Subparts[];

/** The part of this number. */
abstract class Part<Raw> implements Owner {
  readonly encoding: Encoding;
  protected readonly owner: Owner;
  protected readonly position: number;
  protected readonly raw: Raw;

  constructor(owner: Owner, position: number, raw: Raw) {
    this.encoding = owner.encoding;
    this.owner = owner;
    this.position = position;
    this.raw = raw;
  }

  get path(): string {
    return `${this.owner.path}.${this.position}`;
  }
}

class TextValue extends Part<string> implements Er7Text {
  get text(): string {
    return textOf(this.raw, this.encoding);
  }

  get isBlank(): boolean {
    return blank(this.raw);
  }

  get isNull(): boolean {
    return this.raw === nullValue;
  }
}

class ComponentValue extends Part<Subparts> implements Component {
  get text(): string {
    return textOf(this.raw[0] ?? '', this.encoding);
  }

  get isBlank(): boolean {
    return this.raw.every(blank);
  }

  get isNull(): boolean {
    return this.raw.length === 1 && this.raw[0] === nullValue;
  }

  subcomponent(position: number): Er7Text {
    return new TextValue(this, position, this.raw[position - 1] ?? '');
  }

  get subcomponents(): readonly Er7Text[] {
    return this.raw.map((_, index) => this.subcomponent(index + 1));
  }
}

/** One of several: `PID[1].3[2]`. */
class RepetitionValue extends Part<Parts> implements Repetition {
  override get path(): string {
    return `${this.owner.path}[${this.position}]`;
  }

  get text(): string {
    return textOf(this.raw[0]?.[0] ?? '', this.encoding);
  }

  get whole(): string {
    const { component, subcomponent = '' } = this.encoding.separators;
    return textOf(this.raw.map((subparts) => subparts.join(subcomponent)).join(component), this.encoding);
  }

  get isBlank(): boolean {
    return this.raw.every((subparts) => subparts.every(blank));
  }

  get isNull(): boolean {
    return this.raw.length === 1 && this.raw[0]?.length === 1 && this.raw[0][0] === nullValue;
  }

  component(position: number): Component {
    return new ComponentValue(this, position, this.raw[position - 1] ?? []);
  }
}

/** The only one: it stands where its field stands. */
class OnlyRepetition extends RepetitionValue {
  override get path(): string {
    return this.owner.path;
  }
}

class FieldValue extends Part<RawField> implements Field {
  get text(): string {
    return textOf(this.raw[0]?.[0]?.[0] ?? '', this.encoding);
  }

  get whole(): string {
    return this.repetition(1).whole;
  }

  get isBlank(): boolean {
    return this.raw.every((parts) => parts.every((subparts) => subparts.every(blank)));
  }

  get isNull(): boolean {
    return this.raw.length === 1 && this.repetition(1).isNull;
  }

  component(position: number): Component {
    return this.repetition(1).component(position);
  }

  repetition(position: number): Repetition {
    const Value = this.raw.length > 1 || position > 1 ? RepetitionValue : OnlyRepetition;
    return new Value(this, position, this.raw[position - 1] ?? []);
  }

  get repetitions(): readonly Repetition[] {
    return this.isBlank ? [] : this.raw.map((_, index) => this.repetition(index + 1));
  }
}

const nullValue = '""';

const blank = (raw: string): boolean => raw.trim() === '';

const textOf = (raw: string, encoding: Encoding): string => (raw === nullValue ? '' : unescape(raw, encoding));
