import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem } from '../problem.ts';
import { address, id, instant, pageOf, paging, when } from '../schemas.ts';

const state = z
  .enum(['EXCLUDED', 'PUBLISHED', 'NOTIFIED', 'READ', 'FALLBACK_DUE', 'PRINT_REQUESTED', 'POSTED', 'FAILED'])
  .describe('How far it has come; READ, POSTED, FAILED and EXCLUDED are final.');

const facts = {
  id,
  documentIdentifier: z.string().describe('The sender’s own number.'),
  documentId: id.nullable().describe('The document of the record; null while its message is held.'),
  title: z.string(),
  documentType: z.string().nullable(),
  state,
  reason: z
    .enum(['UNREAD', 'UNREGISTERED', 'DECEASED', 'NO_ACCESS', 'HELD', 'DOCUMENT_TYPE', 'REPLACED', 'WITHDRAWN'])
    .nullable()
    .describe('Why it is printed, or was excluded.'),
  receivedAt: when,
  dueAt: when.describe('When it is printed unless it is read; null: never.'),
  notifiedAt: when.describe('When the patient was told of it.'),
  printRequestedAt: when,
  endedAt: when.describe('When it came to its final state.'),
  readAt: when.describe('As in a read receipt.'),
  note: z.string().nullable().describe('What the printer said of it.'),
};

const letter = z
  .strictObject({ ...facts, patient: z.strictObject({ id }).nullable() })
  .meta({ id: 'SentLetter', description: 'One edition of a letter on its way to a screen or to paper.' });

const addressee = z.strictObject({
  id,
  title: z.string().nullable(),
  givenName: z.string().nullable(),
  middleNames: z.string().nullable(),
  familyName: z.string().nullable(),
  address,
});

const printJob = z.strictObject({ ...facts, patient: addressee.nullable() }).meta({
  id: 'PrintJob',
  description:
    'A letter that the caller is to print and post. Its PDF is `GET /documents/{patientId}/{documentId}/content`.',
});

const figures = z
  .strictObject({
    from: when,
    to: when,
    sent: z.int().describe('Handed in, and not excluded.'),
    read: z.int().describe('Opened, on whatever way they ended.'),
    saved: z.int().describe('Read on a screen in time: nothing was printed.'),
    waiting: z.int().describe('Waiting to be read.'),
    printing: z.int().describe('With the printer.'),
    printed: z.int().describe('Posted on paper.'),
    failed: z.int().describe('Could not be printed or posted.'),
    excluded: z.int(),
  })
  .meta({ id: 'LetterFigures', description: 'What became of the letters of a time.' });

const outcome = z.strictObject({
  id,
  outcome: z.enum(['POSTED', 'FAILED']),
  note: z.string().max(500).optional().describe('Why it failed, or the carrier’s number.'),
});

const confirmation = z
  .strictObject({
    id,
    confirmation: z
      .enum(['RECORDED', 'UNCHANGED', 'CONFLICT', 'NOT_FOUND'])
      .describe('CONFLICT: the letter is in another final state, or is not to be printed.'),
    state: state.nullable(),
  })
  .meta({ id: 'PrintConfirmation', description: 'What a confirmation did.' });

const scopes = ['SITE'] as const;

/** Hybrid mail for the team that a token is tied to. Domain reference §7.4 */
export const letters: readonly Operation[] = [
  operation({
    id: 'listLetters',
    method: 'GET',
    path: '/letters',
    tag: 'Letters',
    summary: 'The letters that the team has sent, and how far each has come',
    scopes,
    query: { ...paging, state: state.optional() },
    says: { status: 200, description: 'A page of letters.', body: pageOf(letter) },
    answer: async ({ ask, query: { limit, after, state: only } }) => {
      const asked = { first: limit, after: after ?? null, state: only ?? null };
      const data = await ask(documents.RestSentLettersDocument, asked);
      return isProblem(data) ? data : { body: data.page, next: data.page.next };
    },
  }),
  operation({
    id: 'readLetterFigures',
    method: 'GET',
    path: '/letters/figures',
    tag: 'Letters',
    summary: 'How many letters of a time were sent, read, printed and saved',
    scopes,
    query: { from: instant, to: instant.describe('A year later at most.') },
    says: { status: 200, description: 'The figures.', body: figures },
    answer: async ({ ask, query }) => {
      const data = await ask(documents.RestLetterFiguresDocument, query);
      return isProblem(data) ? data : { body: data.letterFigures };
    },
  }),
  operation({
    id: 'listPrintJobs',
    method: 'GET',
    path: '/print-jobs',
    tag: 'Letters',
    summary: 'The letters that the caller is to print and post, with their addresses',
    scopes,
    query: paging,
    says: { status: 200, description: 'A page of print jobs.', body: pageOf(printJob) },
    answer: async ({ ask, query: { limit, after } }) => {
      const data = await ask(documents.RestPrintJobsDocument, { first: limit, after: after ?? null });
      return isProblem(data) ? data : { body: data.page, next: data.page.next };
    },
  }),
  operation({
    id: 'confirmPrintJobs',
    method: 'POST',
    path: '/print-jobs/confirmations',
    tag: 'Letters',
    summary: 'Says what became of print jobs',
    description: 'Said again, it changes nothing.',
    scopes,
    body: z.strictObject({ jobs: z.array(outcome).min(1).max(500) }),
    says: {
      status: 200,
      description: 'What each confirmation did, in their order.',
      body: z.strictObject({ items: z.array(confirmation) }),
    },
    answer: async ({ ask, body, refused }) => {
      const jobs = body.jobs.map(({ note, ...job }) => ({ ...job, note: note ?? null }));
      const data = await ask(documents.RestConfirmPrintJobsDocument, { jobs });
      if (isProblem(data)) return data;
      const result = data.confirmPrintJobs;
      return 'jobs' in result ? { body: { items: result.jobs } } : refused(result);
    },
  }),
];
