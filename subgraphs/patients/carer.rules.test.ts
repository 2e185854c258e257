import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { carerEnds, carerHolds, carerHoldsSql } from './carer.rules.ts';

const database = await testDatabase();
afterAll(database.drop);

const at = (day: string, time = '12:00:00'): Date => new Date(`${day}T${time}Z`);

describe('a carer of a child', () => {
  it.each([
    ['2013-06-02', '2020-01-01', null, '2026-06-01', true],
    ['2013-06-01', '2020-01-01', null, '2026-06-01', false],
    ['2013-06-01', '2020-01-01', 13, '2026-06-01', true],
    ['2013-06-01', '2020-01-01', 13, '2029-05-31', true],
    ['2013-06-01', '2020-01-01', 13, '2029-06-01', false],
    ['2013-06-01', '2026-06-01', null, '2026-06-01', true],
    ['2013-06-01', '2026-05-31', null, '2026-06-01', false],
    ['2010-06-01', '2023-07-01', 16, '2028-05-31', true],
    ['2010-06-01', '2023-07-01', 16, '2028-06-01', false],
    ['1985-04-12', '2026-01-01', null, '2026-06-01', true],
    ['2012-02-29', '2020-01-01', null, '2025-02-28', true],
    ['2012-02-29', '2020-01-01', null, '2025-03-01', false],
    ['2012-02-29', '2025-02-28', null, '2025-03-01', false],
    ['2008-02-29', '2023-01-01', null, '2024-02-28', true],
    ['2008-02-29', '2023-01-01', null, '2024-02-29', false],
    [null, '2020-01-01', null, '2026-06-01', true],
  ])('born %s, who cares since %s, kept past %s, on %s: %s', (patientBorn, since, keptPastAge, today, holds) => {
    expect(carerHolds({ patientBorn, since: at(since), keptPastAge, today: at(today) })).toBe(holds);
  });

  it('leaves as the birthday begins', () => {
    const child = { patientBorn: '2013-06-01', since: at('2020-01-01'), keptPastAge: null };
    expect(carerHolds({ ...child, today: at('2026-05-31', '23:59:59.999') })).toBe(true);
    expect(carerHolds({ ...child, today: at('2026-06-01', '00:00:00') })).toBe(false);
  });

  it('ends at the very moment from which it holds no more', () => {
    const day = fc.date({ min: at('2000-01-01'), max: at('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.constantFrom(null, 13, 16, 18), (born, since, keptPastAge) => {
        const consent = { patientBorn: born.toISOString().slice(0, 10), since, keptPastAge };
        const end = carerEnds(consent);
        const [before, from] = [end && new Date(end.getTime() - 1), end ?? at('2999-01-01')];
        expect(carerHolds({ ...consent, today: from })).toBe(end === undefined);
        if (before !== undefined && before >= since) expect(carerHolds({ ...consent, today: before })).toBe(true);
      }),
      { examples: [[at('2012-02-29'), at('2020-01-01'), null]] },
    );
  });

  it('leaves lists on the same day: the predicate says what the rule says', async () => {
    const day = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(-1, 0, 1), fc.integer({ min: 0, max: 86_399 }))
      .map(([years, days, seconds]) => ({ years, days, seconds }));
    const born = fc.oneof(
      fc.constantFrom('2004-02-29', '2008-02-29', '2007-02-28', '2007-03-01'),
      fc
        .date({ min: at('2000-01-01'), max: at('2010-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    );
    const world = fc.record({ born, since: day, today: day, keptPastAge: fc.constantFrom(null, 13, 16, 18) });
    await fc.assert(
      fc.asyncProperty(fc.array(world, { minLength: 100, maxLength: 100 }), async (worlds) => {
        const cases = worlds.map((one) => ({
          patientBorn: one.born,
          since: near(one.born, one.since),
          today: near(one.born, one.today),
          keptPastAge: one.keptPastAge,
        }));
        const rows = await database.sql.query<{ holds: boolean }>('test.carers', predicate, [
          cases.map(({ patientBorn }) => patientBorn),
          cases.map(({ since }) => since),
          cases.map(({ keptPastAge }) => keptPastAge),
          cases.map(({ today }) => today),
        ]);
        expect(rows.map(({ holds }) => holds)).toEqual(cases.map(carerHolds));
      }),
      { numRuns: 30 },
    );
  });
});

/** Some years after the birth, on the birthday or next to it. */
const near = (born: string, { years, days, seconds }: { years: number; days: number; seconds: number }): Date => {
  const moment = at(born, '00:00:00');
  moment.setUTCFullYear(moment.getUTCFullYear() + years);
  return new Date(moment.getTime() + days * 86_400_000 + seconds * 1000);
};

const predicate = `select ${carerHoldsSql} as holds
  from unnest($1::date[], $2::timestamptz[], $3::int[], $4::timestamptz[]) with ordinality x(born, since, kept, at, n)
  cross join lateral (select x.born as date_of_birth) p
  cross join lateral (select x.since, x.kept as kept_past_age) c
  cross join lateral (select x.at) w order by x.n`;
