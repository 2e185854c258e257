import { describe, expect, it } from 'vitest';
import type { PatientFromFeedInput } from '../documents.generated.ts';
import { patientFromPid } from '../read/patient.ts';
import { messageWith, succeed, withHeader } from '../read/reading.fixture.ts';
import { teamsFromAdt } from '../read/teams.ts';
import { patientPlaces, toPatient } from './patient.map.ts';

type Input = Omit<PatientFromFeedInput, 'message'>;

const read = (...segments: readonly string[]) => {
  const message = messageWith('ADT^A31', ...segments);
  return { patient: succeed(withHeader(message, patientFromPid)), teams: teamsFromAdt(message) };
};
const mapped = (...segments: readonly string[]): Input => {
  const { patient, teams } = read(...segments);
  return toPatient(patient, teams);
};
/** A PID with one field in its place. */
const pid = (position: number, text: string): string => `PID${'|'.repeat(position)}${text}`;
const demographics = (position: number, text: string) => mapped(pid(position, text)).demographics;

describe('a patient of a feed', () => {
  it('goes into the graph with all that the graph has a place for', () => {
    const line = [
      "PID|1|R1^^^RVS^MR|943 476 5919^^^NHS^NH{status:01}||O'Hara^Ann^Bea^^Mrs||19880218|F|||1 High St^Flat 2^Leeds^Yorks",
      '^LS1 1AA^GBR^H||0113 1^PRN~07700 900001^PRS~ann@home.example^NET|ann@work.example^NET|eng^English',
      '||||||||||||||20240110150000+0000|Y',
    ].join('');
    expect(mapped(line, 'PD1|||Park Surgery^^B86001|G1^Woolf^Kate^^^Dr', 'ZTM|one~two|three')).toEqual({
      identifiers: [
        { value: 'R1', authority: 'RVS', typeCode: 'MR' },
        { value: '9434765919', authority: 'NHS', typeCode: 'NH', verification: '01' },
      ],
      demographics: {
        title: 'Mrs',
        familyName: "O'Hara",
        givenName: 'Ann',
        middleNames: 'Bea',
        dateOfBirth: '1988-02-18',
        gender: 'FEMALE',
        genderCode: 'F',
        deceased: true,
        deceasedAt: '2024-01-10T15:00:00.000000Z',
        language: 'eng',
        phone: '07700 900001',
        emails: ['ann@home.example', 'ann@work.example'],
        address: {
          lines: ['1 High St', 'Flat 2'],
          city: 'Leeds',
          state: 'Yorks',
          postalCode: 'LS1 1AA',
          country: 'GBR',
        },
        primaryCare: {
          practiceName: 'Park Surgery',
          practiceCode: 'B86001',
          practitionerName: 'Dr Kate Woolf',
          practitionerCode: 'G1',
        },
      },
      addTeams: ['one', 'two'],
      removeTeams: ['three'],
    });
  });

  it('says nothing of what the message does not say', () => {
    expect(mapped('PID|1')).toEqual({ identifiers: [], demographics: {} });
  });

  it('clears what the message clears', () => {
    const nulls = 'PID|1||||""^""^""^^""||""|""|||""||""||""||||||||||||||""|""';
    expect(mapped(nulls).demographics).toEqual({
      title: null,
      familyName: null,
      givenName: null,
      middleNames: null,
      dateOfBirth: null,
      gender: null,
      deceased: null,
      deceasedAt: null,
      language: null,
      phone: null,
      address: null,
    });
  });

  it.each([
    ['||Y', true],
    ['20240110', true],
    ['20240110|N', false],
    ['""', undefined],
  ])('who died is known by either of PID-29 and PID-30: %s', (text, deceased) => {
    expect(demographics(text.startsWith('||') ? 28 : 29, text).deceased).toBe(deceased);
  });

  it('keeps its number where only an email is sent, or only PID-14 is cleared', () => {
    expect(demographics(13, 'a@b.example^NET')).toEqual({ emails: ['a@b.example'] });
    expect(demographics(14, '""')).toEqual({});
  });

  it('has an email once though two fields say it', () => {
    expect(demographics(13, 'A@b.example^NET|a@b.example^NET').emails).toEqual(['A@b.example']);
  });

  it('keeps its address where only the type of one is sent', () => {
    expect(demographics(11, '^^^^^^H')).toEqual({});
  });

  it('does not call a practitioner by a number', () => {
    expect(mapped('PID|1', 'PD1||||G1').demographics.primaryCare).toEqual({ practitionerCode: 'G1' });
  });

  it('may have a number whose type stands for itself, without an authority', () => {
    expect(mapped('PID|1||7^^^^MR').identifiers).toEqual([{ value: '7', authority: '', typeCode: 'MR' }]);
  });

  it('is put into teams by any ZTM', () => {
    expect(mapped('PID|1', 'ZTM|one', 'ZTM| two ~~""')).toMatchObject({ addTeams: ['one', 'two'] });
    expect(mapped('PID|1', 'ZTM||one')).not.toHaveProperty('addTeams', expect.anything());
  });
});

describe('the places of a patient', () => {
  const { patient, teams } = read(
    'PID|1|7^^^RVS^MR|8^^^X^MR~9^^^Y^MR||||||||||07^PRN~a@b.example^NET|c@d.example^NET',
    'ZTM|one~two|three',
  );
  const places = patientPlaces(patient, teams);

  it.each([
    ['identifiers[0].value', 'PID[1].2.1'],
    ['identifiers[2].value', 'PID[1].3[2].1'],
    ['identifiers[1].typeCode', 'PID[1].3[1].5'],
    ['identifiers', 'PID[1].3'],
    ['demographics.familyName', 'PID[1].5.1'],
    ['demographics.phone', 'PID[1].13[1]'],
    ['demographics.emails[0]', 'PID[1].13[2]'],
    ['demographics.emails[1]', 'PID[1].14'],
    ['addTeams[1]', 'ZTM[1].1[2]'],
    ['removeTeams[0]', 'ZTM[1].2'],
    ['message.alias', 'MSH[1].4'],
  ])('%s is %s', (field, path) => {
    expect(places.get(field)).toBe(path);
  });
});
