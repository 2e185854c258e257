import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMisread, readFilter, type Filter } from './filter.ts';

const compare = (name: string, operator: string, value: string) => ({
  kind: 'compare',
  path: [{ name }],
  operator,
  value,
});

describe('a filter', () => {
  it.each([
    ['name eq http://loinc.org|1234-5', compare('name', 'eq', 'http://loinc.org|1234-5')],
    ['given co "a \\"b\\", c)"', compare('given', 'co', 'a "b", c)')],
    ['  ( name  pr true ) ', compare('name', 'pr', 'true')],
    [
      'a eq 1 or b eq 2 and c eq 3',
      {
        kind: 'or',
        parts: [compare('a', 'eq', '1'), { kind: 'and', parts: [compare('b', 'eq', '2'), compare('c', 'eq', '3')] }],
      },
    ],
    [
      '(a eq 1 or b eq 2) and not (c eq 3)',
      {
        kind: 'and',
        parts: [
          { kind: 'or', parts: [compare('a', 'eq', '1'), compare('b', 'eq', '2')] },
          { kind: 'not', part: compare('c', 'eq', '3') },
        ],
      },
    ],
    [
      'subject:Patient[active eq true].name sw x',
      {
        kind: 'compare',
        path: [{ name: 'subject', type: 'Patient', filter: compare('active', 'eq', 'true') }, { name: 'name' }],
        operator: 'sw',
        value: 'x',
      },
    ],
    ['order eq or', compare('order', 'eq', 'or')],
  ])('%s is read', (text, filter) => {
    expect(readFilter(text)).toEqual(filter);
  });

  it.each([
    ['', 0, 'a search parameter'],
    ['name', 4, 'one of'],
    ['name xx 1', 5, 'one of'],
    ['name eq', 5, 'one of'],
    ['name eq "x', 8, 'quotes'],
    ['name eq x y', 10, 'the end'],
    ['(name eq x', 10, '")"'],
    ['name eq x and', 10, 'the end'],
    ['name eq x and ', 14, 'a search parameter'],
    ['a. eq x', 3, 'a search parameter'],
    [`${'('.repeat(60)}a eq 1`, 51, 'brackets'],
    [Array.from({ length: 101 }, () => 'a eq 1').join(' or '), 1000, 'comparisons'],
  ])('%s makes no sense at %i', (text, at, expected) => {
    expect(readFilter(text)).toEqual({ at, expected: expect.stringContaining(expected) as string });
  });

  it('that is written is read back', () => {
    const leaf = fc.record({
      name: fc.stringMatching(/^[a-z][a-z-]{0,5}$/),
      operator: fc.constantFrom('eq', 'co', 'ni'),
      value: fc.string(),
    });
    const tree: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4 },
        leaf.map(({ name, operator, value }): Filter => ({
          kind: 'compare',
          path: [{ name }],
          operator: operator as 'eq',
          value,
        })),
        tie('filter').map((part): Filter => ({ kind: 'not', part })),
        fc
          .tuple(
            fc.constantFrom('and' as const, 'or' as const),
            fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
          )
          .map(([kind, parts]): Filter => ({ kind, parts })),
      ),
    })).filter;
    const write = (filter: Filter): string => {
      switch (filter.kind) {
        case 'compare':
          return `${filter.path[0]?.name ?? ''} ${filter.operator} ${JSON.stringify(filter.value)}`;
        case 'not':
          return `not (${write(filter.part)})`;
        case 'and':
        case 'or':
          return filter.parts.map((part) => `(${write(part)})`).join(` ${filter.kind} `);
      }
    };
    const size = (filter: Filter): number =>
      filter.kind === 'compare'
        ? 1
        : filter.kind === 'not'
          ? size(filter.part)
          : filter.parts.reduce((sum, part) => sum + size(part), 0);
    fc.assert(
      fc.property(
        tree.filter((filter) => size(filter) <= 100),
        (filter) => {
          const read = readFilter(write(filter));
          expect(isMisread(read) ? read : read).toEqual(filter);
        },
      ),
    );
  });
});
