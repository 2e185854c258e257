import { describe, expect, it } from 'vitest';
import { readObservationValue } from './observation.ts';
import { messageWith } from './reading.fixture.ts';
import { london } from './zone.ts';

const read = (type: string, value: string) => {
  const obx = messageWith('ORU^R01', `OBX|1|${type}|X||${value}`).segment('OBX');
  if (obx === undefined) throw new Error('There is no OBX.');
  return readObservationValue(obx, london);
};

describe('the value of an observation', () => {
  it.each([
    ['NM', '7.10', { kind: 'NUMBER', comparator: undefined, number: '7.10' }],
    ['NM', '-.5', { kind: 'NUMBER', number: '-.5' }],
    ['NM', '<15', { kind: 'NUMBER', comparator: '<', number: '15' }],
    ['NM', '60~120', { kind: 'TEXT', text: '60\n120' }],
    ['CE', 'ECOLI^E. coli^L~STAU^^L~^as dictated', { kind: 'TEXT', text: 'E. coli\nSTAU\nas dictated' }],
    ['SN', '>=^100', { kind: 'STRUCTURED', comparator: '>=', first: '100', separator: undefined }],
    ['SN', '^1^:^128', { kind: 'STRUCTURED', comparator: undefined, first: '1', separator: ':', second: '128' }],
    ['ST', 'A & B^C', { kind: 'TEXT', text: 'A & B^C' }],
    ['FT', 'one\\.br\\two \\T\\ three~four', { kind: 'TEXT', text: 'one\ntwo & three\nfour' }],
    ['CE', 'N^Normal^L^17621005^Normal^SCT', { kind: 'CODED', coded: { code: 'N', alternate: { system: 'SCT' } } }],
    ['CWE', '^^^^^^^^as dictated', { kind: 'CODED', coded: { code: undefined, display: 'as dictated' } }],
    ['DT', '20240201', { kind: 'DATE', date: '2024-02-01' }],
    ['TM', '1305', { kind: 'TIME', time: '13:05' }],
    ['TS', '202407011305', { kind: 'MOMENT', moment: { instant: '2024-07-01T12:05:00.000000Z' } }],
    ['RP', 'https://pacs.example/1^PACS', { kind: 'REFERENCE', uri: 'https://pacs.example/1' }],
    [
      'ED',
      '^application^pdf^Base64^JVBERi0xLjQK',
      { kind: 'ATTACHMENT', attachment: { mediaType: 'application/pdf' } },
    ],
  ])('of type %s, %s', (type, text, expected) => {
    expect(read(type, text)).toMatchObject(expected);
  });

  it.each(['', '""', ' '])('is none when %j is sent', (text) => {
    expect(read('NM', text)).toBeUndefined();
  });

  it.each([
    ['NM', '1,5', 'OBX[1].5'],
    ['NM', 'high', 'OBX[1].5'],
    ['SN', '<^', 'OBX[1].5'],
    ['SN', '^one', 'OBX[1].5'],
    ['DT', '2024', 'OBX[1].5'],
    ['TS', '20240231', 'OBX[1].5'],
    ['CE', '^^SCT', 'OBX[1].5'],
    ['RP', '^PACS', 'OBX[1].5.1'],
    ['', '7', 'OBX[1].2'],
  ])('of type %j is not %j', (type, text, field) => {
    expect(read(type, text)).toMatchObject({ kind: 'invalid', field });
  });

  it('is not of a type we do not know, and the sender hears which we do', () => {
    const message =
      'The type of the value must be one of NM, SN, ST, TX, FT, ID, IS, SI, CE, CWE, CNE, CF, DT, TM, TS, DTM, ED, RP.';
    expect(read('XYZ', '7')).toMatchObject({ kind: 'invalid', field: 'OBX[1].2', message });
  });
});
