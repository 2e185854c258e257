import { describe, expect, it } from 'vitest';
import { Content } from '../../../kernel/content.ts';
import { documentFromMdm } from '../read/document.ts';
import { messageWith, succeed, withHeader } from '../read/reading.fixture.ts';
import { documentPlaces, toDocument } from './document.map.ts';

const read = (...segments: readonly string[]) =>
  succeed(withHeader(messageWith('MDM^T02', 'PID|1', ...segments), documentFromMdm));
const mapped = (...segments: readonly string[]) => toDocument(read(...segments));

const txa = 'TXA|1|CL^Clinic letter||20240110|C1^Woolf^Kate^^^Dr|20240111||||||D1^LAB||||letter.pdf';
const pdf = Buffer.from('%PDF-1.4').toString('base64');

describe('a document of a feed', () => {
  it('goes into the graph, and as a letter to the patient', () => {
    const obx = `OBX|1|ED|L^Letter to GP^X||^application^pdf^Base64^${pdf}||||||F||14`;
    const shared = {
      externalId: 'D1',
      title: 'Letter to GP',
      specialty: '130',
      visibleFrom: '2024-01-25T00:00:00.000000Z',
    };
    expect(mapped('PV1|1|O||||||||130', txa, obx)).toEqual({
      document: {
        ...shared,
        type: { code: 'CL', display: 'Clinic letter' },
        author: 'Dr Kate Woolf',
        filename: 'letter.pdf',
        writtenAt: '2024-01-11T00:00:00.000000Z',
        contentType: 'application/pdf',
        content: new Content(Buffer.from(pdf, 'base64')),
      },
      letter: { ...shared, documentType: { code: 'CL', display: 'Clinic letter' } },
    });
  });

  it.each([
    ['AL', '20260610093000+0000', '2026-06-10T09:30:00.000000Z'],
    ['TCI', '20260610093000+0000', '2026-06-10T09:30:00.000000Z'],
    ['CL', '20260610093000+0000', undefined],
    ['AL', 'soon', undefined],
    ['AL', '', undefined],
  ])('of type %s is about an appointment at %j: %s', (type, start, expected) => {
    const visit = `PV1|1|O${'|'.repeat(42)}${start}`;
    const letter = mapped(visit, txa.replace('CL^Clinic letter', type), 'OBX|1|TX|L||Dear Zoë');
    expect(letter).toMatchObject({ letter: { appointmentStart: expected } });
  });

  it('that is lines of text is a text file', () => {
    expect(mapped(txa, 'OBX|1|TX|L||Dear Zoë,', 'OBX|2|TX|L||all well.')).toMatchObject({
      document: {
        contentType: 'text/plain; charset=utf-8',
        content: new Content(Buffer.from('Dear Zoë,\nall well.')),
      },
    });
  });

  it.each([
    ['OBX-3.2', txa, 'OBX|1|TX|L^Letter to GP||Text', 'Letter to GP'],
    ['the name of its type', txa, 'OBX|1|TX|L||Text', 'Clinic letter'],
    ['the name of a known code', txa.replace('CL^Clinic letter', 'ds'), 'OBX|1|TX|L||Text', 'Discharge summary'],
    ['its file', txa.replace('CL^Clinic letter', 'X9'), 'OBX|1|TX|L||Text', 'letter.pdf'],
    ['nothing', 'TXA|1|X9||||||||||D1', 'OBX|1|TX|L||Text', 'Document'],
  ])('has a title after %s', (_name, first, second, title) => {
    expect(mapped(first, second)).toMatchObject({ document: { title }, letter: { title } });
  });

  it.each([
    ['DS', { code: 'DS', display: 'Discharge summary' }],
    ['DS^Summary', { code: 'DS', display: 'Summary' }],
    ['DS^^OURS', { code: 'DS', display: undefined, system: 'OURS' }],
    ['X9', { code: 'X9', display: undefined }],
  ])('whose type is %s is called what everybody calls it, where the sender does not say', (sent, type) => {
    expect(mapped(txa.replace('CL^Clinic letter', sent), 'OBX|1|TX|L||Text')).toMatchObject({ document: { type } });
  });

  it('has a type without words where its organisation has words of its own for it', () => {
    const own = { code: 'DS', system: null, display: 'Day stay', standard: null } as never;
    const mine = toDocument(read(txa.replace('CL^Clinic letter', 'DS'), 'OBX|1|TX|L||Text'), own);
    expect(mine).toMatchObject({ document: { title: 'Day stay', type: { code: 'DS', display: undefined } } });
  });

  it.each([
    [txa.replace('D1', 'D'.repeat(501)), 'OBX|1|TX|L||Text', 'TXA[1].12.1'],
    [txa.replace('CL^', `${'C'.repeat(201)}^`), 'OBX|1|TX|L||Text', 'TXA[1].2'],
    [txa, `OBX|1|TX|L^${'T'.repeat(1001)}||Text`, 'OBX[1].3.2'],
  ])('is refused where a letter could not carry it', (first, second, field) => {
    expect(mapped(first, second)).toMatchObject({ kind: 'invalid', field });
  });

  it('knows where its content stands', () => {
    const file = `OBX|2|ED|L||^application^pdf^Base64^${pdf}`;
    expect(documentPlaces(read(txa, 'OBX|1|TX|N||Note', file)).get('content')).toBe('OBX[2].5');
    expect(documentPlaces(read(txa, 'OBX|1|HD|X||1.2', 'OBX|2|TX|N||Text')).get('content')).toBe('OBX[2].5');
  });
});
