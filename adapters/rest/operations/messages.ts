import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Answer, type Given, type Operation } from '../operation.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { id, pageOf, paging, patientId, when } from '../schemas.ts';
import { stale, versionIn } from '../version.ts';

const kind = z.enum(['GENERAL', 'APPOINTMENT_CANCEL', 'APPOINTMENT_CHANGE']);

const message = z
  .strictObject({
    id,
    conversationId: id,
    patientId: id,
    teamId: id,
    team: z.string(),
    subject: z.string(),
    kind: kind.describe('What the conversation is about: a patient may ask for another appointment, or for none.'),
    appointmentId: id.nullable(),
    side: z.enum(['PATIENT', 'TEAM']).describe('Who wrote it.'),
    author: z.string().nullable(),
    content: z.string(),
    status: z.enum(['DRAFT', 'SENT', 'UNREAD', 'READ']),
    version: z.int(),
    at: when,
    firstReadAt: when.describe('When the other side first opened it, by our clock.'),
  })
  .meta({ id: 'Message', description: 'What a patient or a team wrote to the other.' });

const content = z.string().min(1).max(10_000).describe('Plain text.');
const both = ['PATIENT', 'CLINICIAN', 'SITE'] as const;
const messageId = id.describe('The message.');

export const messages: readonly Operation[] = [
  operation({
    id: 'listTeamMessages',
    method: 'GET',
    path: '/messages',
    tag: 'Messages',
    summary: 'What patients and my teams wrote to each other, in the order in which it was sent',
    description:
      'Keep the last `next`, and ask again with it as `after`: no message is missed. Patients’ requests about appointments are among them, by their kind.',
    scopes: ['CLINICIAN', 'SITE'],
    query: paging,
    says: { status: 200, description: 'A page of messages.', body: pageOf(message) },
    answer: async ({ ask, query: { limit, after } }) => {
      const data = await ask(documents.RestTeamMessagesDocument, { first: limit, after: after ?? null });
      return isProblem(data) ? data : shownPage(data.page, limit);
    },
  }),
  operation({
    id: 'listMessages',
    method: 'GET',
    path: '/messages/{patientId}',
    tag: 'Messages',
    summary: 'What one patient and teams wrote to each other',
    scopes: both,
    params: { patientId },
    query: {
      ...paging,
      drafts: z.enum(['true', 'false']).default('false').describe('Drafts of one’s own side, instead.'),
    },
    says: { status: 200, description: 'A page of messages.', body: pageOf(message) },
    answer: async ({ ask, path, query: { limit, after, drafts } }) => {
      const { patientId: patient } = path;
      const data = await ask(documents.RestMessagesDocument, {
        patient,
        first: limit,
        after: after ?? null,
        drafts: drafts === 'true',
      });
      if (isProblem(data)) return data;
      return data.patient === null ? notFound : shownPage(data.patient.page, limit);
    },
  }),
  operation({
    id: 'writeMessage',
    method: 'POST',
    path: '/messages/{patientId}',
    tag: 'Messages',
    summary: 'Writes a message, or keeps a draft of it',
    scopes: both,
    params: { patientId },
    body: z.strictObject({
      conversationId: id.optional().describe('Absent: a new conversation, with a subject and a team.'),
      teamId: id.optional(),
      subject: z.string().min(1).max(200).optional(),
      content,
      draft: z.boolean().default(false),
    }),
    once: true,
    says: { status: 201, description: 'It is sent, or kept.', body: message, tagged: true },
    answer: async ({ ask, path, body, idempotencyKey, refused }) => {
      const { patientId: patient } = path;
      const data = await ask(documents.RestWriteMessageDocument, {
        input: { ...newMessage({ patient, ...body }), idempotencyKey: idempotencyKey ?? null },
      });
      return isProblem(data) ? data : written(data.message, refused, 201);
    },
  }),
  operation({
    id: 'askAboutAppointment',
    method: 'POST',
    path: '/appointments/{patientId}/{appointmentId}/requests',
    tag: 'Appointments',
    summary: 'Asks a team to cancel or to change an appointment',
    description:
      'It begins a conversation with the team. The organisation’s system finds it with `GET /messages`, and answers with the appointment itself.',
    scopes: ['PATIENT'],
    params: { patientId, appointmentId: id },
    body: z.strictObject({ teamId: id, ask: z.enum(['CANCEL', 'CHANGE']), content }),
    once: true,
    says: { status: 201, description: 'The team has been asked.', body: message },
    answer: async ({ ask, path, body, idempotencyKey, refused }) => {
      const { patientId: patient } = path;
      const seen = await ask(documents.RestAppointmentExistsDocument, { patient, id: path.appointmentId });
      if (isProblem(seen)) return seen;
      if (seen.patient?.appointment?.id === undefined) return notFound;
      const wanted = body.ask === 'CANCEL' ? 'APPOINTMENT_CANCEL' : 'APPOINTMENT_CHANGE';
      const subject = body.ask === 'CANCEL' ? 'Please cancel my appointment' : 'Please change my appointment';
      const data = await ask(documents.RestWriteMessageDocument, {
        input: {
          ...newMessage({ patient, teamId: body.teamId, subject, content: body.content, draft: false }),
          kind: wanted,
          appointmentId: path.appointmentId,
          idempotencyKey: idempotencyKey ?? null,
        },
      });
      return isProblem(data) ? data : written(data.message, refused, 201);
    },
  }),
  operation({
    id: 'changeDraft',
    method: 'PUT',
    path: '/messages/{patientId}/{messageId}',
    tag: 'Messages',
    summary: 'Changes a draft, or sends it',
    scopes: both,
    params: { patientId, messageId },
    body: z.strictObject({ content: content.optional(), send: z.boolean().default(false) }),
    updates: true,
    says: { status: 200, description: 'As it is now.', body: message, tagged: true },
    answer: async ({ ask, path, body, ifMatch, refused }) => {
      const version = versionIn(ifMatch);
      if (version === undefined) return stale;
      const data = await ask(documents.RestChangeDraftDocument, {
        input: { messageId: path.messageId, version, content: body.content ?? null, send: body.send },
      });
      return isProblem(data) ? data : written(data.message, refused);
    },
  }),
  operation({
    id: 'deleteDraft',
    method: 'DELETE',
    path: '/messages/{patientId}/{messageId}',
    tag: 'Messages',
    summary: 'Throws a draft away',
    scopes: both,
    params: { patientId, messageId },
    updates: true,
    says: { status: 200, description: 'What it was.', body: message },
    answer: async ({ ask, path, ifMatch, refused }) => {
      const version = versionIn(ifMatch);
      if (version === undefined) return stale;
      const data = await ask(documents.RestDeleteDraftDocument, { message: path.messageId, version });
      return isProblem(data) ? data : written(data.message, refused);
    },
  }),
  operation({
    id: 'readMessage',
    method: 'POST',
    path: '/messages/{patientId}/{messageId}/read',
    tag: 'Messages',
    summary: 'Somebody has opened a message: the first time is kept',
    scopes: both,
    params: { patientId, messageId },
    says: { status: 200, description: 'The message.', body: message },
    answer: async ({ ask, path, refused }) => {
      const data = await ask(documents.RestReadMessageDocument, { message: path.messageId });
      return isProblem(data) ? data : written(data.message, refused);
    },
  }),
];

type New = {
  readonly patient: string;
  readonly conversationId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly subject?: string | undefined;
  readonly content: string;
  readonly draft: boolean;
};

const newMessage = ({ patient, conversationId, teamId, subject, content: words, draft }: New) => ({
  patientId: patient,
  conversationId: conversationId ?? null,
  teamId: teamId ?? null,
  subject: subject ?? null,
  kind: null,
  appointmentId: null,
  content: words,
  draft,
});

type Page = { readonly items: readonly documents.RestMessageFragment[]; readonly next: string | null };

/** There is a cursor on the last page too; a link leads only to what may be there. */
const shownPage = ({ items, next }: Page, limit: number): Answer => ({
  body: { items, next },
  next: items.length < limit ? null : next,
});

const written = (
  result: documents.RestWrittenMessageFragment,
  refused: Given<unknown, unknown, unknown>['refused'],
  status = 200,
): Answer | Problem =>
  'id' in result
    ? { status, body: result, version: result.version }
    : refused({ kind: result.refusal, message: result.message, field: result.field });
