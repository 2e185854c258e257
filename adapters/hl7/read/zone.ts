/** How many minutes a wall clock is ahead of UTC. `wall` is what it shows, as if that were UTC, in milliseconds. */
export type Zone = (wall: number) => number;

/** A clock that is never put forward or back. */
export const fixedZone =
  (minutes: number): Zone =>
  () =>
    minutes;

/**
 * The clock of a place, with its whole history of summer times, by its IANA name.
 *
 * Where the clock goes back an hour is shown twice: the first is meant (the summer one). Where it goes forward an hour is
 * never shown: who sends one did not put the clock forward, so the offset of before still holds. RFC 5545 §3.3.5
 */
const placeZone = (name: string): Zone => {
  const offset = offsetsOf(name);
  // The clock is asked for once a day: asking costs more than all the rest of reading a time.
  const days = new Map<number, readonly number[]>();
  return (wall) => {
    const date = Math.floor(wall / day);
    const [before = 0, after = before] = days.get(date) ?? [offset((date - 1) * day), offset((date + 2) * day)];
    if (days.size > 10_000) days.clear();
    days.set(date, [before, after]);
    if (before === after) return before;
    return [before, after].find((minutes) => offset(wall - minutes * minute) === minutes) ?? before;
  };
};

const minute = 60_000;
const day = 24 * 60 * minute;

const offsetsOf = (name: string): ((instant: number) => number) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: name, timeZoneName: 'longOffset' });
  return (instant) => {
    const shown = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
    // Seconds, which London had until 1847, are dropped.
    const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(shown) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
};

/** Times without an offset are those of the sender's wall clock, and the senders are in England. */
export const london = placeZone('Europe/London');
