import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { hide, reveal } from './hidden.ts';
import type { KeyRing, SigningKey } from './seal.ts';

const key = (id: string): SigningKey => ({ id, secret: randomBytes(32) });
const ring: KeyRing = [key('a')];

it('comes back as it was, also after the keys have been changed over', () => {
  const hidden = hide(ring, 'webhook', 'whsec_ÄÖ');
  expect(reveal(ring, 'webhook', hidden)).toBe('whsec_ÄÖ');
  expect(reveal([key('b'), ...ring], 'webhook', hidden)).toBe('whsec_ÄÖ');
});

it('is not to be seen, and never twice the same', () => {
  const hidden = hide(ring, 'webhook', 'whsec_secret');
  expect(Buffer.from(hidden.split('.')[1] ?? '', 'base64url').toString()).not.toContain('secret');
  expect(hide(ring, 'webhook', 'whsec_secret')).not.toBe(hidden);
});

it('is not read with another key, nor where one byte of it has changed', () => {
  const hidden = hide(ring, 'webhook', 'x');
  expect(() => reveal([key('a')], 'webhook', hidden)).toThrow('authenticate');
  expect(() => reveal([key('b')], 'webhook', hidden)).toThrow('not known any more');
  const bytes = Buffer.from(hidden.slice(2), 'base64url');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  expect(() => reveal(ring, 'webhook', `a.${bytes.toString('base64url')}`)).toThrow('authenticate');
});
