import { describe, expect, it } from 'vitest';
import { inWordsOfFeed, soughtNumbers, type KnownType } from './feed-query.rules.ts';

const nhs: KnownType = { authority: 'NHS', typeCode: 'NH', kind: 'NHS', system: 'nhs', own: false };
const odd: KnownType = { authority: 'NHSNBR', typeCode: 'NHSNMBR', kind: 'NHS', system: 'nhs', own: true };
const chi: KnownType = { authority: 'CHI', typeCode: 'CH', kind: 'CHI', system: 'chi', own: false };
const mr: KnownType = { authority: 'RVS', typeCode: 'MR', kind: 'LOCAL', system: 'local', own: true };
const anyMr: KnownType = { authority: '*', typeCode: 'MR', kind: 'LOCAL', system: 'local', own: true };
const publicId: KnownType = { authority: 'PKB', typeCode: 'PI', kind: 'PUBLIC', system: 'public', own: false };

describe('a number that is sought', () => {
  it('as a national one may be of each kind, and is sought once in each', () => {
    const numbers = [{ value: ' 943-476 5919 ', isLocal: false }];
    expect(soughtNumbers(numbers, [nhs, odd, chi, mr, publicId])).toEqual({
      sought: [
        { system: 'nhs', value: '9434765919' },
        { system: 'chi', value: '9434765919' },
      ],
      warnings: [],
    });
  });

  it('as the organisation’s own is sought among those alone, as it is written', () => {
    expect(soughtNumbers([{ value: ' A-1 b', isLocal: true }], [nhs, mr, anyMr]).sought).toEqual([
      { system: 'local', value: 'A-1 b' },
    ]);
  });

  it.each([
    ['1234567890', false],
    ['', false],
    ['  ', true],
  ])('that cannot be one (%s) is warned of by its place', (value, isLocal) => {
    const { sought, warnings } = soughtNumbers([{ value, isLocal }], [nhs, mr]);
    expect(sought).toEqual([]);
    expect(warnings).toMatchObject([{ field: 'numbers[0].value' }]);
  });
});

describe('the numbers of a record', () => {
  const identifiers = [
    { system: 'nhs', value: '9434765919', verification: '01' },
    { system: 'local', value: 'H1' },
    { system: 'another hospital’s', value: 'X1' },
  ];

  it('are told in the words that are the same everywhere; another’s are not told', () => {
    expect(inWordsOfFeed({ id: 'id', identifiers }, [odd, nhs, anyMr, mr, publicId])).toEqual([
      { value: '9434765919', authority: 'NHS', typeCode: 'NH', verification: '01' },
      { value: 'H1', authority: 'RVS', typeCode: 'MR' },
      { value: 'id', authority: 'PKB', typeCode: 'PI' },
    ]);
  });

  it('have no authority where any would do', () => {
    expect(inWordsOfFeed({ id: 'id', identifiers }, [anyMr])).toEqual([{ value: 'H1', authority: '', typeCode: 'MR' }]);
  });
});
