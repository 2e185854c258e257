import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { quietLog } from './quiet-log.ts';

const clock = fixedClock('2026-06-01T12:00:00Z');
let lines: string[] = [];
beforeEach(() => {
  lines = [];
  clock.set('2026-06-01T12:00:00Z');
});
const open = () => quietLog((line) => void lines.push(line), clock, { perSource: 2, inAll: 3 });

describe('a quiet log', () => {
  it('writes a few lines of each source, and of all', () => {
    const tell = open();
    for (const source of ['a', 'a', 'a', 'b', 'b', 'c']) tell(source, source);
    expect(lines).toEqual(['a', 'a', 'b']);
  });

  it('says a minute later how many lines it left out, once', () => {
    const tell = open();
    for (const line of ['1', '2', '3', '4', '5']) tell('a', line);
    clock.set('2026-06-01T12:00:59.999Z');
    tell('a', '6');
    clock.set('2026-06-01T12:01:00Z');
    tell('a', '7');
    clock.set('2026-06-01T12:02:00Z');
    tell('a', '8');
    expect(lines).toEqual(['1', '2', '4 more lines about feed credentials were left out.', '7', '8']);
  });

  it('remembers no more sources than it writes lines', () => {
    const tell = open();
    for (let nth = 0; nth < 100_000; nth += 1) tell(`source ${nth}`, `line ${nth}`);
    expect(lines).toHaveLength(3);
  });
});
