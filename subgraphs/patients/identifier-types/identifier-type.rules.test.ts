import { describe, expect, it } from 'vitest';
import { keyOf, mostTypes, typeToSet, type Known, type NumberType } from './identifier-type.rules.ts';

const nhs: NumberType = { authority: 'NHS', typeCode: 'NH', kind: 'NHS', system: 'nhs' };
const known = (some: Partial<Known> = {}): Known => ({ own: [], everybodys: [nhs], systemIsForeign: false, ...some });
const local = (authority: string, typeCode = 'MR') =>
  ({ authority, typeCode, kind: 'LOCAL', system: 'urn:x' }) as const;

describe('A type of number', () => {
  it('is of whatever authority where none is named', () => {
    expect(keyOf({ typeCode: ' MR ' })).toEqual({ authority: '*', typeCode: 'MR' });
    expect(keyOf({ authority: ' ', typeCode: 'MR' })).toEqual({ authority: '*', typeCode: 'MR' });
  });

  it('keeps a national number where everybody keeps it', () => {
    expect(typeToSet({ authority: 'PAS', typeCode: 'N' }, { typeCode: 'N', kind: 'NHS' }, known())).toMatchObject({
      system: 'nhs',
    });
    expect(typeToSet({ authority: 'PAS', typeCode: 'N' }, { typeCode: 'N', kind: 'CHI' }, known())).toMatchObject({
      field: 'kind',
    });
  });

  it('is refused where its system has numbers of others', () => {
    expect(typeToSet(local('A'), local('A'), known({ systemIsForeign: true }))).toMatchObject({ field: 'system' });
  });

  it('is refused where there are as many as may be; what is there can still be changed', () => {
    const own = Array.from({ length: mostTypes }, (_, index) => local(`A${index}`));
    expect(typeToSet(local('B'), local('B'), known({ own }))).toMatchObject({ kind: 'conflict', field: 'typeCode' });
    expect(typeToSet(local('A7'), local('A7'), known({ own }))).toEqual(local('A7'));
  });
});
