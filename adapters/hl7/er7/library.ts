import HL7 from 'hl7-standard';
import type { Separators } from './separators.ts';

/** A field as sent, still escaped: repetitions of components of sub-components, each list with at least one member. */
export type RawField = readonly (readonly (readonly string[])[])[];

/** Field number → field. Beyond the last field sent there is nothing. */
export type RawFields = (position: number) => RawField | undefined;

/**
 * The fields of one segment, divided by hl7-standard, which is asked to do no more than it does right.
 *
 * - It takes no notice of MSH-1 and MSH-2: `|` and `^` are written into its code. So the segment's own separators change
 *   places with those two on the way in, and back on the way out; a permutation loses nothing, whatever the content.
 * - Its other two separators are options (which it names the wrong way round). One that a message lacks is given as CR,
 *   which no segment contains.
 * - It gets one segment at a time, when somebody first looks into it: a whole message costs it 50-100 µs, most of it for
 *   segments nobody reads, and for many different segment names it is quadratic. Line ends, segment names, order,
 *   escapes and charset are not its business for the same reason: it guesses, groups, drops or ignores them.
 */
export const divide = (name: string, line: string, separators: Separators): RawFields => {
  const { there, back } = exchange(separators);
  // It refuses what does not start with MSH, and skips a line without a field separator.
  const parsed = new HL7(`MSH\r${there(line)}\r`, {
    subComponents: separators.repetition === undefined ? '\r' : there(separators.repetition),
    repeatingFields: separators.subcomponent === undefined ? '\r' : there(separators.subcomponent),
  });
  parsed.transform();
  const fields = parsed.transformed[name]?.[0]?.data;
  return (position) => {
    const field = fields?.[`${name}.${position}`];
    return field === undefined ? undefined : shape(field, back);
  };
};

/**
 * One nesting for the library's four: text alone; an array of text for sub-components of the only component; an object
 * for components; an array of objects for repetitions.
 */
const shape = (field: HL7.ParsedField, back: (text: string) => string): RawField => {
  if (typeof field === 'string') return [[[back(field)]]];
  if (!Array.isArray(field)) return [components(field, back)];
  const texts = field.filter((part) => typeof part === 'string');
  return texts.length === field.length
    ? [[texts.map(back)]]
    : field.map((part) => (typeof part === 'string' ? [[back(part)]] : components(part, back)));
};

const components = (parts: HL7.Components, back: (text: string) => string): readonly (readonly string[])[] =>
  Object.values(parts).map((part) => (typeof part === 'string' ? [back(part)] : part.map(back)));

type Exchange = { readonly there: (text: string) => string; readonly back: (text: string) => string };

const same = (text: string): string => text;
const noExchange: Exchange = { there: same, back: same };

/** The message's field and component separators for `|` and `^`, and these for whatever is then left over. */
const exchange = ({ field, component }: Separators): Exchange => {
  if (field === '|' && component === '^') return noExchange;
  const mine = [field, component];
  const theirs = ['|', '^'];
  const from = [...mine, ...theirs.filter((character) => !mine.includes(character))];
  const to = [...theirs, ...mine.filter((character) => !theirs.includes(character))];
  return { there: replace(from, to), back: replace(to, from) };
};

const replace = (from: readonly string[], to: readonly string[]): ((text: string) => string) => {
  const any = new RegExp(`[${from.map((character) => `\\${character}`).join('')}]`, 'g');
  const other = new Map(from.map((character, index) => [character, to[index] ?? character]));
  return (text) => text.replace(any, (character) => other.get(character) ?? character);
};
