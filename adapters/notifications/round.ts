import type { Ask } from './asking.ts';
import {
  LettersNotifiedDocument,
  RecipientsDocument,
  RefusedAddressesDocument,
  SettleNoticesDocument,
  TakeNoticesDocument,
  type NoticeToSendFragment,
  type RecipientsQuery,
  type SettleNoticeInput,
} from './documents.generated.ts';
import { forInvited, letterFor } from './letter.ts';
import type { Mailer } from './mailer.ts';

/** So many patients are written to before it is said what came of it. */
const most = 50;

type Needs = { readonly ask: Ask; readonly mailer: Pick<Mailer, 'mail'>; readonly baseUrl: string };
type Recipient = RecipientsQuery['recipients'][number];

/** Writes to those for whom there is something new; how many those were. */
export const round = async ({ ask, mailer, baseUrl }: Needs): Promise<number> => {
  const { takeNotices: notices } = await ask(TakeNoticesDocument, { first: most });
  if (notices.length === 0) return 0;
  const { recipients } = await ask(RecipientsDocument, { patients: notices.map(({ patientId }) => patientId) });
  const addresses = recipients.map(({ email }) => email);
  const { refusedAddresses } = await ask(RefusedAddressesDocument, { addresses });
  const writable = new Map(
    recipients
      .filter(({ email }) => !refusedAddresses.includes(email.toLowerCase()))
      .map((recipient) => [recipient.patientId, recipient]),
  );
  const write = (notice: NoticeToSendFragment): Promise<SettleNoticeInput> =>
    writeTo({ mailer, baseUrl }, notice, writable.get(notice.patientId));
  const settled = await Promise.all(notices.map(write));
  const told = notices.filter(({ kinds, patientId }, nth) => {
    const isWritten = writable.has(patientId) && settled[nth]?.done === true && settled[nth].refusedAddress == null;
    return isWritten && kinds.includes('DOCUMENT');
  });
  if (told.length > 0) await ask(LettersNotifiedDocument, { patients: told.map(({ patientId }) => patientId) });
  const { settleNotices } = await ask(SettleNoticesDocument, { notices: settled });
  if (settleNotices.__typename === 'Refusal') throw new Error(settleNotices.message);
  return notices.length;
};

const writeTo = async (
  { mailer, baseUrl }: Pick<Needs, 'mailer' | 'baseUrl'>,
  { patientId, turn, kinds: all, unsubscribe: link }: NoticeToSendFragment,
  recipient: Recipient | undefined,
): Promise<SettleNoticeInput> => {
  const kinds = recipient?.registered === false ? all.filter((kind) => forInvited.includes(kind)) : all;
  if (recipient === undefined || kinds.length === 0) return { patientId, turn, done: true };
  const { email: to, registered } = recipient;
  const unsubscribe = `${baseUrl}/notifications/unsubscribe?link=${encodeURIComponent(link)}`;
  const letter = letterFor(kinds, { baseUrl, unsubscribe, registered });
  const { sent, refused } = await mailer.mail({ ...letter, to, unsubscribe });
  return refused === undefined
    ? { patientId, turn, done: sent }
    : { patientId, turn, done: true, refusedAddress: to, problem: refused };
};
