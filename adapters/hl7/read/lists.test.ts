import { describe, expect, it } from 'vitest';
import { listsFromAdt } from './lists.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (...segments: readonly string[]) => withHeader(messageWith('ADT^A31', 'PID|1', ...segments), listsFromAdt);

const nuts = 'AL1|1|FA|91934008^Nut allergy^SCT|MI|Rash~Wheeze|20200101';

describe('the lists of a patient', () => {
  it('are left alone when they are not sent', () => {
    expect(succeed(read())).toEqual({ allergies: undefined, diagnoses: undefined, medications: undefined });
  });

  it('have allergies, each with whoever says so', () => {
    expect(read(nuts, 'NTE|1||Her mother', 'AL1|2||^Dust', 'DG1|1||X', 'NTE|1||not of the allergy')).toMatchObject({
      allergies: [
        {
          allergen: { code: '91934008', system: 'SCT' },
          kind: { code: 'FA' },
          severity: { code: 'MI' },
          reactions: ['Rash', 'Wheeze'],
          onset: { iso: '2020-01-01' },
          source: 'Her mother',
        },
        { allergen: { code: undefined, display: 'Dust' }, source: undefined },
      ],
    });
  });

  it('have diagnoses, in code or in words', () => {
    expect(read('DG1|1||64766004^^SCT|Colitis|2021|A', 'DG1|2|||Gout')).toMatchObject({
      diagnoses: [
        { diagnosis: { code: '64766004', display: 'Colitis' }, at: { precision: 'YEAR' }, kind: 'A' },
        { diagnosis: { code: undefined, display: 'Gout' }, at: undefined },
      ],
    });
  });

  it('have medicines', () => {
    expect(read('ZRX|1|^Aspirin 75 mg|1 tablet|oral|daily|20240101|20240201|pain|G1^Woolf|M1')).toMatchObject({
      medications: [
        {
          externalId: 'M1',
          name: { display: 'Aspirin 75 mg' },
          dose: '1 tablet',
          route: 'oral',
          frequency: 'daily',
          indication: 'pain',
          start: { iso: '2024-01-01' },
          end: { iso: '2024-02-01' },
          prescriber: { text: 'Woolf' },
        },
      ],
    });
  });

  it('may name an allergen again with another onset', () => {
    expect(read(nuts, nuts.replace('20200101', '20210101'))).toMatchObject({ allergies: [{}, {}] });
  });

  it.each([
    ['an allergy to nothing', ['AL1|1|FA'], 'AL1[1].3'],
    ['an allergy since no time', ['AL1|1|FA|X|||soon'], 'AL1[1].6'],
    ['no diagnosis', ['DG1|1'], 'DG1[1].3'],
    ['a medicine without a name', ['ZRX|1||1 tablet'], 'ZRX[1].2'],
    ['a medicine that ends at no time', ['ZRX|1|X|||||soon'], 'ZRX[1].7'],
  ])('with %s are refused', (_name, segments, field) => {
    expect(read(...segments)).toMatchObject({ kind: 'invalid', field });
  });

  it.each([
    ['allergy', [nuts, nuts], 'AL1[2].3'],
    ['allergy in words', ['AL1|1||^Dust', 'AL1|2||^Dust'], 'AL1[2].3'],
    ['allergy, of a day that is said more closely', ['AL1|1||X|||2020', 'AL1|2||X|||20200101'], 'AL1[2].3'],
    ['diagnosis', ['DG1|1||J45^Asthma^I10', 'DG1|2||J45^Asthma^I10|||A'], 'DG1[2].3'],
    ['medicine', ['ZRX|1|S', 'ZRX|2|S|2 puffs'], 'ZRX[2].2'],
    ['id of a medicine', ['ZRX|1|S||||||||R1', 'ZRX|2|T||||||||R1'], 'ZRX[2].2'],
  ])('with the same %s twice are refused', (_name, segments, field) => {
    expect(read(...segments)).toMatchObject({ kind: 'conflict', field });
  });

  it('may name a diagnosis again of another time, or in another system', () => {
    const asthma = 'DG1|1||J45^Asthma^I10||20190203';
    expect(read(asthma, asthma.replace('2019', '2020'), asthma.replace('I10', 'LOCAL'))).toMatchObject({
      diagnoses: [{}, {}, {}],
    });
  });

  it.each(['AL1|1||^Du\\X07\\st', 'DG1|1|||Asth\\X08\\ma', 'ZRX|1|S|2\\X1F\\puffs'])(
    'with %s are refused',
    (segment) => {
      expect(read(segment)).toMatchObject({ kind: 'invalid', field: `${segment.slice(0, 3)}[1]` });
    },
  );
});
