import fc from 'fast-check';
import { everyLabel } from './facts.ts';

// What people do about a record, as it is drawn.

const party = fc.constantFrom('one' as const, 'elsewhere' as const, 'carer' as const, 'invited' as const);
const someLabels = fc.subarray([...everyLabel], { minLength: 1 });
const team = fc.nat(1);

/** Each kind of deed as often as it makes a difference. */
export const deeds = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('share' as const),
      party,
      labels: someLabels,
      hours: fc.constantFrom(undefined, 1, 800),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('joinTeam' as const), labels: someLabels, team }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), party, bySelf: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('keepCarer' as const), pastAge: fc.constantFrom(16, 18) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('breakGlass' as const), team, asClient: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mendGlass' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('disable' as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('freeze' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leaveTeam' as const), team }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('grant' as const), whom: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), whom: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 31, 100, 100 * 24 * 60) }),
  },
);

export type Drawn = typeof deeds extends fc.Arbitrary<infer One> ? One : never;
