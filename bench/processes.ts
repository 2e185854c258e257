import { readdirSync, readFileSync } from 'node:fs';
import type { Cpu } from './measure.ts';

/** Linux counts a process's time in ticks of a hundredth of a second. proc(5) */
const ticksPerSecond = 100;

/** `ended`: the time of its children that have ended, so that a session which closes takes none of it away. */
type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly isDatabase: boolean;
  readonly cpu: number;
  readonly ended: number;
};

const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const end = stat.lastIndexOf(')');
        const rest = stat.slice(end + 2).split(' ');
        return [
          {
            pid: Number(entry),
            parent: Number(rest[1]),
            isDatabase: stat.slice(stat.indexOf('(') + 1, end) === 'postgres',
            cpu: (Number(rest[11]) + Number(rest[12])) / ticksPerSecond,
            ended: (Number(rest[13]) + Number(rest[14])) / ticksPerSecond,
          },
        ];
      } catch {
        // It has ended since the folder was listed.
        return [];
      }
    });

/** The process and all that it started, directly or not. */
const familyOf = (pid: number): readonly Process[] => {
  const all = processes();
  const family = new Set([pid]);
  // A parent is always older than its children, but its number need not be smaller: go round until nothing is added.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid: child, parent } of all) if (family.has(parent)) family.add(child);
  }
  return all.filter(({ pid: id }) => family.has(id));
};

/** CPU seconds used so far: by our own processes, and by the embedded database. */
export const cpuOf = (pid: number): Cpu => {
  const cpu = { node: 0, database: 0 };
  for (const { isDatabase, cpu: own, ended } of familyOf(pid))
    if (isDatabase) cpu.database += own + ended;
    else cpu.node += own;
  return cpu;
};

/** Resident memory of our own processes in megabytes, shared pages counted in. */
export const residentMegabytes = (pid: number): number =>
  familyOf(pid)
    .filter(({ isDatabase }) => !isDatabase)
    .reduce((sum, { pid: id }) => sum + ofOne(id), 0);

const ofOne = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
};
