import { describe, expect, it } from 'vitest';
import { preferredPhone } from './contact.ts';
import { patientFromPid } from './patient.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (...segments: readonly string[]) => withHeader(messageWith('ADT^A31', ...segments), patientFromPid);
const patient = (...segments: readonly string[]) => succeed(read(...segments));

/** A PID with one field in its place. */
const pid = (position: number, text: string) => `PID${'|'.repeat(position)}${text}`;

describe('who is meant', () => {
  it('is said by PID-2 and PID-3 alike', () => {
    const { identifiers } = patient('PID|1|943 476-5919^^^NHS^NH{status:01}|R1^^^RVS^MR~9434765919^^^NHS^NH');
    expect(identifiers.usable).toEqual([
      { value: '9434765919', authority: 'NHS', type: 'NH', verification: '01', path: 'PID[1].2' },
      { value: 'R1', authority: 'RVS', type: 'MR', verification: undefined, path: 'PID[1].3[1]' },
    ]);
  });

  it('takes the verification from whichever of two says it', () => {
    const { identifiers } = patient('PID|1|9434765919^^^NHS^NH|9434765919^^^NHS^NH{status:02}');
    expect(identifiers.usable).toMatchObject([{ verification: '02', path: 'PID[1].2' }]);
  });

  it('leaves blanks in numbers that are not national', () => {
    expect(patient('PID|1||A 1-2^^^RVS^MR').identifiers.usable).toMatchObject([{ value: 'A 1-2' }]);
  });

  it('reads an authority that has only a universal id', () => {
    expect(patient('PID|1||7^^^&1.2.3&ISO^MR').identifiers.usable).toMatchObject([{ authority: '1.2.3' }]);
  });

  it('tells which numbers identify nobody', () => {
    expect(patient('PID|1|7|8^^^RVS~^^^RVS^MR~9^^^RVS^MR').identifiers).toMatchObject({
      usable: [{ value: '9' }],
      ignored: ['PID[1].2', 'PID[1].3[1]'],
    });
  });
});

