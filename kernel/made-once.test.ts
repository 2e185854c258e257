import { describe, expect, it } from 'vitest';
import { madeOnce } from './made-once.ts';

const counting = (most: number) => {
  const made: string[] = [];
  const read = madeOnce((text) => {
    made.push(text);
    return JSON.parse(text) as { readonly parts: readonly { n: number }[] };
  }, most);
  return { read, made };
};

const textOf = (n: number): string => JSON.stringify({ parts: [{ n }] });

describe('what is made of a text', () => {
  it('is made no third time', () => {
    const { read, made } = counting(10);
    const [first, second, third] = [read(textOf(1)), read(textOf(1)), read(textOf(1))];
    expect(first).toEqual(third);
    expect(second).toBe(third);
    expect(made).toHaveLength(2);
  });

  it('is that of this very text', () => {
    const { read } = counting(10);
    for (const n of [1, 2, 1, 2, 1, 2]) expect(read(textOf(n))).toEqual({ parts: [{ n }] });
  });

  it('can be changed by nobody once it is shared', () => {
    const { read } = counting(10);
    read(textOf(1));
    const shared = read(textOf(1));
    expect(() => Object.assign(shared.parts[0] ?? {}, { n: 2 })).toThrow(TypeError);
    expect(read(textOf(1))).toEqual({ parts: [{ n: 1 }] });
  });

  it('is forgotten when twice as many others have come', () => {
    const { read, made } = counting(3);
    read(textOf(0));
    read(textOf(0));
    for (let n = 1; n <= 8; n++) read(textOf(n));
    read(textOf(0));
    expect(made.filter((text) => text === textOf(0))).toHaveLength(3);
  });

  it('is not kept where the text is long', () => {
    const { read, made } = counting(10);
    const long = JSON.stringify({ parts: [], note: 'x'.repeat(5_000) });
    for (let n = 0; n < 3; n++) read(long);
    expect(made).toHaveLength(3);
  });
});
