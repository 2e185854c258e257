import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in ticks of a hundredth of a second. proc(5) */
const ticksPerSecond = 100;

type Process = { readonly pid: number; readonly parent: number; readonly name: string; readonly cpu: number };

const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [
          {
            pid: Number(entry),
            parent: Number(rest[1]),
            name,
            cpu: (Number(rest[11]) + Number(rest[12])) / ticksPerSecond,
          },
        ];
      } catch {
        // It has ended since the folder was listed.
        return [];
      }
    });

/** CPU seconds of these processes and of all that they started. */
export const cpuOf = (roots: readonly number[]): number => {
  const all = processes();
  const wanted = new Set(roots);
  // A parent is always older than its children, but its number need not be smaller: go round until nothing is added.
  for (let size = 0; size !== wanted.size;) {
    size = wanted.size;
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid);
  }
  return all.filter(({ pid }) => wanted.has(pid)).reduce((sum, { cpu }) => sum + cpu, 0);
};

/** Resident memory in megabytes, shared pages counted in. */
export const residentMegabytes = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
};
