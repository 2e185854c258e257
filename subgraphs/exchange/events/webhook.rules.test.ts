import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { faultOfKinds, isAddressee, pauseAfter, webhookUrl } from './webhook.rules.ts';

const strict = { loopback: false };

describe('the address of a webhook', () => {
  it.each(['https://hooks.example.com/in', 'https://hooks.example.com:8443/in?x=1', 'https://1.1.1.1/'])(
    'may be %s',
    (url) => {
      expect(webhookUrl(url, strict)).toBe(url);
    },
  );

  it.each([
    ...['', 'hooks.example.com', 'ftp://hooks.example.com/', 'javascript:alert(1)', 'http://hooks.example.com/'],
    ...['http://169.254.169.254/latest/meta-data', 'https://169.254.169.254/', 'https://127.0.0.1/', 'https://0x7f.1/'],
    ...[
      'https://2130706433/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[fd00::1]/',
      'https://10.0.0.8/',
    ],
    ...['https://localhost/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://metadata/'],
    ...[
      'https://user:secret@hooks.example.com/',
      'https://hooks.example.com/#part',
      `https://a.example/${'x'.repeat(2_048)}`,
    ],
  ])('may not be %s', (url) => {
    expect(webhookUrl(url, strict)).toMatchObject({ kind: 'invalid', field: 'url' });
  });

  it('may be on this machine where that was set, and nowhere else inside', () => {
    expect(webhookUrl('http://127.0.0.1:4100/in', { loopback: true })).toBe('http://127.0.0.1:4100/in');
    expect(isFailure(webhookUrl('http://10.0.0.8/in', { loopback: true }))).toBe(true);
    expect(isFailure(webhookUrl('https://10.0.0.8/in', { loopback: true }))).toBe(true);
  });

  it('is an answer for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (url) => {
        const kept = webhookUrl(url, strict);
        return isFailure(kept) || kept.startsWith('https://');
      }),
    );
  });
});

describe('kinds', () => {
  it('are at least one', () => {
    expect(faultOfKinds([], false)).toMatchObject({ field: 'kinds' });
  });

  it('of an organisation’s own are not told to partners', () => {
    const kinds = ['document.read', 'aggregation.issue'] as const;
    expect(faultOfKinds(kinds, false)).toBeUndefined();
    expect(faultOfKinds(kinds, true)).toMatchObject({ field: 'kinds[1]' });
  });

  it('about messages are for the partner that sent them', () => {
    const held = { kind: 'message.held', about: { partner: 'postbridge' } };
    expect([null, 'postbridge', 'apptly'].map((partner) => isAddressee(partner, held))).toEqual([true, true, false]);
    expect(isAddressee('apptly', { kind: 'document.read', about: {} })).toBe(true);
  });
});

it('waits longer after each failure, and at most an hour and a quarter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const pause = pauseAfter(failures, chance);
      return pause >= 1.5 && pause <= 4_500 && pauseAfter(failures + 1, chance) >= pause;
    }),
  );
});
