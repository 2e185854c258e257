import { describe, expect, it } from 'vitest';
import { instantsInText } from './instant-text.ts';

describe('Instants in text', () => {
  it('are those of JavaScript, whether they come again or not', () => {
    const inText = instantsInText();
    const instants = [0, 0, 1_767_859_207_000, 0.4, 0.4, -62_135_596_800_000, 1_767_859_207_000];
    expect(instants.map(inText)).toEqual(instants.map((at) => new Date(at).toISOString()));
  });

  it('are refused where they are none, each time', () => {
    const inText = instantsInText();
    expect(() => inText(NaN)).toThrow(RangeError);
    expect(() => inText(NaN)).toThrow(RangeError);
  });
});
