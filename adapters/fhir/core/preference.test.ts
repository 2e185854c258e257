import { describe, expect, it } from 'vitest';
import { isStrict } from './preference.ts';

describe('Prefer', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['handling=lenient', false],
    ['return=representation', false],
    ['handling=strictly', false],
    ['handling=strict', true],
    ['Handling="strict"', true],
    ['return=minimal, handling=strict', true],
    ['respond-async; handling = strict', true],
  ])('%j is strict: %s', (prefer, strict) => {
    expect(isStrict(prefer)).toBe(strict);
  });
});
