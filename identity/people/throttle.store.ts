import type { Sql } from '../../subgraphs/kit/sql.ts';
import type { Lane } from './throttle.rules.ts';

/** The lanes of an attempt that was let through, with the moment until which it would close them as a failure. */
export type Entered = { readonly counted: readonly (Lane & { readonly closes: Date | null })[] };

export type ThrottleStore = {
  /**
   * Counts an attempt as failed in all of its lanes at once, before anybody has looked at the password: however many
   * come at the same time, no more get through than may. Where a lane is closed nothing is counted, and the answer is
   * until when.
   */
  readonly enter: (lanes: readonly Lane[], now: Date) => Promise<Entered | { readonly closedUntil: Date }>;
  /** Takes the count back: the password was right. A lane that somebody else's failure has closed stays closed. */
  readonly passed: (entered: Entered) => Promise<void>;
  /** Takes the count back, and no more: the password was not looked at. */
  readonly back: (entered: Entered) => Promise<void>;
  readonly sweep: (lastBefore: Date) => Promise<void>;
};

/** A closed lane ends the transaction, and with it what was counted in the others. */
class Closed extends Error {}

export const throttleStore = (sql: Sql): ThrottleStore => {
  // One by one: in one statement they would be locked in an order that nobody has chosen.
  const takeBack = async (counted: Entered['counted']): Promise<void> => {
    for (const { name, closes } of counted) await sql.query('identity_throttle_back', back, [name, closes]);
  };

  return {
    enter: async (unsorted, now) => {
      // In one order everywhere: two attempts that share lanes never wait for each other in a circle.
      const lanes = unsorted.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const names = lanes.map(({ name }) => name);
      try {
        return await sql.transaction(async (transaction) => {
          const rows = await transaction.query<{ lane: string; closes: Date | null }>(
            'identity_throttle_enter',
            enter,
            [
              names,
              lanes.map(({ free }) => free),
              lanes.map(({ first }) => first),
              lanes.map(({ longest }) => longest),
              lanes.map(({ memory }) => memory),
              now,
            ],
          );
          if (rows.length < lanes.length) throw new Closed();
          const closes = new Map(rows.map((row) => [row.lane, row.closes]));
          return { counted: lanes.map((lane) => ({ ...lane, closes: closes.get(lane.name) ?? null })) };
        });
      } catch (error) {
        if (!(error instanceof Closed)) throw error;
        const [row] = await sql.query<{ until: Date | null }>(
          'identity_throttle_until',
          'select max(blocked_until) as until from identity.sign_in_lane where lane = any($1)',
          [names],
        );
        return { closedUntil: row?.until ?? now };
      }
    },

    passed: async ({ counted }) => {
      await sql.query('identity_throttle_clear', 'delete from identity.sign_in_lane where lane = any($1)', [
        counted.filter(({ cleared }) => cleared).map(({ name }) => name),
      ]);
      await takeBack(counted.filter(({ cleared }) => !cleared));
    },

    back: ({ counted }) => takeBack(counted),

    sweep: async (lastBefore) => {
      await sql.query('identity_throttle_sweep', 'delete from identity.sign_in_lane where last_at < $1', [lastBefore]);
    },
  };
};

const enter = `with attempt as (
    select * from unnest($1::text[], $2::int[], $3::float8[], $4::float8[], $5::float8[])
      as a (lane, free, first, longest, memory)
  )
  insert into identity.sign_in_lane as l (lane, failures, last_at, blocked_until)
  select lane, 1, $6::timestamptz, null from attempt order by lane
  on conflict (lane) do update set (failures, last_at, blocked_until) = (
    select n.failures, excluded.last_at, case when n.failures > a.free then
      excluded.last_at + least(a.longest, a.first * 2 ^ least(n.failures - a.free - 1, 30)) * interval '1 millisecond' end
    from attempt a, lateral (
      select case when l.last_at < excluded.last_at - a.memory * interval '1 millisecond' then 1 else l.failures + 1 end
    ) n (failures)
    where a.lane = l.lane
  )
  where l.blocked_until is null or l.blocked_until <= excluded.last_at
  returning lane, blocked_until as closes`;

const back = `update identity.sign_in_lane set failures = greatest(failures - 1, 0),
    blocked_until = case when blocked_until = $2::timestamptz then null else blocked_until end
  where lane = $1`;