describe('what is known of a patient', () => {
  it('is read where it stands', () => {
    const line = [
      'PID|1||7^^^RVS^MR||O\\T\\Hara&x^Ann^Bea^^Mrs||19880218113000|f|||1 High St^Flat 2^Leeds^Yorks^LS1 1AA^GBR^H',
      '||||eng^English||||||||||||||20240110150000|Y',
    ].join('');
    expect(patient(line, 'PD1|||Park Surgery^^B86001|G123^Woolf^Kate^^^Dr')).toMatchObject({
      name: { family: 'O&Hara', given: 'Ann', middle: 'Bea', title: 'Mrs', suffix: undefined },
      birthDate: '1988-02-18',
      sex: 'FEMALE',
      address: {
        line1: '1 High St',
        line2: 'Flat 2',
        city: 'Leeds',
        state: 'Yorks',
        postalCode: 'LS1 1AA',
        country: 'GBR',
      },
      language: { code: 'eng', display: 'English' },
      deathTime: { instant: '2024-01-10T15:00:00.000000Z' },
      deceased: true,
      generalPractice: { name: 'Park Surgery', odsCode: 'B86001', doctor: { id: 'G123', text: 'Dr Kate Woolf' } },
    });
  });

  it('stays as it is where nothing is sent', () => {
    const { identifiers, ...rest } = patient('PID|1');
    expect(identifiers.usable).toEqual([]);
    expect(Object.values(rest).every((value) => value === undefined)).toBe(true);
  });

  it('goes where null is sent', () => {
    expect(patient('PID|1||||""||""|""|||""||""|""|""||||||||||||||""|""')).toMatchObject({
      name: null,
      birthDate: null,
      sex: null,
      address: null,
      homeContacts: null,
      businessContacts: null,
      language: null,
      deathTime: null,
      deceased: null,
    });
  });

  it('goes in part where null is sent for a part', () => {
    expect(patient('PID|1||||Hara^Ann^""')).toMatchObject({ name: { given: 'Ann', middle: null, title: undefined } });
  });

  it.each([
    ['M', 'MALE'],
    ['U', 'UNKNOWN'],
    ['I', 'INDETERMINATE'],
    ['A', 'INDETERMINATE'],
    ['O', 'INDETERMINATE'],
  ])('sex %s is %s', (code, sex) => {
    expect(patient(pid(8, code)).sex).toBe(sex);
  });

  it('has the sex that its sender has a code of its own for', () => {
    expect(patient(pid(8, ' 9 '))).toMatchObject({ sex: undefined, sexCode: '9' });
    expect(patient(pid(8, '""'))).toMatchObject({ sex: null, sexCode: null });
  });

  it('is at the home address, if there are several', () => {
    expect(patient(pid(11, 'Work^^^^^^B~Home&Lane^^^^^^H')).address).toMatchObject({ line1: 'Home Lane' });
    expect(patient(pid(11, '1 Weir Lane&Weir Lane&1')).address).toMatchObject({ line1: '1 Weir Lane' });
    expect(patient(pid(11, '&Weir Lane&1')).address).toMatchObject({ line1: '1 Weir Lane' });
  });

  it('may have the doctor in a role', () => {
    expect(patient('PID|1', 'ROL|1|AD|AT|X^Y', 'ROL|2|AD|PP^Primary|G1^Woolf').generalPractice).toMatchObject({
      doctor: { id: 'G1', text: 'Woolf' },
      name: undefined,
    });
  });

  it.each([
    [pid(7, '20240231'), 'PID[1].7'],
    [pid(7, '1988'), 'PID[1].7'],
    [pid(29, 'yesterday'), 'PID[1].29'],
    [pid(30, 'maybe'), 'PID[1].30'],
    [pid(13, 'no.email^NET'), 'PID[1].13.1'],
    [pid(14, 'a@b.uk^NET~^NET^^c@d.uk'), 'PID[1].14[2]'],
  ])('%s is refused for %s', (line, field) => {
    expect(read(line)).toMatchObject({ kind: 'invalid', field });
  });

  it('needs a PID', () => {
    expect(read('PV1|1')).toMatchObject({ kind: 'invalid', field: 'PID[1]' });
  });
});

describe('how to reach a patient', () => {
  it.each([
    ['ann@a.uk^NET', 'EMAIL', 'ann@a.uk', 'HOME'],
    ['^NET^^ann@a.uk', 'EMAIL', 'ann@a.uk', 'HOME'],
    ['^^Internet^ann@a.uk', 'EMAIL', 'ann@a.uk', 'HOME'],
    ['0113 1^PRN', 'PHONE', '0113 1', 'HOME'],
    ['0113 1^WPN', 'PHONE', '0113 1', 'WORK'],
    ['07700 1^PRS', 'PHONE', '07700 1', 'MOBILE'],
    ['07700 1^PRN^CP', 'PHONE', '07700 1', 'MOBILE'],
    ['0113 1^HOME', 'PHONE', '0113 1', 'HOME'],
    ['^PRN^PH^^44^113^9', 'PHONE', '44 113 9', 'HOME'],
  ])('is said by %s', (text, kind, value, use) => {
    expect(patient(pid(13, text)).homeContacts).toEqual([{ kind, value, use, path: 'PID[1].13' }]);
  });

  it('is at work when PID-14 does not say otherwise', () => {
    expect(patient(pid(14, '0113 1')).businessContacts).toMatchObject([{ use: 'WORK' }]);
  });

  it('may be said twice', () => {
    expect(read(pid(13, 'a@b.uk^NET~A@B.uk^NET'))).toMatchObject({ homeContacts: [{}, {}] });
  });

  it.each([
    ['0113 1^PRN~07700 1^PRS', '07700 1'],
    ['0113 2^WPN~0113 1^PRN', '0113 1'],
    ['a@b.uk^NET~0113 2^WPN', '0113 2'],
  ])('is best by the mobile, then at home: %s', (text, value) => {
    expect(preferredPhone(patient(pid(13, text)).homeContacts ?? [])?.value).toBe(value);
  });
});
