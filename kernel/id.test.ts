import { afterEach, expect, it, vi } from 'vitest';
import { parsePatientId, uuid7 } from './id.ts';

it('makes UUIDs of version 7 that sort in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => uuid7());
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

it('says the time that it is given', () => {
  const now = Date.parse('2026-06-01T12:00:00.123Z');
  expect(timeOf(uuid7(now))).toBe(now);
});

afterEach(() => {
  vi.useRealTimers();
});

it('keeps the order where the clock goes back a little, and believes one again that had been far ahead', () => {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + 3_600_000 });
  const ahead = uuid7();
  vi.setSystemTime(now + 3_590_000);
  expect(uuid7() > ahead).toBe(true);
  vi.setSystemTime(now);
  const [again, next] = [uuid7(), uuid7()];
  expect(timeOf(again)).toBe(now);
  expect(next > again).toBe(true);
});

it('reads an id in capitals as the same, and nothing else as an id', () => {
  const id = uuid7();
  expect(parsePatientId(id.toUpperCase())).toBe(id);
  expect(parsePatientId(`${id}0`)).toMatchObject({ kind: 'invalid' });
  expect(parsePatientId(7)).toMatchObject({ kind: 'invalid' });
});
