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
 * - It gets the segments one after the other as the fields of a single one, when somebody first looks into any: what it
 *   makes round a segment takes longer than to divide it, and for many different segment names it is quadratic. Line
 *   ends, segment names, order, escapes and charset are not its business for the same reason: it guesses, groups, drops
 *   or ignores them.
 *
 * @returns the fields of the nth line, from 0; MSH-1 and MSH-2 are none of these
 */
export const divide = (lines: readonly string[], separators: Separators): ((nth: number) => RawFields) => {
  const { there, back } = exchange(separators);
  // It refuses what does not start with MSH, and skips a line without a field separator.
  const parsed = new HL7(`MSH\r${all}|${there(lines.join(separators.field))}\r`, {
    subComponents: separators.repetition === undefined ? '\r' : there(separators.repetition),
    repeatingFields: separators.subcomponent === undefined ? '\r' : there(separators.subcomponent),
  });
  parsed.transform();
  const fields = parsed.transformed[all]?.[0]?.data ?? {};
  const starts = startsOf(lines, separators);
  return (nth) => {
    const start = starts[nth] ?? 0;
    const end = starts[nth + 1] ?? 0;
    return (position) => {
      const field = position < 1 || start + position >= end ? undefined : fields[`${all}.${start + position}`];
      return field === undefined ? undefined : shape(field, back);
    };
  };
};

/** The name of the one segment that the library gets. */
const all = 'ALL';

/** The number of the field that the name of each line has become, and of the first behind the last line. */
const startsOf = (lines: readonly string[], { field }: Separators): readonly number[] => {
  const starts: number[] = [];
  let next = 1;
  for (const line of lines) {
    // What stands behind the name MSH is MSH-1 itself, and has no number there.
    starts.push(line.startsWith('MSH') ? next - 1 : next);
    next += 1;
    for (let at = line.indexOf(field); at !== -1; at = line.indexOf(field, at + 1)) next += 1;
  }
  starts.push(next);
  return starts;
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
