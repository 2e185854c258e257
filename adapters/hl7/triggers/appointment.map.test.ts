import { describe, expect, it } from 'vitest';
import { appointmentFromSiu } from '../read/appointment.ts';
import { messageWith, succeed, withHeader } from '../read/reading.fixture.ts';
import { appointmentPlaces, toAddressAlone, toDetails } from './appointment.map.ts';

const read = (trigger: string, ...segments: readonly string[]) =>
  succeed(withHeader(messageWith(`SIU^${trigger}`, 'PID|1', ...segments), appointmentFromSiu));

const whole = [
  'SCH|A1^PAS||||||^Eye clinic|OPH^Ophthalmology^LOCAL|||^^^202407011000^202407011030',
  'NTE|1||Bring glasses',
  'PV1|1|O|^^^^^^^^Clinic 4|||||||130^Ophthalmology',
  'AIP|1',
  'AIP|2||D1^Woolf^Kate^^^Dr|C^Consultant',
];

describe('an appointment of a feed', () => {
  it('goes into the graph with all that it says', () => {
    expect(toDetails(read('S12', ...whole))).toEqual({
      start: '2024-07-01T09:00:00.000000Z',
      end: '2024-07-01T09:30:00.000000Z',
      subject: 'Eye clinic',
      description: 'Bring glasses',
      location: 'Clinic 4',
      type: { code: 'OPH', display: 'Ophthalmology', system: 'LOCAL' },
      specialty: { code: '130', display: 'Ophthalmology' },
      participants: [{ name: 'Dr Kate Woolf', role: 'Consultant' }],
    });
  });

  it('has no details without a start', () => {
    expect(toDetails(read('S15', 'SCH|A1||||||^Eye clinic'))).toBeUndefined();
  });

  it('is without what the message clears, since it replaces the whole', () => {
    expect(toDetails(read('S12', 'SCH|A1||||||^""||||^^^202407011000^""', 'NTE|1||""'))).toEqual({
      start: '2024-07-01T09:00:00.000000Z',
      end: null,
      subject: null,
      description: null,
      participants: [],
    });
  });

  it('is an address alone where it says nothing else', () => {
    const url = 'https://book.example/1';
    expect(toAddressAlone(read('S14', 'SCH|A1', `ZAU|${url}`))).toEqual({ managementUrl: url });
    expect(toAddressAlone(read('S14', 'SCH|A1', 'ZAU|""'))).toEqual({ managementUrl: null });
    expect(toAddressAlone(read('S14', 'SCH|A1'))).toBeUndefined();
    expect(toAddressAlone(read('S14', 'SCH|A1||||||^Eye clinic', `ZAU|${url}`))).toBeUndefined();
    expect(toAddressAlone(read('S14', 'SCH|A1', 'AIP|1||^Woolf', `ZAU|${url}`))).toBeUndefined();
  });

  it('knows where a participant stands, whoever is left out', () => {
    expect(appointmentPlaces(read('S12', ...whole)).get('details.participants[0]')).toBe('AIP[2].3');
  });
});
