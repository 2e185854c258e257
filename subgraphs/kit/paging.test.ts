import { describe, expect, it } from 'vitest';
import { invalid } from '../../kernel/failure.ts';
import { pagingOf } from './paging.ts';

describe('a page', () => {
  it.each([1, 20, 200])('may have %i items', (first) => {
    expect(pagingOf({ first })).toEqual({ first });
  });

  it.each([-1, 0, 201, 2_147_483_647])('of %i items is refused, not cut', (first) => {
    expect(pagingOf({ first, after: 'here' })).toEqual(invalid('A page has 1 to 200 items.', 'first'));
  });

  it('goes on after the one before, and the first one after nothing', () => {
    expect(pagingOf({ first: 20, after: 'here' })).toEqual({ first: 20, after: 'here' });
    expect(pagingOf({ first: 20, after: null })).toEqual({ first: 20 });
  });
});
