import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inOneProcess, type Wiring } from '../wiring.ts';
import { at, wardOf, type Ward } from './ward.ts';

// SIU S12 to S15 and S26 through the endpoint, read back by GraphQL and FHIR. Domain reference §4.5, §11 T6 to T8

let system: Wiring;
let ward: Ward;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

let id = '';
let appointments = 0;
beforeEach(async () => {
  ward = await wardOf(system);
  id = `SIU-${String((appointments += 1))}`;
});

const booking = () => [
  `SCH|${id}||||||^Eye clinic|OPH^Ophthalmology^LOCAL|||^^^20270701100000+0000^20270701103000+0000`,
  'NTE|1||Bring your glasses.',
  'PV1|1|O|^^^^^^^^Clinic 4',
  'AIP|1||D1^Woolf^Kate^^^Dr|C^Consultant',
];
/** Nothing but the number and what is given. */
const sch = (subject = '', time = ''): string => `SCH|${id}||||||^${subject}||||${time}`;
const later = '^^^20270801100000+0000';

type Shown = { readonly appointments: { readonly items: readonly Record<string, unknown>[] } };
const shown = async (
  fields = 'status subject description location start end type { code } participants { name role }',
): Promise<unknown> => (await ward.read<Shown>(`appointments { items { ${fields} } }`)).appointments.items;
const whole = {
  status: 'ACTIVE',
  subject: 'Eye clinic',
  description: 'Bring your glasses.',
  location: 'Clinic 4',
  start: '2027-07-01T10:00:00.000Z',
  end: '2027-07-01T10:30:00.000Z',
  type: { code: 'OPH' },
  participants: [{ name: 'Dr Kate Woolf', role: 'Consultant' }],
};

describe.each(['S13', 'S14'])('SIU %s', (trigger) => {
  it('changes what it says, leaves what is blank, and names anew who takes part', async () => {
    await ward.send('SIU^S12', booking(), at(0));
    const change = [sch('Cataract clinic'), 'AIP|1||^Grey^Ann^^^Dr|S^Surgeon', 'AIP|2||^May^Joe'];
    expect(await ward.send(`SIU^${trigger}`, change, at(1))).toBe('AA');
    const participants = [
      { name: 'Dr Ann Grey', role: 'Surgeon' },
      { name: 'Joe May', role: null },
    ];
    expect(await shown()).toEqual([{ ...whole, subject: 'Cataract clinic', participants }]);
    expect(await ward.send(`SIU^${trigger}`, [sch()], at(2))).toBe('AA');
    expect(await shown()).toEqual([{ ...whole, subject: 'Cataract clinic', participants: [] }]);
  });

  it('removes what it clears, and drops an end that its new start has passed', async () => {
    await ward.send('SIU^S12', booking(), at(0));
    const change = [sch('""', later), 'NTE|1||""'];
    expect(await ward.send(`SIU^${trigger}`, change, at(1))).toBe('AA');
    expect(await shown()).toEqual([
      {
        ...whole,
        subject: 'Appointment',
        description: null,
        start: '2027-08-01T10:00:00.000Z',
        end: null,
        participants: [],
      },
    ]);
    expect(await ward.fhir('Appointment?actor=Patient/PATIENT')).toMatchObject([
      { status: 'booked', start: '2027-08-01T10:00:00.000Z', participant: [{}, { actor: { display: 'Clinic 4' } }] },
    ]);
  });

  it.each([
    ['S15', 'CANCELLED', 'cancelled'],
    ['S26', 'DNA', 'noshow'],
  ])('makes an appointment stand again after an %s', async (before, status, fhir) => {
    await ward.send('SIU^S12', booking(), at(0));
    await ward.send(`SIU^${before}`, [sch()], at(1));
    expect(await shown()).toEqual([{ ...whole, status }]);
    expect(await ward.fhir('Appointment?actor=Patient/PATIENT')).toMatchObject([{ status: fhir }]);
    expect(await ward.send(`SIU^${trigger}`, [sch()], at(2))).toBe('AA');
    expect(await shown('status subject')).toEqual([{ status: 'ACTIVE', subject: 'Eye clinic' }]);
  });

  it('makes an appointment that nobody knows, where it has a start', async () => {
    expect(await ward.send(`SIU^${trigger}`, booking(), at(0))).toBe('AA');
    expect(await shown()).toEqual([whole]);
  });

  it('of an appointment that nobody knows is refused without a start', async () => {
    expect(await ward.send(`SIU^${trigger}`, [sch('Eye clinic')])).toMatch(/^AR Rejected: SCH\[1\]\.1\.1: /);
    expect(await shown()).toEqual([]);
  });

  it('that is older than what is there changes nothing, and says so', async () => {
    await ward.send('SIU^S12', booking(), at(5));
    expect(await ward.send(`SIU^${trigger}`, [sch('Old')], at(1))).toBe('AA');
    expect(ward.errors()).toEqual([expect.stringMatching(/^SCH\^1\^1\^1\^1\|W\|A newer message/)]);
    expect(await shown()).toEqual([whole]);
  });

  it('sent twice is done once, and answered alike', async () => {
    await ward.send('SIU^S12', booking(), at(0));
    const again = { ...at(1), controlId: `${id}-${trigger}` };
    expect(await ward.send(`SIU^${trigger}`, [sch('Cataract clinic')], again)).toBe('AA');
    expect(await ward.send(`SIU^${trigger}`, [sch('Cataract clinic')], again)).toBe('AA');
    expect(await shown('version subject')).toEqual([{ version: 2, subject: 'Cataract clinic' }]);
  });
});

