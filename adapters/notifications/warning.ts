import type { MailToWriteFragment } from './documents.generated.ts';
import type { Letter } from './letter.ts';

/** What is written to one address, whoever reads it there: no name, and nothing of a record. */
export const warningFor = ({ kind, token }: MailToWriteFragment, baseUrl: string): Letter | undefined => {
  const known = words[kind];
  if (known === undefined) return undefined;
  const { subject, said, does } = known;
  const link = `${baseUrl}${token == null ? '/login' : `/invitation?token=${encodeURIComponent(token)}`}`;
  return { subject, text: `Hello,\n\n${said}\n\n${does} ${link}\n` };
};

const invited = {
  does: 'To see who asks, and to accept or leave it, within 14 days:',
};
const words: Readonly<Record<string, { readonly subject: string; readonly said: string; readonly does: string }>> = {
  INVITED_TO_TEAM: {
    ...invited,
    subject: 'You are invited to a team',
    said: 'you are invited to take part in the work of a team or an organisation.',
  },
  INVITED_TO_RECORD: {
    ...invited,
    subject: 'You are invited to a health record',
    said: 'somebody invites you to look after a health record with them.',
  },
  GLASS_BROKEN: {
    subject: 'A record was opened in an emergency',
    said: 'somebody of your organisation has opened a record in an emergency. As its privacy officer you can see who, and why.',
    does: 'Sign in to look at it:',
  },
  CARED_FOR_OPENED: {
    subject: 'A record that you look after was opened in an emergency',
    said: 'somebody has opened a health record that you look after in an emergency. The patient can see who, and why.',
    does: 'Sign in to look after it:',
  },
  CARE_ENDS: {
    subject: 'Your access to a health record ends soon',
    said: 'within three months your access to a health record that you look after ends, since the patient comes of an age at which carers leave. Their clinical team can keep you on.',
    does: 'Sign in to see until when:',
  },
  CARER_LEAVES: {
    subject: 'Somebody will leave your health record',
    said: 'within three months the access of somebody who looks after your health record ends, since you come of an age at which carers leave. Your clinical team can keep them on.',
    does: 'Sign in to see whose:',
  },
  MERGE_PROPOSED: {
    subject: 'Your health record may be one of two',
    said: 'an organisation that holds your health record believes that you have a second one, and proposes to make one of the two. Nothing happens unless you agree.',
    does: 'Sign in to see who proposes it, and to agree or decline, within 30 days:',
  },
  CARED_FOR_MERGE_PROPOSED: {
    subject: 'A health record that you look after may be one of two',
    said: 'an organisation believes that there is a second record of somebody whose health record you look after, and proposes to make one of the two. Nothing happens unless the patient agrees.',
    does: 'Sign in to look after it:',
  },
};
