import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { instantsInText } from '../../../kernel/instant-text.ts';
import { clinicalDate } from '../extract/clinical-date.ts';
import type { Hash } from '../extract/hash.ts';
import { keepHash, type SearchRange, type SearchString, type SearchValues } from '../extract/sink.ts';
import { typeIndex } from '../extract/type-index.ts';
import { typeNumber } from '../fhir/tables.ts';
import { hashOfKey } from '../item-id.ts';
import type { FhirVersion, RecordWrite } from '../records.types.ts';
import { withId } from '../text/resource-text.ts';
import { literal } from './arrays.ts';

/** One write as the columns of `res` and `ver`; hashes lie in their halves one after the other, the low one first. */
export type Row = {
  readonly type: number;
  readonly id: string;
  readonly patient: string | null;
  readonly key: string | null;
  readonly label: string;
  readonly labelStands: true | null;
  readonly sources: readonly string[];
  readonly entered: string;
  readonly order: string;
  readonly at: string;
  readonly visibleFrom: string | null;
  readonly origin: string;
  readonly deleted: boolean;
  readonly tokens: readonly number[];
  /** The end of a point is NaN. */
  readonly ranges: {
    readonly places: readonly number[];
    readonly lows: readonly number[];
    readonly highs: readonly number[];
  } | null;
  /** So many of the first ranges are ways into a customer store. */
  readonly ways: number;
  /** The values as a PostgreSQL array. */
  readonly strings: { readonly places: readonly number[]; readonly values: string } | null;
  /** So many of the first strings differ in what a way keeps of them. */
  readonly stringWays: number;
  /** Of a customer's store. */
  readonly ordered: readonly number[];
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
    sources: write.sources,
    entered,
    order: write.order,
    at: at === undefined ? entered : timestamp(at),
    visibleFrom: write.visibleFrom?.toISOString() ?? null,
    origin: write.origin,
    deleted,
    tokens: distinct(values.tokens),
    ranges,
    ways,
    strings,
    stringWays,
    ordered: distinct(values.ordered),
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

/** Each hash once: those that are alike lie side by side when sorted. */
const distinct = (halves: readonly number[]): readonly number[] => {
  if (halves.length > sorting.length) sorting = new Int32Array(halves.length * 2);
  sorting.set(halves);
  new BigInt64Array(sorting.buffer, 0, halves.length / 2).sort();
  const hashes: number[] = [];
  for (let next = 0; next < halves.length; next += 2) {
    const [low, high] = [sorting[next] ?? 0, sorting[next + 1] ?? 0];
    if (next === 0 || sorting[next - 2] !== low || sorting[next - 1] !== high) hashes.push(low, high);
  }
  return hashes;
};

/** Where hashes are sorted, in one turn of the event loop: as pairs of numbers they would be far more slowly. */
let sorting = new Int32Array(1024);

/**
 * Null where there are none: an absent array takes a bit, an empty one sixteen bytes. So does the end of a point, which
 * most numbers are.
 */
const rangesOf = ({ ranges }: SearchValues): Pick<Row, 'ranges' | 'ways'> => {
  if (ranges.length === 0) return { ranges: null, ways: 0 };
  const [places, lows, highs]: [number[], number[], number[]] = [[], [], []];
  let ways = 0;
  let previous: SearchRange | undefined;
  for (const range of ranges.sort(waysFirst)) {
    if (previous !== undefined && waysFirst(previous, range) === 0) continue;
    const { ph, lo, hi, way } = (previous = range);
    keepHash(places, ph);
    lows.push(lo + 0);
    highs.push(lo === hi ? NaN : hi + 0);
    if (way) ways += 1;
  }
  return { ranges: { places, lows, highs }, ways };
};

/** Two that are alike come one after the other. */
const waysFirst = (one: SearchRange, other: SearchRange): number =>
  Number(other.way) - Number(one.way) ||
  compareHashes(one.ph, other.ph) ||
  compare(one.lo, other.lo) ||
  compare(one.hi, other.hi);

const compareHashes = (one: Hash, other: Hash): number => one.high - other.high || one.low - other.low;

/** What is infinite has no difference. */
const compare = <Value extends number | string>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0;

const stringsOf = ({ strings }: SearchValues): Pick<Row, 'strings' | 'stringWays'> => {
  if (strings.length === 0) return { strings: null, stringWays: 0 };
  const [ways, others]: [SearchString[], SearchString[]] = [[], []];
  let previous: SearchString | undefined;
  for (const string of strings.sort(byPlace)) {
    if (previous !== undefined && byPlace(previous, string) === 0) continue;
    const isWay =
      previous === undefined ||
      compareHashes(previous.ph, string.ph) !== 0 ||
      beginning(previous.value) !== beginning(string.value);
    (isWay ? ways : others).push(string);
    previous = string;
  }
  const all = [...ways, ...others];
  const places: number[] = [];
  for (const { ph } of all) keepHash(places, ph);
  return { strings: { places, values: literal(all.map(({ value }) => value)) }, stringWays: ways.length };
};

/** Those that begin alike come one after the other, too. */
const byPlace = (one: SearchString, other: SearchString): number =>
  compareHashes(one.ph, other.ph) || compare(one.value, other.value);

/** Characters as PostgreSQL counts them, of which one may be two of ours: so many are kept in `str`. */
const beginning = (value: string): string => (value.length <= 200 ? value : Array.from(value).slice(0, 200).join(''));
