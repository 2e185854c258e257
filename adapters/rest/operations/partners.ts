import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem, notFound } from '../problem.ts';
import { id, paging, when } from '../schemas.ts';

const identifier = z.strictObject({ system: z.string().min(1).max(500), value: z.string().min(1).max(500) });

const token = z
  .strictObject({
    patientIdentifier: z.strictObject({ system: z.string(), value: z.string() }),
    token: z.string(),
    code: z.string(),
    joinPath: z.string().describe('The page on which both are used, below our own address.'),
    expiry: when,
  })
  .meta({ id: 'InvitationToken', description: 'With this a patient registers: it is shown here and nowhere else.' });

const receipt = z
  .strictObject({ documentIdentifier: z.string(), read: z.boolean(), readAt: when })
  .meta({ id: 'ReadReceipt', description: 'Whether, and when, the patient has opened a document.' });

const status = z
  .strictObject({
    controlId: z.string().nullable().describe('MSH-10'),
    type: z.string().nullable().describe('MSH-9, as in `ADT^A28`.'),
    receivedAt: when,
    state: z
      .enum(['RECEIVED', 'ACCEPTED', 'HELD', 'REJECTED', 'FAILED', 'RELEASED', 'DECLINED'])
      .describe(
        'RECEIVED, then ACCEPTED, HELD (it waits for an administrator), REJECTED or FAILED; what was held is RELEASED (and done) or DECLINED.',
      ),
    reason: z.string().nullable().describe('Why it was refused, or is held.'),
    acknowledgement: z.string().nullable().describe('What it was answered with, in HL7.'),
  })
  .meta({ id: 'MessageStatus', description: 'What became of an HL7 message.' });

/** What partners do for an organisation. */
export const partners: readonly Operation[] = [
  operation({
    id: 'invitePatients',
    method: 'POST',
    path: '/invitations',
    tag: 'Invitations',
    summary: 'Tokens and codes by which patients register',
    description:
      'Left out are those who are unknown, hidden, deceased, registered already, of no known date of birth, or under 16.',
    scopes: ['SITE'],
    body: z.strictObject({
      patients: z.array(identifier).min(1).max(500),
      days: z.int().min(1).max(180).optional().describe('For how long they hold; 90 where absent.'),
    }),
    says: { status: 200, description: 'The tokens.', body: z.strictObject({ items: z.array(token) }) },
    answer: async ({ ask, body, refused }) => {
      const data = await ask(documents.RestInvitationTokensDocument, {
        input: { patients: body.patients, days: body.days ?? null, teamId: null },
      });
      if (isProblem(data)) return data;
      const result = data.generateInvitationTokens;
      return 'tokens' in result ? { body: { items: result.tokens } } : refused(result);
    },
  }),
  operation({
    id: 'listReadReceipts',
    method: 'POST',
    path: '/documents/read-receipts',
    tag: 'Documents',
    summary: 'Which documents their patients have opened, and when',
    description:
      'Of documents that the team’s organisation sent. Opened by the patient: what professionals read does not count.',
    scopes: ['SITE'],
    body: z.strictObject({ documentIdentifiers: z.array(id).min(1).max(5000) }),
    says: {
      status: 200,
      description: 'One for each that is a document of the sender’s.',
      body: z.strictObject({ items: z.array(receipt) }),
    },
    answer: async ({ ask, body, refused }) => {
      const data = await ask(documents.RestReadReceiptsDocument, body);
      if (isProblem(data)) return data;
      const result = data.readReceipts;
      return 'receipts' in result ? { body: { items: result.receipts } } : refused(result);
    },
  }),
  operation({
    id: 'listReadings',
    method: 'GET',
    path: '/documents/read-receipts',
    tag: 'Documents',
    summary: 'Which documents their patients have opened since then, in the order in which they first were',
    description:
      'Begin with an instant, or with nothing, and go on with `next`, as long as you like: who does misses none. What is opened comes some five seconds later. A document that its sender has replaced since counts as unread.',
    scopes: ['SITE'],
    query: {
      ...paging,
      after: paging.after.describe('An instant, as in RFC 3339; or `next` of the page before.'),
    },
    says: {
      status: 200,
      description: 'A page of those that were opened; empty where there is nothing new.',
      body: z.strictObject({
        items: z.array(receipt),
        next: z.string().nullable().describe('Give this as `after`: on the last page, too.'),
      }),
    },
    answer: async ({ ask, query: { limit, after } }) => {
      const data = await ask(documents.RestReadingsDocument, { first: limit, after: after ?? null });
      return isProblem(data) ? data : { body: data.readings };
    },
  }),
  operation({
    id: 'readMessageStatus',
    method: 'GET',
    path: '/messages/status',
    tag: 'Feeds',
    summary: 'What became of an HL7 message that a feed of the partner’s sent for the team’s organisation',
    description:
      'Of several with this control id the last. Messages of other partners, and for other organisations: 404.',
    scopes: ['SITE'],
    query: { controlId: z.string().min(1).max(200).describe('MSH-10') },
    says: { status: 200, description: 'What became of it.', body: status },
    answer: async ({ ask, query }) => {
      const data = await ask(documents.RestMessageStatusDocument, query);
      return isProblem(data) ? data : data.messageStatus === null ? notFound : { body: data.messageStatus };
    },
  }),
];
