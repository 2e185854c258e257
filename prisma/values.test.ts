import fc from 'fast-check';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../test/database.ts';

const database = await testDatabase({ migrated: false });
const plain = new pg.Pool({ connectionString: database.url, max: 1 });
afterAll(async () => {
  await plain.end();
  await database.drop();
});

/** The value as our pool reads it, and as pg itself does. */
const read = async (type: string, value: unknown): Promise<readonly [unknown, unknown]> => {
  const text = `select $1::${type} as value`;
  const [ours, pgs] = await Promise.all([
    database.pool.query<{ value: unknown }>(text, [value]),
    plain.query<{ value: unknown }>(text, [value]),
  ]);
  return [ours.rows[0]?.value, pgs.rows[0]?.value];
};

describe('a value of a row is read as pg reads it', () => {
  it('an array of texts, whatever they are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string().filter((text) => !text.includes('\0')),
            fc.constantFrom('', 'NULL', 'null', 'a,b', '"', '\\', '{', '}', ' a ', 'a b'),
            fc.constant(null),
          ),
        ),
        async (texts) => {
          const [ours, pgs] = await read('text[]', texts);
          expect(ours).toEqual(pgs);
          expect(ours).toEqual(texts);
        },
      ),
      { numRuns: 300 },
    ));

  it('an array of identifiers', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.uuid(), fc.constant(null)), { maxLength: 5 }), async (ids) => {
        const [ours, pgs] = await read('uuid[]', ids);
        expect(ours).toEqual(pgs);
        expect(ours).toEqual(ids);
      }),
      { numRuns: 100 },
    ));

  it.each([
    '2026-06-01T12:00:00Z',
    '2026-06-01T12:00:00.1Z',
    '2026-06-01T12:00:00.123456Z',
    '2026-06-01T12:00:00+01:00',
    '0044-03-15T00:00:00Z',
    '12026-06-01T12:00:00Z',
    '0044-03-15 00:00:00 BC',
    'infinity',
    '-infinity',
  ])('the instant %s', async (instant) => {
    const [ours, pgs] = await read('timestamptz', instant);
    expect(ours).toEqual(pgs);
  });

  it('the instant in a session of another time zone', async () => {
    const client = await database.pool.connect();
    try {
      await client.query(`set time zone 'Asia/Kathmandu'`);
      const { rows } = await client.query<{ at: Date }>(`select timestamptz '2026-06-01T12:00:00Z' as at`);
      expect(rows[0]?.at).toEqual(new Date('2026-06-01T12:00:00Z'));
    } finally {
      client.release(true);
    }
  });

  it('nested arrays', async () => {
    const [ours, pgs] = await read('text[]', [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(ours).toEqual(pgs);
  });
});
