import { describe, expect, it } from 'vitest';
import { appointmentFromSiu } from './appointment.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (trigger: string, ...segments: readonly string[]) =>
  withHeader(messageWith(`SIU^${trigger}`, ...segments), appointmentFromSiu);

const sch = 'SCH|A1^PAS||||||^Eye clinic|OPH^Ophthalmology|||^^^202407011000^202407011030';

describe('an appointment', () => {
  it('is read where it stands', () => {
    const appointment = read(
      'S12',
      sch,
      'NTE|1||Bring <b>glasses</b>~and drops',
      'PID|1',
      'PV1|1|O|^^^^^^^^Clinic 4|||||||OPH^Eyes',
      'RGS|1',
      'AIS|1||X',
      'NTE|1||For staff',
      'AIP|1||D1^Woolf^Kate^^^Dr|C^Consultant',
      'AIP|2||D2^Best|Nurse',
      'AIP|3',
      'ZAU|https://book.example/a1?x=1&y=2',
    );
    expect(appointment).toEqual({
      externalId: 'A1',
      start: { iso: '2024-07-01T10:00:00+01:00', instant: '2024-07-01T09:00:00.000000Z', precision: 'MINUTE' },
      end: { iso: '2024-07-01T10:30:00+01:00', instant: '2024-07-01T09:30:00.000000Z', precision: 'MINUTE' },
      subject: 'Eye clinic',
      type: { code: 'OPH', display: 'Ophthalmology' },
      description: 'Bring <b>glasses</b>\nand drops',
      location: 'Clinic 4',
      specialty: { code: 'OPH', display: 'Eyes' },
      participants: [
        { name: 'Dr Kate Woolf', role: 'Consultant', path: 'AIP[1].3' },
        { name: 'Best', role: 'Nurse', path: 'AIP[2].3' },
      ],
      managementUrl: 'https://book.example/a1?x=1&y=2',
    });
  });

  it('may be of another type than SCH-8 can say', () => {
    expect(read('S12', sch, 'ZSC||||||||V^Video')).toMatchObject({ type: { code: 'V' } });
  });

  it('tells what is blank from what is removed', () => {
    const null11 = '^^^202407011000^""';
    expect(read('S13', `SCH|A1||||||^""||||${null11}`, 'NTE|1||""')).toMatchObject({
      subject: null,
      end: null,
      description: null,
    });
    expect(succeed(read('S13', 'SCH|A1'))).toMatchObject({
      subject: undefined,
      start: undefined,
      description: undefined,
    });
  });

  it.each(['S13', 'S14', 'S15', 'S26'])('needs no start in an %s', (trigger) => {
    expect(read(trigger, 'SCH|A1')).toMatchObject({ externalId: 'A1', start: undefined });
  });

  it.each([
    ['without an SCH', ['PID|1'], 'SCH[1]'],
    ['without an id', [sch.replace('A1', '')], 'SCH[1].1.1'],
    ['without a start', ['SCH|A1'], 'SCH[1].11.4'],
    ['with a start that is no time', ['SCH|A1||||||||||^^^soon'], 'SCH[1].11.4'],
    ['that ends before it starts', ['SCH|A1||||||||||^^^202407011000^202407010900'], 'SCH[1].11.5'],
    ['with a link that is not https', [sch, 'ZAU|javascript:alert(1)'], 'ZAU[1].1'],
  ])('%s is refused', (_name, segments, field) => {
    expect(read('S12', ...segments)).toMatchObject({ kind: 'invalid', field });
  });
});
