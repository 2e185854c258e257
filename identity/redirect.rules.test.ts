import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegisteredRedirect } from './redirect.rules.ts';

const registered = ['https://app.example/callback', 'http://localhost:4000/cb?app=1', 'com.example.app:/callback'];

describe('a redirect address', () => {
  it.each([
    'https://app.example/callback',
    'https://app.example/callback?page=7&x=https://evil.example/',
    'http://localhost:4000/cb?app=1',
    'http://localhost:4000/cb?app=1&page=7',
    'com.example.app:/callback',
    'com.example.app:/callback?page=7',
  ])('may be registered, with more parameters appended: %s', (asked) => {
    expect(isRegisteredRedirect(registered, asked)).toBe(true);
  });

  it.each([
    '',
    'https://app.example/callback/',
    'https://app.example/callback/more',
    'https://app.example/callbackx?a=b',
    'https://app.example/callback#fragment',
    'https://app.example/callback?a=b#fragment',
    'https://app.example/',
    'https://app.example.evil.example/callback',
    'https://app.example@evil.example/callback',
    'http://app.example/callback',
    'HTTPS://app.example/callback',
    'https://app.example/callback?a=\n',
    'https://app.example/callback?a=\\',
    'https://app.example/callback?a=ä',
    'http://localhost:4001/cb?app=1',
    'http://localhost:4000/cb',
    'http://localhost:4000/cb?app=1?page=7',
    'http://localhost:4000/cb?app=12',
    'com.example.app://callback',
    'javascript:alert(1)',
  ])('is nothing else: %j', (asked) => {
    expect(isRegisteredRedirect(registered, asked)).toBe(false);
  });

  it('that is allowed always leads to the registered host and path', () => {
    const tail = fc
      .tuple(fc.constantFrom('', '?', '&'), fc.string({ unit: 'binary' }))
      .map(([sign, text]) => sign + text);
    fc.assert(
      fc.property(fc.constantFrom(...registered), tail, (uri, appended) => {
        if (!isRegisteredRedirect(registered, uri + appended)) return;
        const [asked, known] = [new URL(uri + appended), new URL(uri)];
        expect([asked.protocol, asked.host, asked.pathname]).toEqual([known.protocol, known.host, known.pathname]);
      }),
    );
  });
});
