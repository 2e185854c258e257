import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, textOf } from './hash.ts';
import { fold } from './fold.ts';
import { placeOf, rangeHash } from './sink.ts';
import { typeIndex } from './type-index.ts';

const index = (type: string, version: 'R4' | 'STU3' = 'R4') => {
  const known = typeIndex(version, 0, type);
  if (known === undefined) throw new Error(`There is no ${type}.`);
  return known;
};

const textsOf = (halves: readonly number[]) =>
  halves.flatMap((low, place) => (place % 2 === 0 ? textOf({ low, high: halves[place + 1] ?? 0 }) : []));

describe('extraction', () => {
  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('Patient', 'Observation', 'Bundle', 'MedicationRequest', 'MolecularSequence'),
        (json, type) => {
          const wild = {
            resourceType: type,
            ...(typeof json === 'object' && !Array.isArray(json) ? json : {}),
            code: json,
            subject: json,
            name: json,
            effectiveDateTime: json,
            component: [json],
            entry: json,
          };
          expect(() => index(type).extract(wild)).not.toThrow();
        },
      ),
    );
  });

  it('keeps one value once for all parameters that look at it', () => {
    const { parameters, extract } = index('Observation');
    const values = extract({ valueQuantity: { value: 5 } });
    const own = parameters.get('value-quantity')?.terminals[0]?.place.range;
    expect(parameters.get('combo-value-quantity')?.terminals.map(({ place }) => place.range)).toContain(own);
    expect(values.ranges.filter(({ ph }) => textOf(ph) === own)).toHaveLength(1);
  });

  it('lets a composite pair what stands in one component only', () => {
    const { parameters, extract } = index('Observation');
    const [terminal] = parameters.get('component-code-value-quantity')?.terminals ?? [];
    const at = (code: string) => (terminal === undefined ? '' : rangeHash(terminal.place, `$${code}$`));
    const { ranges } = extract({
      component: [
        { code: { coding: [{ code: 'systolic' }] }, valueQuantity: { value: 120 } },
        { code: { coding: [{ code: 'diastolic' }] }, valueQuantity: { value: 80 } },
      ],
    });
    expect(ranges.filter(({ ph }) => textOf(ph) === at('systolic')).map(({ lo }) => lo)).toEqual([120]);
    expect(ranges.filter(({ ph }) => textOf(ph) === at('diastolic')).map(({ lo }) => lo)).toEqual([80]);
  });

  it('knows a value that is only bounded', () => {
    const { ranges } = index('Observation').extract({ valueQuantity: { value: 5, comparator: '<' } });
    expect(ranges[0]).toMatchObject({ lo: -Infinity, hi: 5 });
  });

  it('follows filters on the path', () => {
    const { parameters, extract } = index('Patient');
    const email = parameters.get('email')?.terminals[0]?.place.present ?? '';
    const tokens = (...telecom: readonly object[]) => textsOf(extract({ telecom }).tokens);
    const phone = { system: 'phone', value: '1' };
    expect(tokens(phone)).not.toContain(email);
    expect(tokens(phone, { system: 'email', value: 'a@b' })).toContain(email);
  });

  it('reads repeated elements that came without their list, and lists where one was due', () => {
    const { extract } = index('Patient');
    expect(extract({ name: { family: 'Ng' } }).strings).toEqual(extract({ name: [{ family: ['Ng'] }] }).strings);
  });
});

describe('the hash', () => {
  it('tells apart what differs in one place or one character', () => {
    const seen = new Set<string>();
    for (const name of ['0/Observation.token:code', '1/Observation.token:code', '0/Observation.token:status'])
      for (let n = 0; n < 20_000; n += 1)
        seen.add(hashOf(placeOf(name).value, `http://loinc.org|${String(n)}-${String(n % 10)}`));
    expect(seen.size).toBe(60_000);
  });

  it('uses all 64 bits', () => {
    const bits = Array.from({ length: 64 }, () => 0);
    for (let n = 0; n < 4000; n += 1) {
      const hash = BigInt.asUintN(64, BigInt(hashOf({ high: 1, low: 2 }, `value ${String(n)}`)));
      for (let bit = 0; bit < 64; bit += 1) bits[bit] = (bits[bit] ?? 0) + Number((hash >> BigInt(bit)) & 1n);
    }
    expect(Math.min(...bits)).toBeGreaterThan(1800);
    expect(Math.max(...bits)).toBeLessThan(2200);
  });
});

describe('folding', () => {
  it.each([
    ['Müller', 'muller'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['  O’Brien \n Ng ', 'o’brien ng'],
    ['a\u0000b', 'ab'],
    ['日本', '日本'],
  ])('%j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('a name and an address', () => {
  const patient = index('Patient');
  const strings = (resource: object) => patient.extract(resource).strings;

  it('keep each part once, where a parameter of its own looks, and the whole finds all of them', () => {
    const kept = strings({
      name: [{ text: 'Dr Ada Byron', family: 'Byron', given: ['Ada'], prefix: ['Dr'] }],
      address: [{ line: ['1 Mill Lane'], city: 'Northvale', postalCode: 'ZZ99' }],
    });
    expect(kept.map(({ value }) => value).sort()).toEqual(
      ['1 mill lane', 'ada', 'byron', 'dr', 'dr ada byron', 'northvale', 'zz99'].sort(),
    );
    const places = (code: string) => patient.parameters.get(code)?.terminals.map(({ place }) => place.range) ?? [];
    const found = (code: string) =>
      kept.filter(({ ph }) => places(code).includes(textOf(ph))).map(({ value }) => value);
    for (const code of ['name', 'phonetic'])
      expect([...found(code)].sort()).toEqual(['ada', 'byron', 'dr', 'dr ada byron']);
    expect(found('family')).toEqual(['byron']);
    expect([...found('address')].sort()).toEqual(['1 mill lane', 'northvale', 'zz99']);
    expect(found('address-city')).toEqual(['northvale']);
  });
});
