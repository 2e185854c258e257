import { describe, expect, it } from 'vitest';
import { encounterFromAdt } from './encounter.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (...segments: readonly string[]) => withHeader(messageWith('ADT^A01', ...segments), encounterFromAdt);

/** PV1 by the numbers of its fields. */
const pv1 = (fields: Readonly<Record<number, string>>): string =>
  ['PV1', ...Array.from({ length: 45 }, (_, index) => ({ 19: 'V1', ...fields })[index + 1] ?? '')].join('|');

describe('an encounter', () => {
  it('is read where it stands', () => {
    const encounter = read(
      'EVN|A01|20240201115900|20240203|||20240201113000',
      'PID|1',
      pv1({
        2: 'I^Inpatient',
        3: 'W1^R2^B3^RVS^^^East^5^Ward one',
        7: 'C1^Grey^Ann^^^Dr~C2^Shaw',
        8: 'G1^Li&van^Bo',
        9: '^Woolf',
        10: '300^General medicine',
        19: 'V1^^^RVS',
        44: '20240201113000',
        45: '20240202',
      }),
      'PV2||||||||20240204',
      'ZVN|A02^Transfer|||||20240201120000',
    );
    expect(encounter).toMatchObject({
      externalId: 'V1',
      patientClass: 'I',
      location: { text: 'Ward one', ward: 'W1', room: 'R2', bed: 'B3' },
      specialty: { code: '300', display: 'General medicine' },
      attenders: ['Dr Ann Grey', 'Shaw'],
      referrers: ['Bo Li'],
      consulters: ['Woolf'],
      admittedAt: { instant: '2024-02-01T11:30:00.000000Z' },
      dischargedAt: { instant: '2024-02-02T00:00:00.000000Z' },
      plannedFor: { instant: '2024-02-03T00:00:00.000000Z' },
      occurredAt: { instant: '2024-02-01T11:30:00.000000Z' },
      named: { trigger: 'A02', at: { instant: '2024-02-01T12:00:00.000000Z' }, path: 'ZVN[1].1.1' },
    });
  });

  it('is a number at least: what is blank is not said, and what is null is removed', () => {
    expect(succeed(read('PID|1', pv1({})))).toMatchObject({ externalId: 'V1', occurredAt: { precision: 'SECOND' } });
    const nothing = { patientClass: undefined, location: undefined, specialty: undefined, attenders: undefined };
    expect(read(pv1({ 2: '', 3: '', 7: '', 10: '' }))).toMatchObject(nothing);
    const removed = { patientClass: null, location: null, specialty: null, attenders: null, referrers: null };
    expect(read(pv1({ 2: '""', 3: '""', 7: '""', 8: '""', 10: '""', 44: '""' }))).toMatchObject(removed);
  });

  it('is planned for EVN-3, else PV1-44, else PV2-8', () => {
    const planned = (...segments: readonly string[]) => succeed(read(...segments)).plannedFor?.iso;
    const pv2 = 'PV2||||||||20240204';
    expect(planned('EVN||20240201|20240203', pv1({ 44: '20240205' }), pv2)).toBe('2024-02-03');
    expect(planned('EVN||20240201', pv1({ 44: '20240205' }), pv2)).toBe('2024-02-05');
    expect(planned(pv1({}), pv2)).toBe('2024-02-04');
    expect(planned(pv1({}))).toBeUndefined();
  });

  it.each([
    ['no PV1', ['PID|1'], 'PV1[1]'],
    ['no number', [pv1({ 19: '' })], 'PV1[1].19.1'],
    ['a number of authorities alone', [pv1({ 19: '^^^RVS' })], 'PV1[1].19.1'],
    ['an admission at no time', [pv1({ 44: 'today' })], 'PV1[1].44'],
    ['a discharge at no time', [pv1({ 45: '20241301' })], 'PV1[1].45'],
    ['a discharge before the admission', [pv1({ 44: '20240202', 45: '20240201' })], 'PV1[1].45'],
    ['a plan at no time', [pv1({}), 'PV2||||||||soon'], 'PV2[1].8'],
    ['an event at no time', ['EVN||20240201||||now', pv1({})], 'EVN[1].6'],
    ['a doctor by number alone', [pv1({ 7: 'C1' })], 'PV1[1].7.2'],
    ['a second one by given name alone', [pv1({ 9: 'C1^Grey~C2^^Ann' })], 'PV1[1].9[2].2'],
    ['an event named at no time', [pv1({}), 'ZVN|A02|||||then'], 'ZVN[1].6'],
  ])('with %s is refused there', (_name, segments, field) => {
    expect(read(...segments)).toMatchObject({ kind: 'invalid', field });
  });
});
