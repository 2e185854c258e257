import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of a folder and of those within it, by name: the order in which they are sent. */
export const filesIn = async (path: string): Promise<readonly string[]> => {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
};
