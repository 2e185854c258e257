import { createTransport } from 'nodemailer';
import type { Letter } from './letter.ts';

/** What came of it: taken by the mail server; refused for good as far as the address goes; or to be tried again. */
export type Mailed = { readonly sent: boolean; readonly refused?: string };

export type ToMail = Letter & {
  readonly to: string;
  /** Absent for what is sent once, or has to be sent. */
  readonly unsubscribe?: string;
  /** The left side of its Message-ID, by which we know it where it comes back. */
  readonly id: string;
};

const patience = 15_000;

/**
 * Writes e-mails through SMTP_URL. The link that ends them is in the header as well, for a mail program's own button
 * (RFC 8058), and they say that a machine has written them, so that no absent-note answers (RFC 3834 §5).
 */
export const openMailer = ({ smtpUrl, baseUrl }: { readonly smtpUrl: string; readonly baseUrl: string }) => {
  const url = new URL(smtpUrl);
  for (const [name, value] of [
    ['pool', 'true'],
    ['maxConnections', '4'],
    ['connectionTimeout', String(patience)],
    ['greetingTimeout', String(patience)],
    ['socketTimeout', String(patience)],
  ] as const)
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  const transport = createTransport(url.href);
  const { hostname } = new URL(baseUrl);
  const from = { name: 'Tributary', address: `no-reply@${/^[\d.:[\]]+$/.test(hostname) ? 'localhost' : hostname}` };

  return {
    mail: async ({ id, to, subject, text, unsubscribe }: ToMail): Promise<Mailed> => {
      try {
        await transport.sendMail({
          from,
          // An address as it is: nobody's text becomes a second recipient.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${from.address.split('@')[1] ?? 'localhost'}>`,
          headers: {
            ...(unsubscribe === undefined
              ? {}
              : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
            'Auto-Submitted': 'auto-generated',
          },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { sent: true };
      } catch (error) {
        const { responseCode, command, message } = error as SmtpError;
        const isForGood = responseCode !== undefined && responseCode >= 500 && command === 'RCPT TO';
        return { sent: false, ...(isForGood ? { refused: message } : {}) };
      }
    },
    close: () => {
      transport.close();
    },
  };
};

export type Mailer = ReturnType<typeof openMailer>;

/** As nodemailer tells it: which command was answered with which code. RFC 5321 §4.2 */
type SmtpError = Error & { readonly responseCode?: number; readonly command?: string };
