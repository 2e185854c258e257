import { describe, expect, it } from 'vitest';
import { pdf } from '../../test/clinical-inputs.ts';
import { checkContent, largestDocument } from './document-content.rules.ts';

const base64 = (content: string, encoding: BufferEncoding = 'latin1') =>
  Buffer.from(content, encoding).toString('base64');

const looks = {
  pdf: '%PDF-1.7',
  png: '\x89PNG\r\n\x1a\n....',
  jpeg: '\xff\xd8\xff\xe0....',
  gif: 'GIF89a....',
  tiff: 'II*\0....',
  rtf: '{\\rtf1 x}',
  doc: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....',
  docx: 'PK\x03\x04....',
  text: 'Dear Alice,',
};

describe('The content of a document', () => {
  it.each([
    ['application/pdf', looks.pdf],
    ['application/pdf', `\r\n\r\n${looks.pdf}`],
    ['Application/PDF; name=letter.pdf', looks.pdf],
    ['image/png', looks.png],
    ['image/jpeg', looks.jpeg],
    ['image/gif', looks.gif],
    ['image/tiff', looks.tiff],
    ['text/rtf', looks.rtf],
    ['application/rtf', looks.rtf],
    ['application/msword', looks.doc],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', looks.docx],
    ['text/plain', looks.text],
    ['text/plain; charset=iso-8859-1', 'Sant\xe9'],
    ['text/html', '<p>Dear Alice,</p>'],
  ])('is taken as %s where it looks like it', (contentType, content) => {
    expect(checkContent(contentType, base64(content))).toMatchObject({ bytes: Buffer.from(content, 'latin1') });
  });

  it('may have line ends in its Base64', () => {
    const lines = pdf.toString('base64').replaceAll(/.{8}/g, '$&\r\n');
    expect(checkContent('application/pdf', lines)).toMatchObject({ bytes: pdf });
  });

  it.each([
    ['application/pdf', base64(looks.text), 'content'],
    ['application/pdf', base64(`${' '.repeat(2000)}%PDF-1.7`), 'content'],
    ['image/png', base64(looks.jpeg), 'content'],
    ['image/jpeg', base64(looks.png), 'content'],
    ['text/plain', base64(looks.pdf), 'content'],
    ['text/html', base64('MZ\0\0'), 'content'],
    ['application/msword', base64(looks.docx), 'content'],
    ['application/pdf', '', 'content'],
    ['application/pdf', '%PDF-1.7', 'content'],
    ['application/pdf', 'JVBERi0xLjc', 'content'],
    ['application/pdf', 'JVBE=Ri0xLjc', 'content'],
    ['application/x-msdownload', base64(looks.pdf), 'contentType'],
    ['image/svg+xml', base64('<svg/>'), 'contentType'],
    ['constructor', base64(looks.pdf), 'contentType'],
    ['', base64(looks.pdf), 'contentType'],
  ])('is refused as %s where it is %s', (contentType, content, field) => {
    expect(checkContent(contentType, content)).toMatchObject({ kind: 'invalid', field });
  });

  it('has 25 MB and not a byte more', () => {
    const largest = Buffer.alloc(largestDocument, 'a');
    expect(checkContent('text/plain', largest.toString('base64'))).toMatchObject({ contentType: 'text/plain' });
    const larger = Buffer.concat([largest, Buffer.from('a')]).toString('base64');
    expect(checkContent('text/plain', larger)).toMatchObject({ kind: 'invalid', field: 'content' });
  });

  it('is not even decoded where it is far too large', () => {
    expect(checkContent('text/plain', '!'.repeat(largestDocument * 2))).toMatchObject({
      message: 'A document has at most 25 MB.',
    });
  });
});
