import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare, type Recorded } from './compare.rules.ts';

const record: Recorded = {
  familyName: 'Weir',
  givenName: 'Dora',
  dateOfBirth: '1990-02-03',
  gender: 'FEMALE',
  identifiers: [
    { system: 'nhs', value: '9434765919', verification: '01' },
    { system: 'local', value: 'H1', verification: null },
    { system: 'local', value: 'H2', verification: null },
  ],
};

it('puts the record’s value beside the message’s, and of several numbers the one that agrees', () => {
  const said = {
    familyName: 'Ware',
    identifiers: [
      { system: 'nhs', value: '9434765919', verification: '02' },
      { system: 'local', value: 'H2' },
    ],
  };
  expect(compare(said, record)).toEqual([
    { field: 'familyName', messageValue: 'Ware', recordValue: 'Weir' },
    { field: 'identifier nhs', messageValue: '9434765919 (status 02)', recordValue: '9434765919 (status 01)' },
    { field: 'identifier local', messageValue: 'H2', recordValue: 'H2' },
  ]);
});

it('says of no record that there is nothing', () => {
  expect(compare({ dateOfBirth: '1990-03-02', identifiers: [] }, null)).toEqual([
    { field: 'dateOfBirth', messageValue: '1990-03-02', recordValue: null },
  ]);
});

it('shows nothing of the record that the message says nothing about', () => {
  const fields = ['familyName', 'givenName', 'dateOfBirth', 'gender'] as const;
  fc.assert(
    fc.property(fc.subarray([...fields]), fc.subarray(['nhs', 'local', 'other']), (told, systems) => {
      const said = {
        ...Object.fromEntries(told.map((field) => [field, 'x'])),
        identifiers: systems.map((system) => ({ system, value: 'x' })),
      };
      expect(compare(said, record).map(({ field }) => field)).toEqual([
        ...fields.filter((field) => told.includes(field)),
        ...systems.map((system) => `identifier ${system}`),
      ]);
    }),
  );
});
