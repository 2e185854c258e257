/** Half-open: from `lo` up to but not including `hi`, in microseconds since 1970; infinite where a period is open. */
export type Range = { readonly lo: number; readonly hi: number };

const form = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

const minute = 60_000_000;

/**
 * The time that a FHIR date covers by its precision: `2024` is a year, `2024-02` a month, a second lasts a second and a
 * fraction of one a millisecond. Without an offset it is UTC. FHIR R4 §3.1.1.4.7
 *
 * @returns undefined where it is no date that exists
 */
export const dateRange = (text: string): Range | undefined => {
  const match = form.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2] ?? 1);
  const day = Number(match[3] ?? 1);
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (match[2] === undefined) return { lo: midnight(year, 1, 1), hi: midnight(year + 1, 1, 1) };
  if (match[3] === undefined) return { lo: midnight(year, month, 1), hi: midnight(year, month + 1, 1) };
  if (match[4] === undefined) return { lo: midnight(year, month, day), hi: midnight(year, month, day + 1) };
  const hour = Number(match[4]);
  const minutes = Number(match[5]);
  const seconds = Number(match[6] ?? 0);
  // 24:00 ends a day, second 60 is a leap second: both are written by real systems and are no mistakes.
  if (hour > 24 || minutes > 59 || seconds > 60) return undefined;
  const fraction = match[7] === undefined ? 0 : Number(`0${match[7]}`) * 1e6;
  const lo = midnight(year, month, day) + ((hour * 60 + minutes) * 60 + seconds) * 1e6 + fraction - offset(match[8]);
  return { lo, hi: lo + (match[6] === undefined ? minute : match[7] === undefined ? 1e6 : 1e3) };
};

/** From the start of the one to the end of the other; open where there is none. Undefined where nothing is known. */
export const periodRange = (start: unknown, end: unknown): Range | undefined => {
  const from = typeof start === 'string' ? dateRange(start) : undefined;
  const to = typeof end === 'string' ? dateRange(end) : undefined;
  if (from === undefined && to === undefined) return undefined;
  const range = { lo: from?.lo ?? -Infinity, hi: to?.hi ?? Infinity };
  return range.lo < range.hi ? range : from;
};

const midnight = (year: number, month: number, day: number): number =>
  // Date.UTC takes years below 100 for the twentieth century.
  (year < 100 ? new Date(0).setUTCFullYear(year, month - 1, day) : Date.UTC(year, month - 1, day)) * 1000;

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

const offset = (zone: string | undefined): number => {
  if (zone === undefined || zone === 'Z') return 0;
  const size = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * minute;
  return zone.startsWith('-') ? -size : size;
};