describe('SIU S26', () => {
  it('of an appointment that nobody knows makes it where it has a start, and is refused where not', async () => {
    expect(await ward.send('SIU^S26', [sch()])).toMatch(/^AR Rejected: SCH\[1\]\.1\.1: /);
    expect(await ward.send('SIU^S26', booking(), at(0))).toBe('AA');
    expect(await shown()).toEqual([{ ...whole, status: 'DNA' }]);
  });

  it('that is older than what is there changes nothing', async () => {
    await ward.send('SIU^S12', booking(), at(5));
    expect(await ward.send('SIU^S26', [sch()], at(1))).toBe('AA');
    expect(await shown()).toEqual([whole]);
  });
});

describe('an address by which the patient manages the appointment (ZAU)', () => {
  const url = 'https://book.example/a?b=1';
  const alone = (address: string): readonly string[] => [sch(), `ZAU|${address}`];

  it('from a partner that says nothing else changes nothing else, until a whole replacement leaves it out', async () => {
    await ward.send('SIU^S12', booking(), at(0));
    await ward.send('SIU^S15', [sch()], at(1));
    const partner = { ...at(2), user: 'postbridge-hl7', facility: 'riverside-post{riverside-post}' };
    expect(await ward.send('SIU^S14', alone(url), partner)).toBe('AA');
    const fields =
      'status subject description location start end type { code } participants { name role } managementUrl';
    expect(await shown(fields)).toEqual([{ ...whole, status: 'CANCELLED', managementUrl: url }]);
    await ward.send('SIU^S13', [sch('Cataract clinic')], at(3));
    expect(await shown('status subject managementUrl')).toEqual([
      { status: 'ACTIVE', subject: 'Cataract clinic', managementUrl: url },
    ]);
    await ward.send('SIU^S12', booking(), at(4));
    expect(await shown('managementUrl')).toEqual([{ managementUrl: null }]);
  });

  it('goes when it is cleared', async () => {
    await ward.send('SIU^S12', [...booking(), `ZAU|${url}`], at(0));
    expect(await shown('managementUrl')).toEqual([{ managementUrl: url }]);
    await ward.send('SIU^S14', alone('""'), at(1));
    expect(await shown('managementUrl participants { name }')).toEqual([
      { managementUrl: null, participants: [{ name: 'Dr Kate Woolf' }] },
    ]);
  });

  it.each([
    'http://book.example/1',
    'javascript:alert(1)',
    'https://',
    'https://bank.example@evil.example/',
    'nonsense',
  ])('is refused where it is %s', async (address) => {
    await ward.send('SIU^S12', booking(), at(0));
    expect(await ward.send('SIU^S14', alone(address), at(1))).toMatch(/^AR Rejected: ZAU\[1\]\.1: /);
    expect(await shown('managementUrl')).toEqual([{ managementUrl: null }]);
  });

  it('from a partner whom nobody has granted is refused', async () => {
    await ward.send('SIU^S12', booking(), at(0));
    const partner = { ...at(1), user: 'postbridge-hl7', facility: 'hillside' };
    expect(await ward.send('SIU^S14', alone(url), partner)).toMatch(/^AR Rejected: MSH\[1\]\.4: /);
  });
});

describe('ZSC-8', () => {
  it('is the type of the appointment rather than SCH-8', async () => {
    await ward.send('SIU^S12', [...booking(), 'ZSC||||||||VID^Video call'], at(0));
    expect(await shown('type { code display }')).toEqual([{ type: { code: 'VID', display: 'Video call' } }]);
  });
});

describe('an SIU that is wrong', () => {
  it.each([
    ['without SCH', 'S13', [], 'SCH[1]'],
    ['without a number', 'S14', ['SCH|'], 'SCH[1].1'],
    ['with an odd time', 'S13', ['SCH|1||||||||||^^^tomorrow'], 'SCH[1].11.4'],
    ['that ends before it starts', 'S26', ['SCH|1||||||||||^^^20270701^20260701'], 'SCH[1].11.5'],
  ])('%s is AR with the place', async (_name, trigger, segments, place) => {
    const answer = await ward.send(`SIU^${trigger}`, segments);
    expect(answer.startsWith(`AR Rejected: ${place}`)).toBe(true);
    expect(ward.errors()).toHaveLength(1);
  });
});
