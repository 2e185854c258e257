import { describe, expect, it } from 'vitest';
import { conflict, invalid, notFound } from '../../kernel/failure.ts';
import { inMessage, warningInMessage } from './places.ts';

const places = new Map([
  ['a', 'PID[1]'],
  ['a[1]', 'PID[1].3[2]'],
  ['a[1].b', 'PID[1].3[2].1'],
]);

describe('a refusal of the graph', () => {
  it.each([
    ['a[1].b', 'PID[1].3[2].1'],
    ['a[1].c', 'PID[1].3[2]'],
    ['a[1].c[0].d', 'PID[1].3[2]'],
    ['a[0].b', 'PID[1]'],
    ['b', undefined],
    ['', undefined],
  ])('names %s by the nearest place that is known', (field, path) => {
    expect(inMessage(conflict('Taken.', field), places)).toEqual(conflict('Taken.', path));
  });

  it('without a place has none', () => {
    expect(inMessage(invalid('Wrong.'), places)).toEqual(invalid('Wrong.'));
  });
});

describe('a warning of the graph', () => {
  it.each([
    ['a[1].c', 'PID[1].3[2]'],
    ['b', undefined],
  ])('at %s is one in the sender’s terms', (field, path) => {
    const message = 'The type X^Y is not known: passed over.';
    expect(warningInMessage({ field, message }, places)).toEqual(notFound(message, path));
  });
});
