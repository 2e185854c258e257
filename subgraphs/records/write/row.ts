import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { instantsInText } from '../../../kernel/instant-text.ts';
import { clinicalDate } from '../extract/clinical-date.ts';
import type { SearchRange, SearchValues } from '../extract/sink.ts';
import { typeIndex } from '../extract/type-index.ts';
import { typeNumber } from '../fhir/tables.ts';
import { hashOfKey } from '../item-id.ts';
import type { FhirVersion, RecordWrite } from '../records.types.ts';
import { withId } from '../text/resource-text.ts';

/** One write as the columns of `res` and `ver`; lists are PostgreSQL array literals, so that rows can travel in arrays. */
export type Row = {
  readonly type: number;
  readonly id: string;
  readonly patient: string | null;
  readonly key: string | null;
  readonly label: string;
  readonly labelStands: true | null;
  readonly sources: string;
  readonly entered: string;
  readonly order: string;
  readonly at: string;
  readonly visibleFrom: string | null;
  readonly origin: string;
  readonly deleted: boolean;
  readonly tokens: string;
  readonly ranges: readonly [ph: string | null, lo: string | null, hi: string | null];
  /** So many of the first ranges are ways into a customer store. */
  readonly ways: number;
  readonly strings: readonly [ph: string | null, value: string | null];
  /** So many of the first strings differ in what a way keeps of them. */
  readonly stringWays: number;
  readonly ordered: string;
  readonly content: string;
  /** The version that it follows, 0 for none; absent: whichever is there. */
  readonly seen: number | undefined;
};

export type Target = { readonly version: FhirVersion; readonly store: number };

/** Everything about a write that can be worked out without the database: what it is found by, and its exact text. */
export const rowOf = ({ version, store }: Target, write: RecordWrite, id: string): Row | Failure => {
  const index = typeIndex(version, store, write.type);
  const type = typeNumber(write.type);
  if (index === undefined || type === undefined)
    return invalid(`${write.type} is not a resource type of FHIR ${version}.`, 'type');
  const deleted = write.deleted === true;
  const entered = instant(write.entered);
  if (isFailure(entered)) return entered;
  const values = deleted ? nothing : index.extract(write.resource);
  const at = clinicalDate(write.type, index, values);
  const { ranges, ways } = rangesOf(values);
  const { strings, stringWays } = stringsOf(values);
  // Member by member: to spread objects into one takes several times as long.
  return {
    type,
    id,
    patient: write.patient,
    key: write.key === undefined ? null : hashOfKey(write.key),
    label: write.label,
    labelStands: write.labelStands === true ? true : null,
    sources: `{${write.sources.join(',')}}`,
    entered,
    order: write.order,
    at: at === undefined ? entered : timestamp(at),
    visibleFrom: write.visibleFrom?.toISOString() ?? null,
    origin: write.origin,
    deleted,
    tokens: `{${[...new Set(values.tokens)].join(',')}}`,
    ranges,
    ways,
    strings,
    stringWays,
    ordered: `{${[...new Set(values.ordered)].join(',')}}`,
    content: withId(write.text ?? JSON.stringify({ resourceType: write.type, ...write.resource }), id),
    seen: write.seen,
  };
};

const nothing: SearchValues = { tokens: [], ordered: [], ranges: [], strings: [] };

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/;

const instant = (entered: Date | string): string | Failure => {
  if (typeof entered !== 'string') return enteredInText(entered.getTime());
  return instantForm.test(entered) && !Number.isNaN(Date.parse(entered))
    ? entered
    : invalid(
        'The time of entry is an instant with seconds and offset (RFC 3339), to the microsecond at most.',
        'entered',
      );
};

/** Microseconds since 1970 as PostgreSQL reads them; years that it would not write with four digits are far away. */
const timestamp = (microseconds: number): string => {
  const at = microseconds / 1000;
  return at >= yearOne && at < yearTenThousand ? atInText(at) : microseconds < 0 ? '-infinity' : 'infinity';
};

const yearOne = Date.parse('0001-01-01T00:00:00Z');
const yearTenThousand = Date.parse('+010000-01-01T00:00:00Z');

/** One after the other for each row, and mostly the same for the next. */
const [enteredInText, atInText] = [instantsInText(), instantsInText()];

/**
 * Null where there are none: an absent array takes a bit, an empty one sixteen bytes. So does the end of a point, which
 * most numbers are.
 */
const rangesOf = ({ ranges }: SearchValues): Pick<Row, 'ranges' | 'ways'> => {
  if (ranges.length === 0) return { ranges: [null, null, null], ways: 0 };
  const seen = new Set<string>();
  const [places, lows, highs]: [string[], string[], string[]] = [[], [], []];
  const keep = ({ ph, lo, hi }: SearchRange): void => {
    const [low, high] = [String(lo), lo === hi ? 'NULL' : String(hi)];
    if (seen.size === seen.add(`${ph} ${low} ${high}`).size) return;
    places.push(ph);
    lows.push(low);
    highs.push(high);
  };
  for (const range of ranges) if (range.way) keep(range);
  const ways = places.length;
  for (const range of ranges) if (!range.way) keep(range);
  return { ranges: [literal(places), literal(lows), literal(highs)], ways };
};

const stringsOf = ({ strings }: SearchValues): Pick<Row, 'strings' | 'stringWays'> => {
  if (strings.length === 0) return { strings: [null, null], stringWays: 0 };
  const unique = [...new Map(strings.map((string) => [`${string.ph} ${string.value}`, string])).values()];
  const ways = new Map(unique.map((string) => [`${string.ph} ${beginning(string.value)}`, string]));
  const sorted = ways.size === unique.length ? unique : [...new Set([...ways.values(), ...unique])];
  return {
    strings: [literal(sorted.map(({ ph }) => ph)), literal(sorted.map(({ value }) => quoted(value)))],
    stringWays: ways.size,
  };
};

/** Characters as PostgreSQL counts them, of which one may be two of ours: so many are kept in `str`. */
const beginning = (value: string): string => (value.length <= 200 ? value : Array.from(value).slice(0, 200).join(''));

const literal = (elements: readonly string[]): string => `{${elements.join(',')}}`;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
