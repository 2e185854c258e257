import type { Clock } from '../../kernel/clock.ts';

type Limits = { readonly perSource: number; readonly inAll: number };

const window = 60_000;

/**
 * A log that nobody outside can fill: so many lines a minute from each source and in all. How many more there were is
 * said with the first line of a later minute.
 */
export const quietLog = (log: (line: string) => void, clock: Clock, { perSource, inAll }: Limits) => {
  let since = -Infinity;
  let written = 0;
  let leftOut = 0;
  const sources = new Map<string, number>();

  const turn = (now: number): void => {
    if (now < since + window) return;
    if (leftOut > 0) log(`${leftOut} more lines about feed credentials were left out.`);
    [since, written, leftOut] = [now, 0, 0];
    sources.clear();
  };

  return (source: string, line: string): void => {
    turn(clock.now().getTime());
    const ofSource = sources.get(source) ?? 0;
    if (written >= inAll || ofSource >= perSource) {
      leftOut += 1;
      return;
    }
    written += 1;
    // No more sources than lines are ever remembered.
    sources.set(source, ofSource + 1);
    log(line);
  };
};
