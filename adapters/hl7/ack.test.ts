import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busy, conflict, forbidden, invalid, isFailure, unavailable } from '../../kernel/failure.ts';
import { ack, type Reply } from './ack.ts';
import type { Er7Message } from './er7/message.ts';
import { parseEr7 } from './er7/parse.ts';

const parsed = (bytes: Buffer | string): Er7Message => {
  const message = parseEr7(Buffer.from(bytes));
  if (isFailure(message)) throw new Error(message.message);
  return message;
};

const sent = 'MSH|^~\\&|PAS|alias{alias}|HUB^1.2^ISO|NORTH|20240201120000||ADT^A31|C\\T\\1|T|2.4\rPID|1\r';
const common = { controlId: 'R1', at: new Date('2024-02-01T12:00:00.250Z') };
const reply = (more: Partial<Reply> = {}): Er7Message => parsed(ack({ inReplyTo: parsed(sent), ...common, ...more }));

const field = (message: Er7Message, name: string, position: number, ordinal = 1) =>
  message.segments(name)[ordinal - 1]?.field(position);

describe('an acknowledgement', () => {
  it('goes back the way the message came', () => {
    const msh = [3, 4, 5, 6].map((position) => field(reply(), 'MSH', position)?.whole);
    expect(msh).toEqual(['HUB^1.2^ISO', 'NORTH', 'PAS', 'alias{alias}']);
  });

  it('says what it answers', () => {
    expect(field(reply(), 'MSH', 9)?.whole).toBe('ACK^A31');
    expect(field(reply(), 'MSH', 7)?.text).toBe('20240201120000.250+0000');
    expect(field(reply(), 'MSH', 10)?.text).toBe('R1');
    expect(field(reply(), 'MSA', 2)?.text).toBe('C&1');
  });

  it('accepts without a word', () => {
    expect(field(reply(), 'MSA', 1)?.text).toBe('AA');
    expect(field(reply(), 'MSA', 3)?.isBlank).toBe(true);
    expect(reply().segments('ERR')).toEqual([]);
  });

  it('rejects with the place and the reason', () => {
    const refused = reply({ failure: invalid('Not | a & date.', 'PID[1].3[2].4.1') });
    expect(field(refused, 'MSA', 1)?.text).toBe('AR');
    expect(field(refused, 'MSA', 3)?.text).toBe('Rejected: PID[1].3[2].4.1: Not | a & date.');
    expect(field(refused, 'ERR', 1)?.whole).toBe('PID^1^3^101&Required field missing&HL70357');
    expect(field(refused, 'ERR', 2)?.whole).toBe('PID^1^3^2^4^1');
    expect(field(refused, 'ERR', 4)?.text).toBe('E');
    expect(field(refused, 'ERR', 8)?.text).toBe('Not | a & date.');
  });

  it.each([
    [conflict('Taken.'), 'AR'],
    [busy('Later.'), 'AE'],
    [unavailable('Later.'), 'AE'],
  ])('tells a sender who may try again from one who may not', (failure, code) => {
    expect(field(reply({ failure }), 'MSA', 1)?.text).toBe(code);
  });

  it('calls nothing an error of ours that its sender has to correct', () => {
    const refused = reply({ failure: forbidden('No organisation has granted you this.', 'MSH[1].4') });
    expect(field(refused, 'MSA', 1)?.text).toBe('AR');
    expect(field(refused, 'ERR', 3)?.whole).toBe('204^Unknown key identifier^HL70357');
  });

  it('warns although it accepts', () => {
    const warned = reply({ warnings: [invalid('Nobody knows this number.', 'PID[1].3')] });
    expect(field(warned, 'MSA', 1)?.text).toBe('AA');
    expect(field(warned, 'ERR', 2)?.whole).toBe('PID^1^3^1');
    expect(field(warned, 'ERR', 3)?.whole).toBe('0^Message accepted^HL70357');
    expect(field(warned, 'ERR', 4)?.text).toBe('W');
  });

  it('answers bytes that are no message with what their header says', () => {
    const bytes = Buffer.concat([Buffer.from(sent), Buffer.from([0xff, 0xfe])]);
    const answer = reply({ inReplyTo: bytes, failure: invalid('The bytes are not valid UTF-8.', 'MSH[1].18') });
    expect(field(answer, 'MSA', 1)?.text).toBe('AR');
    expect(field(answer, 'MSA', 2)?.text).toBe('C&1');
    expect(field(answer, 'MSH', 5)?.text).toBe('PAS');
  });

  it('is well formed whatever it answers', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, reason) => {
        const answer = reply({ inReplyTo: Buffer.from(bytes), failure: invalid(reason.replaceAll('\0', '')) });
        expect(field(answer, 'MSA', 1)?.text).toBe('AR');
        expect(field(answer, 'MSH', 9)?.text).toBe('ACK');
      }),
    );
  });

  it('is in the charset of the message unless the transport has its own', () => {
    const inReplyTo = parsed(`${sent.slice(0, sent.indexOf('|2.4') + 4)}||||||8859/1\r`);
    const failure = invalid('é');
    expect(ack({ inReplyTo, failure, ...common }).includes(0xe9)).toBe(true);
    expect(ack({ inReplyTo, failure, ...common, charset: 'utf-8' }).toString()).toContain('é');
  });
});
