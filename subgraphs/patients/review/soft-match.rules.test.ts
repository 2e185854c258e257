import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mismatches } from './soft-match.rules.ts';
import type { SoftMatch } from './matching.types.ts';

const record = {
  demographics: { date_of_birth: '1990-02-03', family_name: 'O’Dwyer-Núñez', given_name: 'Zoë', gender: 'FEMALE' },
};
const everything: readonly SoftMatch[] = ['DATE_OF_BIRTH', 'FAMILY_NAME', 'GIVEN_NAME', 'GENDER'];
const agreeing = { dateOfBirth: '1990-02-03', familyName: 'ODWYER NUNEZ', givenName: 'ZOE', gender: 'FEMALE' };
const compare = (person: Parameters<typeof mismatches>[0]['person'], softMatch: readonly SoftMatch[] = everything) =>
  mismatches({ checks: { softMatch }, record, person });

describe('a message that is compared with its record', () => {
  it('agrees by the letters of its names, whatever their case, accents and hyphens', () => {
    expect(compare(agreeing)).toEqual([]);
  });

  it.each([
    ['DATE_OF_BIRTH', { dateOfBirth: '1990-03-02' }, 'DOB_MISMATCH', 'dateOfBirth'],
    ['FAMILY_NAME', { familyName: 'Dwyer' }, 'FAMILY_NAME_MISMATCH', 'familyName'],
    ['GIVEN_NAME', { givenName: 'Zo' }, 'GIVEN_NAME_MISMATCH', 'givenName'],
    ['GENDER', { gender: 'MALE' }, 'GENDER_MISMATCH', 'gender'],
  ] as const)('by its %s alone, differs in that and has to say it', (field, other, reason, said) => {
    const person = { ...agreeing, ...other };
    expect(compare(person, [field])).toEqual([reason]);
    expect(compare(person)).toEqual([reason]);
    expect(
      compare(
        person,
        everything.filter((one) => one !== field),
      ),
    ).toEqual([]);
    for (const missing of [null, undefined, ''])
      expect(compare({ ...agreeing, [said]: missing }, [field])).toMatchObject({
        kind: 'invalid',
        field: `person.${said}`,
      });
  });

  it('is not compared where either does not know', () => {
    const nothing = { date_of_birth: null, family_name: null, given_name: null, gender: 'UNKNOWN' };
    expect(
      mismatches({ checks: { softMatch: everything }, record: { demographics: nothing }, person: undefined }),
    ).toEqual([]);
    expect(mismatches({ checks: { softMatch: everything }, record: undefined, person: undefined })).toEqual([]);
    expect(compare({ gender: 'UNKNOWN' }, ['GENDER'])).toEqual([]);
  });

  it('differs in a name by any other letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (more) => {
        const familyName = `${agreeing.familyName}${more}`;
        const isOther = /\p{L}/u.test(more.normalize('NFKD'));
        expect(compare({ ...agreeing, familyName })).toEqual(isOther ? ['FAMILY_NAME_MISMATCH'] : []);
      }),
    );
  });
});
