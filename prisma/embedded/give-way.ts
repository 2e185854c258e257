import { writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets PostgreSQL give way to us, and its children with it, which inherit that.
 *
 * Linux puts a process that is woken by a question onto the processor of the one that asked, in its place: Node then
 * stands still in each write to PostgreSQL until that has answered, though another processor is idle. One of lower
 * priority waits, or is put elsewhere. ADR 0002
 */
export const giveWay = (pid: number | undefined): void => {
  if (pid === undefined) return;
  const niceness = Math.min(getPriority() + below, constants.priority.PRIORITY_LOW);
  unlessRefused(() => {
    setPriority(pid, niceness);
  });
  // Between sessions the priority of each as a whole is what counts, where the system groups them. man 7 sched, autogroup
  if (process.platform === 'linux')
    unlessRefused(() => {
      writeFileSync(`/proc/${String(pid)}/autogroup`, String(below));
    });
};

/** Measured: 1 wins nothing, 5 nearly all that there is. */
const below = 5;

/** Without it everything works, and more slowly; and of one that has ended already its last words are what counts. */
const unlessRefused = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
};
