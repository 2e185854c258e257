import HL7 from 'hl7-standard';
import type { Separators } from './separators.ts';

/** A field as sent, still escaped: repetitions of components of sub-components, each list with at least one member. */
export type RawField = readonly (readonly (readonly string[])[])[];

/** Field number → field. Beyond the last field sent there is nothing. */
export type RawFields = (position: number) => RawField | undefined;

/**
 * The fields of all segments, divided by hl7-standard, which is asked to do no more than it does right.
 *
 * - It takes no notice of MSH-1 and MSH-2: `|` and `^` are written into its code. So the message's own separators change
 *   places with those two on the way in, and back on the way out; a permutation loses nothing, whatever the content.
 * - Its other two separators are options (which it names the wrong way round). One that a message lacks is given as CR,
 *   which no segment contains.
 * - It gets those fields in which there is something to divide, as the fields of a single segment, when somebody first
 *   looks into any: what it makes round a segment or a blank field takes longer than to divide one, and for many
 *   different segment names it is quadratic. Line ends, segment names, order, escapes and charset are not its business
 *   for the same reason: it guesses, groups, drops or ignores them.
 *
 * @returns the fields of the nth line, from 0; MSH-1 is none of these
 */
export const divide = (lines: readonly string[], separators: Separators): ((nth: number) => RawFields) => {
  const { component, repetition = component, subcomponent = component } = separators;
  const composed: string[] = [];
  const segments = lines.map((line) =>
    line
      .split(separators.field)
      .map((field) =>
        field.includes(component) || field.includes(repetition) || field.includes(subcomponent)
          ? composed.push(field)
          : field,
      ),
  );
  let dividedAt: ReturnType<typeof library> | undefined;
  return (nth) => {
    const fields = segments[nth] ?? [];
    // What stands behind the name MSH is MSH-1 itself, and divides the name from MSH-2.
    const first = fields[0] === 'MSH' ? 1 : 0;
    return (position) => {
      const field = position < 1 ? undefined : fields[position - first];
      return typeof field === 'number'
        ? (dividedAt ??= library(composed, separators))(field)
        : field === undefined
          ? undefined
          : [[[field]]];
    };
  };
};

/** What the library makes of these fields, numbered from 1. */
const library = (fields: readonly string[], separators: Separators): ((number: number) => RawField | undefined) => {
  const { there, back } = exchange(separators);
  // It refuses what does not start with MSH, and skips a line without a field separator.
  const parsed = new HL7(`MSH\r${all}|${there(fields.join(separators.field))}\r`, {
    subComponents: separators.repetition === undefined ? '\r' : there(separators.repetition),
    repeatingFields: separators.subcomponent === undefined ? '\r' : there(separators.subcomponent),
  });
  parsed.transform();
  const divided = parsed.transformed[all]?.[0]?.data ?? {};
  return (number) => {
    const field = divided[`${all}.${number}`];
    return field === undefined ? undefined : shape(field, back);
  };
};

/** The name of the one segment that the library gets. */
const all = 'ALL';

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
