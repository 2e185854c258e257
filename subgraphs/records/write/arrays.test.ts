import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { halvesOf, textOf } from '../extract/hash.ts';
import { bigints, floats, integers, literal, utf8 } from './arrays.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
});

afterAll(() => database.drop());

/** What PostgreSQL understands, as it writes it itself. */
const understood = async (value: unknown, type: string): Promise<readonly (string | null)[]> => {
  const name = `understood.${type}`;
  const text = `select array(select e::text from unnest($1::${type}) with ordinality u(e, n) order by n) as elements`;
  const [row] = await database.sql.query<{ elements: (string | null)[] }>(name, text, [value]);
  return row?.elements ?? [];
};

const half = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

it('hashes are the bigints that searches compare with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.record({ high: half, low: half }))), async (lists) => {
      const bytes = bigints(lists.map((list) => list.flatMap(({ high, low }) => [low, high])));
      expect(await understood(bytes, 'bigint[]')).toEqual(lists.flat().map(textOf));
    }),
    { numRuns: 50 },
  );
  const { high, low } = halvesOf({ high: 1, low: 2 }, 'a value');
  expect(await understood(bigints([[low, high]]), 'bigint[]')).toEqual([textOf({ high, low })]);
});

it('numbers are the very same, infinite ones and none among them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.double().map((number) => number + 0))), async (lists) => {
      const read = await understood(floats(lists), 'float8[]');
      expect(read.map(Number)).toEqual(lists.flat());
    }),
    { numRuns: 50 },
  );
});

it('places are numbers, or nothing', async () => {
  const places = [1, null, 2 ** 31 - 1, null, 0];
  expect(await understood(integers(places), 'int[]')).toEqual(places.map((place) => place?.toString() ?? null));
  expect(await understood(integers([]), 'int[]')).toEqual([]);
});

it('texts are read back whatever they hold, and what is nothing is null', async () => {
  const character = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', ''));
  const element = fc.option(fc.oneof(character, fc.constantFrom('NULL', '"', '\\', '{a,b}', ' ', '')));
  await fc.assert(
    fc.asyncProperty(fc.array(element), async (elements) => {
      expect(await understood(literal(elements), 'text[]')).toEqual(elements);
    }),
    { numRuns: 50 },
  );
  expect(await understood(literal([1, true, null]), 'text[]')).toEqual(['1', 'true', null]);
});

it('contents lie one after the other', () => {
  expect(utf8(['a€', '', '日本', '𝄞']).toString()).toBe('a€日本𝄞');
});
