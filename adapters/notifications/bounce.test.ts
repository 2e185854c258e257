import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounceIn } from './bounce.ts';

/** As Postfix writes it. RFC 3464, appendix E */
const report = ({
  status = '5.1.1',
  action = 'failed',
  type = 'multipart/report; report-type=delivery-status; boundary="b=_1"',
  original = 'Message-ID: <a.Bc-9_@record.example>\r\nSubject: There is something new',
} = {}): string =>
  [
    'From: MAILER-DAEMON@mail.example\r\nTo: no-reply@record.example\r\nMessage-ID: <report@mail.example>',
    `MIME-Version: 1.0\r\nContent-Type: ${type}\r\n`,
    'This is a MIME-encapsulated message.\r\n\r\n--b=_1\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n',
    '--b=_1\r\nContent-Type: message/delivery-status\r\n',
    'Reporting-MTA: dns; mail.example\r\n',
    `Final-Recipient: rfc822; nobody@example.org\r\nAction: ${action}\r\nStatus: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.org>:\r\n    no such user\r\n',
    `--b=_1\r\nContent-Type: text/rfc822-headers\r\n\r\nReceived: from us\r\n${original}\r\n\r\n--b=_1--\r\n`,
  ].join('\r\n');

describe('a report of a failure', () => {
  it.each([
    ['as it comes', report()],
    ['with lines of Unix', report().replaceAll('\r\n', '\n')],
    ['with a bare boundary', report().replace('"b=_1"', 'b=_1')],
    [
      'with a Message-ID that goes on in the next line',
      report({ original: 'Message-ID:\r\n <a.Bc-9_@record.example>' }),
    ],
    ['that quoted-printable has broken', report({ original: 'Message-ID: <a.Bc=\r\n-9_@record.example>' })],
  ])('is read %s', (_how, text) => {
    expect(bounceIn(text)).toEqual({ mail: 'a.Bc-9_', problem: 'smtp; 550 5.1.1 <nobody@example.org>: no such user' });
  });

  it.each(['5.0.0', '5.1.2', '5.1.10', '5.2.1', '5.4.4'])('of status %s is for good', (status) => {
    expect(bounceIn(report({ status }))).toBeDefined();
  });
});

describe('nothing is the matter with the address', () => {
  it.each([
    ['while it is tried again', report({ action: 'delayed', status: '4.4.1' })],
    ['of a mailbox that is full', report({ status: '5.2.2' })],
    ['where the text was not liked', report({ status: '5.7.1' })],
    ['where it was delivered', report({ action: 'delivered', status: '2.0.0' })],
    ['of which e-mail nobody knows', report({ original: 'Subject: There is something new' })],
    ['of an absent-note', report({ type: 'text/plain' })],
    [
      'of a report of something else',
      report({ type: 'multipart/report; report-type=feedback-report; boundary="b=_1"' }),
    ],
    ['of nothing', ''],
  ])('%s', (_what, text) => {
    expect(bounceIn(text)).toBeUndefined();
  });

  it('of whatever else comes, or it names the e-mail', () => {
    const bits = fc.constantFrom('--b=_1', '\r\n', '\n\n', 'Content-Type:', 'Status: 5.1.1', '=\n', ' ', report());
    const anything = fc.array(fc.oneof(bits, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anything, (text) => {
        expect(bounceIn(text)?.mail ?? 'none').toMatch(/^[\w.-]+$/);
      }),
    );
  });
});
