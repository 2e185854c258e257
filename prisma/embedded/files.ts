import { lstat, rename, rm } from 'node:fs/promises';

export const isErrno = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => code === error.code);

export const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
};

/** Of several who prepare the same folder at once, the first to move it in wins; the others throw theirs away. */
export const moveUnlessThere = async (draft: string, place: string): Promise<void> => {
  try {
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
    if (!(await isThere(place))) throw error;
  }
};
