import type { NhsLoginSetting, PersonOf, StandInUser } from '../identity/nhs/index.ts';
import type { Config } from '../kernel/config.ts';
import { patients } from './demo.ts';

/** Who can sign in at the stand-in for NHS login: the demo world's patients, and one whose details do not agree. */
const users: readonly StandInUser[] = [
  ...Object.entries(patients).map(([name, { nhsNumber, born, family, given }]) => ({
    ...{ name, nhsNumber, born, family },
    label: `${given} ${family}`,
    email: `${name}@demo.example`,
  })),
  {
    name: 'misprint',
    label: 'Alice Archer, with another date of birth',
    nhsNumber: patients.alice.nhsNumber,
    born: '1985-12-04',
    family: patients.alice.family,
    email: 'alice@demo.example',
  },
  {
    name: 'newcomer',
    label: 'Nora Newcomer, of whom there is no record',
    nhsNumber: '9912003888',
    born: '2001-02-03',
    family: 'Newcomer',
    email: 'nora@demo.example',
  },
];

/** NHS login as it is configured; the stand-in where DEMO is set and nothing is. */
export const nhsLoginOf = (
  { nhsLogin, demo }: Pick<Config, 'nhsLogin' | 'demo'>,
  personOf: PersonOf,
): NhsLoginSetting | undefined => {
  if (nhsLogin !== undefined) return { at: nhsLogin, personOf };
  return demo ? { at: { standIn: users }, personOf } : undefined;
};
