import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` while no other process runs it under the same lock file; a lock whose owner has died is taken over. */
export const oneAtATime = async (lock, work) => {
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) await sleep(50);
  const giveBack = () => rmSync(lock, { force: true });
  process.once('exit', giveBack);
  try {
    return await work();
  } finally {
    giveBack();
    process.off('exit', giveBack);
  }
};

const take = (lock) => {
  // Written beside and linked, so that whoever finds the lock also finds whose it is.
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(draft);
  }
};

const isHeld = (lock) => {
  try {
    return process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};
