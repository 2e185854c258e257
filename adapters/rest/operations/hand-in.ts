import { createHash } from 'node:crypto';
import { z } from 'zod';
import { digested } from '../digested.ts';
import * as documents from '../documents.generated.ts';
import type { Ask } from '../ask.ts';
import { operation, type Given, type Operation } from '../operation.ts';
import { isProblem, Problem } from '../problem.ts';
import { id, instant, label } from '../schemas.ts';

const mediaTypes = ['application/pdf', 'text/html', 'text/plain', 'application/rtf', 'image/tiff'];

const identifier = z
  .string()
  .max(500)
  .regex(/^[^|]+\|.+$/, 'This is a system, a bar and a value')
  .describe('`system|value`, as in `https://fhir.nhs.uk/Id/nhs-number|9434765919`.');

const whose = {
  identifier: z.union([identifier, z.array(identifier).min(1).max(10)]).describe('Of the patient; it may be repeated.'),
  sentAt: instant.describe(
    'By the sender’s clock: letters with the same number are put in its order, and the same letter again is done once.',
  ),
};

const about = {
  ...whose,
  documentIdentifier: z.string().min(1).max(200).describe('The sender’s own number, unique within the organisation.'),
  title: z.string().min(1).max(500),
  documentType: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .describe('A code, such as CL: how long it waits may depend on it.'),
  filename: z.string().min(1).max(255).optional(),
  author: z.string().min(1).max(200).optional(),
  specialty: z.string().min(1).max(50).optional().describe('A code, which may decide the label.'),
  label: label.optional(),
  writtenAt: instant.optional().describe('As `sentAt` where absent.'),
  visibleFrom: instant.optional().describe('The patient sees it from then on.'),
  appointmentStart: instant.optional().describe('Of the appointment that it is about: it is printed in time for that.'),
};

const handedIn = z
  .strictObject({
    patientId: id,
    documentId: id,
    outcome: z.enum(['CREATED', 'UPDATED', 'UNCHANGED', 'STALE']).describe('STALE: a later one was here before.'),
    warnings: z.array(z.string()).describe('What was passed over, such as identifiers of an unknown system.'),
  })
  .meta({ id: 'HandedIn', description: 'What became of a letter that was handed in.' });

const scopes = ['SITE'] as const;

/** Letters that a partner hands in for the team that its client is tied to. Domain reference §7.4 */
export const handIn: readonly Operation[] = [
  operation({
    id: 'handInLetter',
    method: 'POST',
    path: '/letters',
    tag: 'Letters',
    summary: 'Hands in a letter to a patient: its bytes are the body, what is said of it is in the query',
    description:
      'As an MDM^T02 of the team would. The patient reads it on a screen, or it becomes a print job. 404: nobody carries these identifiers; send the patient first.',
    scopes,
    query: about,
    takesBytes: mediaTypes,
    says: { status: 200, description: 'What became of it.', body: handedIn },
    answer: async ({ ask, now, query, stream, contentType = '', refused, bytes }) => {
      if (stream === undefined) return notTaken;
      const say = refusedAt(refused);
      // Who may not hand in letters is told so before any byte is read.
      const place = await placed({ ask, say, now }, query);
      if (isProblem(place)) return place;
      const { warnings, patientId, placement } = place;
      const letter = digested(stream, [query, contentType]);
      const upload = await bytes.bring(ask, { placement }, letter.stream);
      if (isProblem(upload)) {
        letter.forgetRest();
        return upload;
      }
      const common = place.as(letter.digest());
      const { documentIdentifier, title, documentType, specialty = null, writtenAt = query.sentAt } = query;
      const shared = {
        ...common,
        externalId: documentIdentifier,
        ...{ title, specialty, label: query.label ?? null, visibleFrom: query.visibleFrom ?? null },
      };
      const type = documentType === undefined ? { display: 'Letter' } : { code: documentType };
      const { filename = null, author = null } = query;
      const input = { ...shared, type, filename, author, writtenAt, contentType, upload };
      const kept = await ask(documents.RestKeepLetterDocumentDocument, { input });
      if (isProblem(kept)) return kept;
      if ('kind' in kept.stored) return say(kept.stored);
      const documentId = kept.stored.id;
      const { appointmentStart = null } = query;
      const data = await ask(documents.RestPublishLetterDocument, {
        input: { ...shared, documentId, documentType: type, appointmentStart },
      });
      if (isProblem(data)) return data;
      return 'kind' in data.stored
        ? say(data.stored)
        : { body: { patientId, documentId, outcome: data.stored.outcome, warnings } };
    },
  }),
  operation({
    id: 'takeLetterBack',
    method: 'DELETE',
    path: '/letters/{documentIdentifier}',
    tag: 'Letters',
    summary: 'Takes a letter back that was entered in error',
    scopes,
    params: { documentIdentifier: z.string().min(1).max(200) },
    query: whose,
    says: { status: 200, description: 'It is gone, for the patient too.', body: handedIn },
    answer: async ({ ask, now, path, query, refused }) => {
      const say = refusedAt(refused);
      const place = await placed({ ask, say, now }, query);
      if (isProblem(place)) return place;
      const { warnings, patientId } = place;
      const digest = createHash('sha256').update(JSON.stringify([path, query]));
      const common = place.as(digest.digest('hex'));
      const input = { ...common, externalId: path.documentIdentifier };
      const letter = await ask(documents.RestWithdrawLetterDocument, { input });
      if (isProblem(letter)) return letter;
      if ('kind' in letter.stored) return say(letter.stored);
      const document = await ask(documents.RestDeleteLetterDocumentDocument, { input });
      if (isProblem(document)) return document;
      return 'kind' in document.stored
        ? say(document.stored)
        : { body: { patientId, documentId: document.stored.id, outcome: letter.stored.outcome, warnings } };
    },
  }),
];

