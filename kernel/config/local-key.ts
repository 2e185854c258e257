import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid, type Failure } from '../failure.ts';
import type { KeyRing } from '../seal.ts';
import { signingKeys } from './formats.ts';

/**
 * The signing key of a development machine: random, made once and kept in DATA_DIR, so that restarts and the processes
 * that run side by side agree. Production has none: there, SIGNING_KEYS must be set.
 */
export const keepLocalKey = (dataDir: string): KeyRing | Failure => {
  const file = join(dataDir, 'signing-key');
  try {
    const ring = signingKeys.parse((readKey(file) ?? makeKey(dataDir, file)).trim());
    return (
      ring ?? invalid(`a folder whose file signing-key holds a key as we wrote it; delete ${file} to get a new one`)
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return invalid(`a folder that we may write to (${error.message})`);
  }
};

const readKey = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Written beside and linked: of several processes that start at once, one makes the key and all read it whole. */
const makeKey = (dataDir: string, file: string): string => {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
};
