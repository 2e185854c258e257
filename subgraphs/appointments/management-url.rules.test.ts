import { describe, expect, it } from 'vitest';
import { managementExtension, managementUrlIn, refuseManagementUrl } from './management-url.rules.ts';

describe('An address by which a patient manages an appointment', () => {
  it.each([
    'https://book.example',
    'https://book.example:8443/a/b?c=d#e',
    'HTTPS://book.example/x@y',
    undefined,
    null,
    '',
  ])('may be %s', (url) => expect(refuseManagementUrl(url, 'f')).toBeUndefined());

  it.each([
    'http://book.example',
    'javascript:alert(1)',
    'https://',
    'https:///book',
    'https://bank.example@evil.example/',
    'https://bank.example\\@evil.example/',
    'https://book.example/a b',
    `https://book.example/${'x'.repeat(2_000)}`,
  ])('may not be %s', (url) => expect(refuseManagementUrl(url, 'f')).toMatchObject({ kind: 'invalid', field: 'f' }));

  it('is read back as it was written', () => {
    const url = 'https://book.example/1';
    expect(managementUrlIn(managementExtension(url))).toBe(url);
    expect(managementExtension(' ')).toBeUndefined();
    expect(managementUrlIn(undefined)).toBeUndefined();
  });
});
