/**
 * So many working days before a moment, at the same time of day: Monday to Friday, without the bank holidays of England
 * and Wales as the Banking and Financial Dealings Act 1971 and its yearly proclamation have them. One-off holidays are
 * not known here: a letter is printed a day later than it might be.
 */
export const workingDaysBefore = (moment: Date, count: number): Date => {
  const day = new Date(moment);
  for (let left = count; left > 0;) {
    day.setUTCDate(day.getUTCDate() - 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
};

export const isWorkingDay = (day: Date): boolean => {
  const weekday = day.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidaysOf(day.getUTCFullYear()).has(dateOf(day));
};

const holidaysOf = (year: number): ReadonlySet<string> => {
  const easter = easterOf(year);
  const days = [
    substituted(year, 0, 1),
    shifted(easter, -2),
    shifted(easter, 1),
    mondayFrom(year, 4, 1),
    mondayFrom(year, 4, 25),
    mondayFrom(year, 7, 25),
    ...christmasOf(year),
  ];
  return new Set(days.map(dateOf));
};

/** On the next Monday where it falls on a weekend. */
const substituted = (year: number, month: number, date: number): Date => {
  const day = new Date(Date.UTC(year, month, date));
  const weekday = day.getUTCDay();
  return shifted(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
};

/** Two days in a row, each with a substitute of its own. */
const christmasOf = (year: number): readonly Date[] => {
  const christmas = new Date(Date.UTC(year, 11, 25));
  const weekday = christmas.getUTCDay();
  // Friday: Boxing Day’s substitute is Monday. Saturday: Monday and Tuesday. Sunday: Christmas’s is Tuesday.
  const moved: Readonly<Record<number, readonly [number, number]>> = { 5: [0, 3], 6: [2, 3], 0: [2, 1] };
  const [first, second] = moved[weekday] ?? [0, 1];
  return [shifted(christmas, first), shifted(christmas, second)];
};

/** The first Monday on or after a date. */
const mondayFrom = (year: number, month: number, date: number): Date => {
  const day = new Date(Date.UTC(year, month, date));
  return shifted(day, (8 - day.getUTCDay()) % 7);
};

/** Easter Sunday in the Gregorian calendar: the anonymous algorithm of 1876, in Meeus, Astronomical Algorithms, ch. 8. */
const easterOf = (year: number): Date => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return new Date(Date.UTC(year, month - 1, day));
};

const shifted = (day: Date, by: number): Date => new Date(day.getTime() + by * 86_400_000);
const dateOf = (day: Date): string => day.toISOString().slice(0, 10);
