import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { Er7Text } from '../er7/value.ts';
import type { Zone } from './zone.ts';

/** How much of a time was sent. */
export type Precision = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND' | 'FRACTION';

/** A time as sent, and when that was. */
export type Moment = {
  /** Of a day or longer the ISO date (`2024`, `2024-02`, `2024-02-29`), else `2024-02-29T13:05:00.25+01:00`. */
  readonly iso: string;
  /** Its beginning in UTC, always to the microsecond, so that text order is time order: `2024-02-29T12:05:00.250000Z`. */
  readonly instant: string;
  readonly precision: Precision;
  /** Minutes ahead of UTC, if the sender said. */
  readonly offset: number | undefined;
};

/** TS (v2.4 §2.9.48) or DTM: `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+/-ZZZZ]`. Without an offset it is `zone`'s time. */
export const readMoment = (value: Er7Text, zone: Zone): Moment | Failure =>
  momentOf(value.text.trim(), zone) ?? noMoment(value);

/** Most of a message's times are one and the same: the last that was read is known. */
let last: { readonly text: string; readonly zone: Zone; readonly moment: Moment | undefined } | undefined;

const momentOf = (text: string, zone: Zone): Moment | undefined => {
  if (last?.text !== text || last.zone !== zone) last = { text, zone, moment: newMoment(text, zone) };
  return last.moment;
};

const newMoment = (text: string, zone: Zone): Moment | undefined => {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const offset = parts.offset;
  const minutes = offset ?? zone(parts.wall);
  return {
    iso: isoOf(parts, minutes),
    instant: utc(parts.wall - minutes * 60_000, parts.fraction),
    precision: parts.precision,
    offset,
  };
};

/** The first instant that is no longer meant: of a day the next midnight, of a minute the next; as `2024-03-01T00:00:00.000Z`. */
export const readEnd = (value: Er7Text, zone: Zone): string | Failure => {
  const parts = partsOf(value.text.trim());
  if (parts === undefined) return noMoment(value);
  const next = new Date(parts.wall);
  switch (parts.precision) {
    case 'YEAR':
      next.setUTCFullYear(next.getUTCFullYear() + 1);
      break;
    case 'MONTH':
      next.setUTCMonth(next.getUTCMonth() + 1);
      break;
    case 'DAY':
      next.setUTCDate(next.getUTCDate() + 1);
      break;
    case 'HOUR':
    case 'MINUTE':
    case 'SECOND':
      next.setTime(next.getTime() + { HOUR: 3_600_000, MINUTE: 60_000, SECOND: 1_000 }[parts.precision]);
      break;
    case 'FRACTION':
      // We keep no less than a millisecond.
      next.setTime(next.getTime() + Number(parts.fraction.padEnd(3, '0').slice(0, 3)) + 1);
  }
  // A year has four digits: nothing comes after the last.
  const wall = Math.min(next.getTime(), Date.UTC(9999, 11, 31));
  return new Date(wall - (parts.offset ?? zone(wall)) * 60_000).toISOString();
};

/** The day, as `2024-02-29`, of a date or time; a time of day is dropped, wherever in the world it was. */
export const readDate = (value: Er7Text): string | Failure => {
  const parts = partsOf(value.text.trim());
  return parts === undefined || parts.precision === 'YEAR' || parts.precision === 'MONTH'
    ? invalid('This must be a date as YYYYMMDD.', value.path)
    : day(parts.wall);
};

/** TM: `HH[MM[SS[.S…]]][+/-ZZZZ]` as `13:05` or `13:05:00.25+01:00`. */
export const readTimeOfDay = (value: Er7Text): string | Failure => {
  const text = value.text.trim();
  const [, time = '', fraction = '', zone = ''] = /^((?:\d\d){1,3})(?:\.(\d+))?([+-]\d{4})?$/.exec(text) ?? [];
  const moment = partsOf(`19700101${time}${fraction && `.${fraction}`}${zone}`);
  if (time === '' || moment === undefined) return invalid('This must be a time of day as HHMM or HHMMSS.', value.path);
  const clock = new Date(moment.wall).toISOString().slice(11, time.length === 6 ? 19 : 16);
  return `${clock}${fraction && `.${fraction.slice(0, 6)}`}${moment.offset === undefined ? '' : offsetText(moment.offset)}`;
};

/** So many times 24 hours later, as text of the same form as `Moment.instant`. */
export const daysLater = (instant: string, days: number): string =>
  utc(Date.parse(`${instant.slice(0, 19)}Z`) + days * 86_400_000, instant.slice(20, 26));

/** A whole number of days from 0 to ten years, such as the delay in OBX-13. */
export const readDays = (value: Er7Text): number | Failure => {
  const text = value.text.trim();
  return /^\d{1,4}$/.test(text) && Number(text) <= 3660
    ? Number(text)
    : invalid('This must be a whole number of days, 3660 at most.', value.path);
};

/** Whether one ends before the other begins. */
export const isBefore = (one: Moment, other: Moment): boolean => one.instant < other.instant;

const noMoment = ({ path }: Er7Text): Failure =>
  invalid('This must be a time as YYYYMMDDHHMMSS, less if less is known, with or without +ZZZZ.', path);

type Parts = {
  /** What the wall clock showed, as if it were UTC. */
  readonly wall: number;
  readonly fraction: string;
  readonly precision: Precision;
  readonly offset: number | undefined;
};

const form = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.(\d+))?([+-]\d{4})?$/;

const precisions: readonly Precision[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

const partsOf = (text: string): Parts | undefined => {
  const match = form.exec(text);
  if (match === null) return undefined;
  const digits = match.slice(1, 7).filter(Boolean);
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0, second = 0] = digits.map(Number);
  const fraction = match[7] ?? '';
  const offset = match[8] === undefined ? undefined : offsetOf(match[8]);
  if (Number.isNaN(offset) || hour > 23 || minute > 59 || second > 59) return undefined;
  if (fraction !== '' && digits.length !== 6) return undefined;
  const wall = new Date(Date.UTC(2000, month - 1, 1, hour, minute, second));
  // Date.UTC takes the years 0-99 for 1900-1999.
  wall.setUTCFullYear(year, month - 1, date);
  if (year === 0 || wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== date) return undefined;
  const precision = fraction === '' ? (precisions[digits.length - 1] ?? 'YEAR') : 'FRACTION';
  return { wall: wall.getTime(), fraction: fraction.slice(0, 6), precision, offset };
};

/** Minutes; NaN if there is no such offset anywhere on earth. */
const offsetOf = (text: string): number => {
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3));
  return hours > 14 || minutes > 59 ? NaN : (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

const isoOf = ({ wall, fraction, precision }: Parts, minutes: number): string => {
  switch (precision) {
    case 'YEAR':
      return day(wall).slice(0, 4);
    case 'MONTH':
      return day(wall).slice(0, 7);
    case 'DAY':
      return day(wall);
    default:
      return `${new Date(wall).toISOString().slice(0, 19)}${fraction && `.${fraction}`}${offsetText(minutes)}`;
  }
};

const day = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

const utc = (at: number, fraction: string): string =>
  `${new Date(at).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;

const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};
