import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { readAttachment } from './attachment.ts';
import { messageWith, succeed } from './reading.fixture.ts';

const read = (value: string) => {
  const field = messageWith('MDM^T02', `OBX|1|ED|X||${value}`).segment('OBX')?.field(5);
  if (field === undefined) throw new Error('There is no OBX.');
  return readAttachment(field.repetition(1));
};

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const pdf = base64('%PDF-1.4\n');

describe('a file', () => {
  it.each([
    [`^application^pdf^Base64^${pdf}`, 'application/pdf'],
    [`^^PDF^base64^${pdf}`, 'application/pdf'],
    [`^^^Base64^${pdf}`, 'application/pdf'],
    [
      `^APPLICATION^^Base64^${base64('PK\u0003\u0004...')}`,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [`^APPLICATION^msword^Base64^${base64('{\\rtf1}')}`, 'application/rtf'],
    [`^TEXT^HTML^Base64^${base64('<!DOCTYPE html><p>Hi')}`, 'text/html'],
    [`^TEXT^plain^Base64^${base64('Dear Ann')}`, 'text/plain'],
    ['^TEXT^plain^A^Dear Ann \\T\\ Bob', 'text/plain'],
    [`^IM^JPEG^Base64^${base64('\u00ff\u00d8\u00ff\u00e0')}`, 'image/jpeg'],
  ])('%s is %s', (value, mediaType) => {
    expect(read(value)).toMatchObject({ mediaType });
  });

  it('keeps its bytes, however the lines were broken', () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-'), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))]);
    const sent = bytes.toString('base64').replace(/.{40}/g, '$&\\.br\\');
    expect(succeed(read(`^^PDF^Base64^${sent}`)).bytes.equals(bytes)).toBe(true);
  });

  it.each([
    ['that is empty', '^application^pdf^Base64^', 5],
    ['that is cut off', `^application^pdf^Base64^${pdf}A`, 5],
    ['with characters that are not Base64', '^application^pdf^Base64^JVB*', 5],
    ['that is no PDF though called one', `^application^pdf^Base64^${base64('<html>')}`, 5],
    ['that is a program', `^application^octet-stream^Base64^${base64('MZ\u0090\0')}`, 5],
    ['of text with control characters', `^TEXT^plain^Base64^${base64('a\0b')}`, 5],
    ['in an encoding we do not read', `^application^pdf^Hex^00`, 4],
  ])('%s is refused', (_name, value, component) => {
    const failure = read(value);
    expect(isFailure(failure)).toBe(true);
    expect(failure).toMatchObject({ kind: 'invalid', field: `OBX[1].5.${component}` });
  });
});
