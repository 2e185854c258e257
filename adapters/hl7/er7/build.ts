import { encode, type Charset } from './charset.ts';
import { escape } from './escape.ts';
import { standardSeparators, type AllSeparators } from './separators.ts';

/** Text is escaped as needed; `''` is blank, and `null` is HL7's null `""`. */
export type TextToSend = string | null;
/** A list is the sub-components. */
export type ComponentToSend = TextToSend | readonly TextToSend[];
/** A list is the components: `['A', ['B', 'C']]` is sent as `A^B&C`. */
export type RepetitionToSend = TextToSend | readonly ComponentToSend[];
export type FieldToSend = RepetitionToSend | { readonly repetitions: readonly RepetitionToSend[] };
/** Name, then fields from 1; of MSH from 3, because the first two are the separators. */
export type SegmentToSend = readonly [name: string, ...fields: readonly FieldToSend[]];

export type Er7Options = { readonly separators?: AllSeparators; readonly charset?: Charset };

/** A field with repetitions. */
export const repeat = (...repetitions: readonly RepetitionToSend[]): FieldToSend => ({ repetitions });

/**
 * Writes a message so that `parseEr7` reads back what was given. Segments end in CR, the last one too (HL7 v2.4 §2.4).
 * Unless it is UTF-8, give MSH-18 as `charsetName[charset]`. A character that the charset lacks becomes `?`.
 */
export const buildEr7 = (segments: readonly SegmentToSend[], options: Er7Options = {}): Buffer => {
  const { separators = standardSeparators, charset = 'utf-8' } = options;
  const { field, component, repetition, subcomponent } = separators;
  const text = (value: TextToSend): string => (value === null ? '""' : escape(value, separators, charset));
  const oneComponent = (value: ComponentToSend): string =>
    isList(value) ? value.map(text).join(subcomponent) : text(value);
  const oneRepetition = (value: RepetitionToSend): string =>
    isList(value) ? value.map(oneComponent).join(component) : text(value);
  const oneField = (value: FieldToSend): string =>
    value !== null && typeof value === 'object' && 'repetitions' in value
      ? value.repetitions.map(oneRepetition).join(repetition)
      : oneRepetition(value);
  const start = (name: string): string =>
    name === 'MSH' ? `MSH${field}${component}${repetition}${separators.escape}${subcomponent}` : name;
  const lines = segments.map(([name, ...fields]) => [start(name), ...fields.map(oneField)].join(field));
  return encode(lines.map((line) => `${line}\r`).join(''), charset);
};

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);