const notTaken = new Problem('media_type', 'Send the bytes of the letter, with their own media type.', [
  { header: 'Content-Type', detail: `One of ${mediaTypes.join(', ')}.` },
]);
type Refused = Given<unknown, unknown, unknown>['refused'];

/** What the graph calls otherwise: the content is the whole body, and its type a header. */
const refusedAt =
  (refused: Refused): Refused =>
  ({ field, kind, message }) => {
    const place = (field ?? '').replace(/^identifiers.*$/, 'identifier').replace('externalId', 'documentIdentifier');
    const said = place.replace(/^(documentType|type)\b.*$/, 'documentType').replace(/^content$/, '');
    if (field === 'contentType') return new Problem('invalid', message, [{ header: 'Content-Type', detail: message }]);
    return refused({ kind, message, field: field === null || field === undefined ? null : said });
  };

type Whose = { readonly identifier: string | string[]; readonly sentAt: string };
type Common = Pick<documents.WithdrawLetterInput, 'placement' | 'message'>;
type Placed = {
  /** What says that it is this letter, by the digest of all that was sent. */
  readonly as: (digest: string) => Common;
  readonly patientId: string;
  readonly placement: string;
  readonly warnings: readonly string[];
};

/** A sender's clock may run so far ahead, in milliseconds; what is later than that would shut out what comes after it. */
const ahead = 5 * 60_000;

const fromTheFuture = new Problem('invalid', 'The letter was sent in the future.', [
  { parameter: 'sentAt', detail: 'This is later than now: letters of a number are put in order by it.' },
]);

const placed = async (
  { ask, say, now }: { readonly ask: Ask; readonly say: Refused; readonly now: Date },
  { identifier: named, sentAt }: Whose,
): Promise<Placed | Problem> => {
  if (new Date(sentAt).getTime() > now.getTime() + ahead) return fromTheFuture;
  const identifiers = [named].flat().map((text) => {
    const bar = text.indexOf('|');
    return { system: text.slice(0, bar), value: text.slice(bar + 1) };
  });
  const data = await ask(documents.RestPlaceLetterDocument, { to: { identifiers } });
  if (isProblem(data)) return data;
  const result = data.placeLetter;
  if ('kind' in result) return say(result);
  const { patientId, placement, messageId, warnings } = result;
  return {
    as: (controlId) => ({ placement, message: { id: messageId, sentAt, controlId } }),
    patientId,
    placement,
    warnings: warnings.map(({ message }) => message),
  };
};
