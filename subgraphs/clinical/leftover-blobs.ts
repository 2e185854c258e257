import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes what processes that were killed while they wrote a blob have left behind. Another process may be writing one
 * just now, so that only what is a day old is nobody's any more.
 *
 * @returns how many there were
 */
export const removeLeftovers = async (directory: string, now: Date): Promise<number> => {
  const names = await readdir(directory).catch(() => []);
  let removed = 0;
  for (const name of names.filter((one) => one.endsWith('.part'))) {
    const path = join(directory, name);
    const file = await stat(path).catch(() => undefined);
    if (file === undefined || now.getTime() - file.mtimeMs < aDay) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
};

const aDay = 24 * 60 * 60_000;
