import type { Ask } from './asking.ts';
import {
  LettersNotifiedDocument,
  RecipientsDocument,
  RefusedAddressesDocument,
  SettleMailsDocument,
  SettleNoticesDocument,
  TakeNoticesDocument,
  type MailToWriteFragment,
  type NoticeToSendFragment,
  type RecipientsQuery,
  type SettleMailInput,
  type SettleNoticeInput,
} from './documents.generated.ts';
import { forInvited, letterFor } from './letter.ts';
import type { Mailer } from './mailer.ts';
import type { Sent } from './returned.ts';
import { warningFor } from './warning.ts';

/** So many patients are written to before it is said what came of it. */
const most = 50;

type Needs = {
  readonly ask: Ask;
  readonly mailer: Pick<Mailer, 'mail'>;
  /** Names an e-mail so that we know it where it comes back. */
  readonly idOf: (sent: Sent) => string;
  readonly baseUrl: string;
};
type Recipient = RecipientsQuery['recipients'][number];

/** Writes to those for whom there is something new; how many those were. */
export const round = async ({ ask, mailer, idOf, baseUrl }: Needs): Promise<number> => {
  const { takeNotices: notices, takeMails: mails } = await ask(TakeNoticesDocument, { first: most });
  if (mails.length > 0) await writeMails({ ask, mailer, idOf, baseUrl }, mails);
  if (notices.length === 0) return mails.length;
  const { recipients } = await ask(RecipientsDocument, { patients: notices.map(({ patientId }) => patientId) });
  const addresses = recipients.map(({ email }) => email);
  const { refusedAddresses } = await ask(RefusedAddressesDocument, { addresses });
  const writable = new Map(
    recipients
      .filter(({ email }) => !refusedAddresses.includes(email.toLowerCase()))
      .map((recipient) => [recipient.patientId, recipient]),
  );
  const write = (notice: NoticeToSendFragment): Promise<SettleNoticeInput> =>
    writeTo({ mailer, idOf, baseUrl }, notice, writable.get(notice.patientId));
  const settled = await Promise.all(notices.map(write));
  const told = notices.filter(({ kinds, patientId }, nth) => {
    const isWritten = writable.has(patientId) && settled[nth]?.done === true && settled[nth].refusedAddress == null;
    return isWritten && kinds.includes('DOCUMENT');
  });
  if (told.length > 0) await ask(LettersNotifiedDocument, { patients: told.map(({ patientId }) => patientId) });
  const { settleNotices } = await ask(SettleNoticesDocument, { notices: settled });
  if (settleNotices.__typename === 'Refusal') throw new Error(settleNotices.message);
  return notices.length + mails.length;
};

/** Invitations, and what an officer has to know: each to the address that it is for. */
const writeMails = async (
  { ask, mailer, idOf, baseUrl }: Needs,
  mails: readonly MailToWriteFragment[],
): Promise<void> => {
  const { refusedAddresses } = await ask(RefusedAddressesDocument, { addresses: mails.map(({ to }) => to) });
  const settled = await Promise.all(
    mails.map(async (mail): Promise<SettleMailInput> => {
      const { id, turn, to } = mail;
      const letter = refusedAddresses.includes(to.toLowerCase()) ? undefined : warningFor(mail, baseUrl);
      if (letter === undefined) return { id, turn, done: true };
      const { sent, refused } = await mailer.mail({ ...letter, to, id: idOf({ to, patient: null }) });
      return refused === undefined
        ? { id, turn, done: sent }
        : { id, turn, done: true, refusedAddress: to, problem: refused };
    }),
  );
  const { settleMails } = await ask(SettleMailsDocument, { mails: settled });
  if (settleMails.__typename === 'Refusal') throw new Error(settleMails.message);
};

const writeTo = async (
  { mailer, idOf, baseUrl }: Omit<Needs, 'ask'>,
  { patientId, turn, kinds: all, unsubscribe: link }: NoticeToSendFragment,
  recipient: Recipient | undefined,
): Promise<SettleNoticeInput> => {
  const kinds = recipient?.registered === false ? all.filter((kind) => forInvited.includes(kind)) : all;
  if (recipient === undefined || kinds.length === 0) return { patientId, turn, done: true };
  const { email: to, registered } = recipient;
  const unsubscribe = `${baseUrl}/notifications/unsubscribe?link=${encodeURIComponent(link)}`;
  const letter = letterFor(kinds, { baseUrl, unsubscribe, registered });
  const { sent, refused } = await mailer.mail({
    ...letter,
    ...{ to, unsubscribe, id: idOf({ to, patient: patientId }) },
  });
  return refused === undefined
    ? { patientId, turn, done: sent }
    : { patientId, turn, done: true, refusedAddress: to, problem: refused };
};
