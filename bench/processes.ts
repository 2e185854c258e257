import { readdirSync, readFileSync } from 'node:fs';
import type { Cpu } from './measure.ts';

/** Linux counts a process's time in ticks of a hundredth of a second. proc(5) */
const ticksPerSecond = 100;

/** `ended`: the time of its children that have ended, so that a session which closes takes none of it away. */
type Process = { readonly pid: number; readonly parent: number; readonly cpu: number; readonly ended: number };

const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [
          {
            pid: Number(entry),
            parent: Number(rest[1]),
            cpu: (Number(rest[11]) + Number(rest[12])) / ticksPerSecond,
            ended: (Number(rest[13]) + Number(rest[14])) / ticksPerSecond,
          },
        ];
      } catch {
        // It has ended since the folder was listed.
        return [];
      }
    });

/** CPU seconds used so far: by the process itself, and by all that it started (the embedded database). */
export const cpuOf = (pid: number): Cpu => {
  const all = processes();
  const family = new Set([pid]);
  // A parent is always older than its children, but its number need not be smaller: go round until nothing is added.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid: child, parent } of all) if (family.has(parent)) family.add(child);
  }
  const own = all.find(({ pid: id }) => id === pid);
  const database = all.reduce(
    (sum, { pid: id, cpu, ended }) => (family.has(id) && id !== pid ? sum + cpu + ended : sum),
    0,
  );
  return { node: own?.cpu ?? 0, database };
};

/** Resident memory in megabytes, shared pages counted in. */
export const residentMegabytes = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
};
