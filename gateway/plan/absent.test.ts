import { expect, it } from 'vitest';
import { withoutAbsent } from './absent.ts';

it('What is undefined is not there, at any depth; what is null is', () => {
  const at = new Date(0);
  const given = withoutAbsent({
    a: undefined,
    b: null,
    c: { d: undefined, e: [{ f: undefined, g: 1 }] },
    at,
    no: false,
  });
  expect(given).toStrictEqual({ b: null, c: { e: [{ g: 1 }] }, at, no: false });
});
