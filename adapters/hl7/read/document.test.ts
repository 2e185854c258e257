import { describe, expect, it } from 'vitest';
import { documentFromMdm, documentIdFromMdm } from './document.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (...segments: readonly string[]) =>
  withHeader(messageWith('MDM^T02', 'PID|1', ...segments), documentFromMdm);

const txa = 'TXA|1|CL^Clinic letter||20240110|C1^Woolf^Kate^^^Dr|20240111||||||D1^LAB||||letter.pdf';
const pdf = `^application^pdf^Base64^${Buffer.from('%PDF-1.4').toString('base64')}`;

describe('a document', () => {
  it('is read where it stands', () => {
    expect(read('PV1|1|O||||||||MED', txa, `OBX|1|ED|L^Letter to GP^X||${pdf}||||||F||14`)).toMatchObject({
      externalId: 'D1',
      isCarePlan: false,
      type: { code: 'CL', display: 'Clinic letter' },
      title: 'Letter to GP',
      at: { iso: '2024-01-11' },
      visibleFrom: '2024-01-25T00:00:00.000000Z',
      author: { text: 'Dr Kate Woolf' },
      fileName: 'letter.pdf',
      patientClass: 'O',
      specialty: { code: 'MED' },
      attachment: { bytes: Buffer.from('%PDF-1.4'), mediaType: 'application/pdf' },
      text: undefined,
      ignored: [],
    });
  });

  it('may be lines of text', () => {
    const document = read(
      txa,
      'OBX|1|TX|L^Letter||Dear Ann,',
      'OBX|2|TX|L',
      'OBX|3|FT|L||all \\T\\ well.\\.br\\Kate~PS',
    );
    expect(document).toMatchObject({
      text: 'Dear Ann,\n\nall & well.\nKate\nPS',
      attachment: undefined,
      title: 'Letter',
    });
  });

  it('may be a file with a text, and tells what else it left aside', () => {
    const document = read(txa, 'OBX|1|HD|X||1.2.3', `OBX|2|ED|L||${pdf}`, 'OBX|3|TX|N||Note');
    expect(document).toMatchObject({ text: 'Note', ignored: ['OBX[1]'] });
  });

  it.each([
    [[8, 7, 6, 4], '2024-01-08'],
    [[7, 6, 4], '2024-01-07'],
    [[6, 4], '2024-01-06'],
    [[4], '2024-01-04'],
    [[], '2024-02-01T12:00:00+00:00'],
  ])('has the time of the first of TXA-8, 7, 6, 4 that is there: %j', (present, iso) => {
    const fields = Array.from({ length: 12 }, (_, index) => {
      const position = index + 1;
      return position === 2 ? 'CL' : position === 12 ? 'D1' : present.includes(position) ? `2024010${position}` : '';
    });
    expect(read(['TXA', ...fields].join('|'), 'OBX|1|TX|L||Text')).toMatchObject({ at: { iso } });
  });

  it('is a care plan when it says so', () => {
    expect(read(txa.replace('CL^Clinic letter', 'CP'), 'OBX|1|TX|P^Asthma plan||Breathe')).toMatchObject({
      isCarePlan: true,
      title: 'Asthma plan',
    });
  });

  it('is named by its id alone when it is taken back', () => {
    expect(succeed(documentIdFromMdm(messageWith('MDM^T11', 'TXA|1||||||||||| D1 ')))).toBe('D1');
  });

  it.each([
    ['without a TXA', ['OBX|1|TX|L||Text'], 'TXA[1]'],
    ['without an id', [txa.replace('D1', ''), 'OBX|1|TX|L||Text'], 'TXA[1].12.1'],
    ['without a type', [txa.replace('CL^Clinic letter', ''), 'OBX|1|TX|L||Text'], 'TXA[1].2'],
    ['without an OBX', [txa], 'OBX[1]'],
    ['without content', [txa, 'OBX|1|TX|L||'], 'OBX[1].5'],
    ['with two files', [txa, `OBX|1|ED|L||${pdf}`, `OBX|2|ED|L||${pdf}`], 'OBX[2]'],
    ['with a broken file', [txa, 'OBX|1|ED|L||^application^pdf^Base64^*'], 'OBX[1].5.5'],
    ['with a delay of no days', [txa, 'OBX|1|TX|L||Text||||||F||x'], 'OBX[1].13.1'],
    ['that is a care plan without a name', [txa.replace('CL^', 'CP^'), 'OBX|1|TX|P||Breathe'], 'OBX[1].3.2'],
  ])('%s is refused', (_name, segments, field) => {
    expect(read(...segments)).toMatchObject({ kind: 'invalid', field });
  });
});
