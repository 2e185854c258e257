import type { Refused } from './found.ts';
import type { Tally } from './load.ts';

/** One line: how far it is. `bytes` are those of all files and of those that are done. */
export const progressLine = ({ sent, skipped, refused }: Tally, total: number, seconds: number): string => {
  const done = sent + skipped;
  const share = total === 0 ? 1 : done / total;
  const bar = '█'.repeat(Math.floor(share * 24)).padEnd(24, '░');
  const rate = seconds > 0 ? Math.round(sent / seconds) : 0;
  return `${bar} ${done}/${total}  ${rate}/s  ${refused.length} refused`;
};

/** How often each reason was given, the commonest first; of each one message, so that it can be looked at. */
export const reportOf = ({ sent, skipped, accepted, refused, refusedBefore }: Tally): string => {
  const groups = new Map<string, Refused[]>();
  for (const one of [...refused, ...refusedBefore]) {
    const same = groups.get(one.reason);
    if (same === undefined) groups.set(one.reason, [one]);
    else same.push(one);
  }
  const lines = [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, all]) => `  ${String(all.length).padStart(6)} × ${reason}\n           e.g. ${placeOf(all[0])}`);
  const ofThem = refusedBefore.length === 0 ? '' : `, ${refusedBefore.length} of them refused`;
  const before = skipped === 0 ? '' : ` ${skipped} had been answered before${ofThem}.`;
  const first = `${sent} sent, ${accepted} accepted, ${refused.length} refused.${before}`;
  return [first, ...lines, ''].join('\n');
};

const placeOf = (one: Refused | undefined): string =>
  one === undefined ? '' : `${one.place}${(one.controlId ?? '') === '' ? '' : `, control id ${one.controlId ?? ''}`}`;
