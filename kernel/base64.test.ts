import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64 } from './base64.ts';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

it('reads back whatever was written, wrapped into lines or not', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }).map(asBuffer),
      fc.constantFrom('', '\n', '\r\n', ' '),
      (bytes, end) => {
        const text = bytes.toString('base64').replaceAll(/.{16}/g, `$&${end}`);
        expect(fromBase64(text)?.equals(bytes)).toBe(true);
      },
    ),
  );
});

it('takes nothing that is not of the alphabet, or lacks its padding', () => {
  const plain = /^[A-Za-z0-9+/]*={0,2}$/;
  const character = fc.constantFrom('Q', 'A', 'g', '+', '/', '-', '_', '=', '.', 'é', '\u0151', '\n');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
      const solid = text.replaceAll('\n', '');
      expect(fromBase64(text) !== undefined).toBe(solid.length % 4 === 0 && plain.test(solid));
    }),
    { numRuns: 1_000 },
  );
});

it.each(['QQ', 'QQ=', 'Q===', 'QQ-_', 'QQ==QQ==', 'QQQ-', 'Q\u0151==', 'QQ=Q', '====', '{}'])('refuses %s', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

it('takes a last character whose spare bits are set, as some writers leave them', () => {
  expect(fromBase64('QR==')?.toString()).toBe('A');
});
