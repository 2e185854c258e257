import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Answer, type Given, type Operation } from '../operation.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { id, label, pageOf, paging, patientId, shownLabel, when } from '../schemas.ts';

const said = {
  title: z.string().nullable(),
  description: z.string().nullable(),
  topic: z.string().nullable().describe('What it is about, in words of the publisher.'),
  language: z.string().nullable().describe('A code of BCP 47.'),
  url: z
    .string()
    .nullable()
    .describe('Where it is to be read; null: it is a document, and its bytes are at `content`.'),
  contentType: z.string().nullable().describe('The media type of a document.'),
};

const resource = z
  .strictObject({
    id,
    organisationId: id,
    teamId: z.string().nullable().describe('Null where the organisation itself has published it.'),
    ...said,
    size: z.int().nullable(),
    publishedAt: when,
    retiredAt: when.describe('Since when it is not listed, and given to nobody any more.'),
  })
  .meta({ id: 'LibraryResource', description: 'Something to read that a team or an organisation has published.' });

const givenResource = z
  .strictObject({
    id,
    resourceId: z.string().nullable().describe('In the library.'),
    givenAt: when,
    teamId: z.string().nullable().describe('Which team has given it.'),
    ...said,
    label: shownLabel,
  })
  .meta({ id: 'GivenResource', description: 'Something to read that a team has given the patient: as it was then.' });

const mediaTypes = ['application/pdf', 'text/html', 'text/plain', 'image/png', 'image/jpeg'] as const;

const everybody = ['PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE'] as const;
const params = { resourceId: id.describe('Of the library.') };

/** Domain reference §5, `GET /library` */
export const library: readonly Operation[] = [
  operation({
    id: 'listLibrary',
    method: 'GET',
    path: '/library',
    tag: 'Library',
    summary: 'What teams and organisations have published to be read, newest first',
    description: 'Without what has been retired. What of it a patient was given is at `/library/{patientId}`.',
    scopes: everybody,
    query: {
      organisationId: id.optional().describe('What this organisation and its teams have published.'),
      topic: z.string().min(1).max(100).optional(),
      language: z.string().min(1).max(35).optional().describe('`en` finds `en-GB` too.'),
      ...paging,
    },
    says: { status: 200, description: 'A page of the library.', body: pageOf(resource) },
    answer: async ({ ask, query: { limit, after = null, organisationId, topic = null, language = null } }) => {
      const wanted = { organisation: organisationId ?? null, topic, language };
      const data = await ask(documents.RestLibraryDocument, { first: limit, after, ...wanted });
      return isProblem(data) ? data : { body: data.page, next: data.page.next };
    },
  }),
  operation({
    id: 'publishResource',
    method: 'POST',
    path: '/library',
    tag: 'Library',
    summary: 'Publishes something to read in the name of the team: an address, or a document of 700 KB at most',
    scopes: ['SITE'],
    body: z.strictObject({
      title: z.string().min(1).max(200),
      description: z.string().min(1).max(2000).optional(),
      topic: z.string().min(1).max(100).optional(),
      language: z.string().min(2).max(35).optional().describe('A code of BCP 47, such as `en-GB`.'),
      url: z.string().min(1).max(2048).optional().describe('An https address; or else a document.'),
      document: z
        .strictObject({ contentType: z.enum(mediaTypes), content: z.string().min(1).describe('Base64.') })
        .optional(),
    }),
    once: true,
    says: { status: 201, description: 'It is published.', body: resource },
    answer: async ({ ask, body, idempotencyKey, refused }) => {
      const { description = null, topic = null, language = null, url = null, document = null, title } = body;
      const input = { title, description, topic, language, url, document, idempotencyKey: idempotencyKey ?? null };
      const data = await ask(documents.RestPublishResourceDocument, {
        input: { ...input, teamId: null, organisationId: null },
      });
      return isProblem(data) ? data : published(data.resource, refused, 201);
    },
  }),
  operation({
    id: 'readResource',
    method: 'GET',
    path: '/library/resources/{resourceId}',
    tag: 'Library',
    summary: 'One resource of the library, also when it is retired',
    scopes: everybody,
    params,
    says: { status: 200, description: 'The resource.', body: resource },
    answer: async ({ ask, path }) => {
      const data = await ask(documents.RestLibraryResourceDocument, { id: path.resourceId });
      return isProblem(data) ? data : data.libraryResource === null ? notFound : { body: data.libraryResource };
    },
  }),
  operation({
    id: 'readResourceContent',
    method: 'GET',
    path: '/library/resources/{resourceId}/content',
    tag: 'Library',
    summary: 'The bytes of a document of the library',
    scopes: everybody,
    params,
    says: { status: 200, description: 'The bytes.', bytes: mediaTypes },
    answer: async ({ ask, path }) => {
      const data = await ask(documents.RestLibraryContentDocument, { id: path.resourceId });
      if (isProblem(data)) return data;
      const { libraryResource: facts, libraryContent: content } = data;
      if (facts === null || content === null) return notFound;
      const bytes = Buffer.from(content, 'base64');
      return {
        bytes,
        headers: {
          'content-type': facts.contentType ?? 'application/octet-stream',
          'content-length': String(bytes.length),
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(facts.title).replaceAll(/['()*]/g, '_')}`,
          'content-security-policy': "default-src 'none'; sandbox",
        },
      };
    },
  }),
  operation({
    id: 'retireResource',
    method: 'DELETE',
    path: '/library/resources/{resourceId}',
    tag: 'Library',
    summary: 'Gives it to nobody any more; who was given it goes on reading it',
    scopes: ['SITE'],
    params,
    says: { status: 200, description: 'It is retired.', body: resource },
    answer: async ({ ask, path, refused }) => {
      const data = await ask(documents.RestRetireResourceDocument, { id: path.resourceId });
      return isProblem(data) ? data : published(data.resource, refused, 200);
    },
  }),
  operation({
    id: 'listGivenResources',
    method: 'GET',
    path: '/library/{patientId}',
    tag: 'Library',
    summary: 'What teams have given the patient to read, newest first',
    scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
    params: { patientId },
    query: paging,
    says: { status: 200, description: 'A page of what was given.', body: pageOf(givenResource) },
    answer: async ({ ask, path, query: { limit, after } }) => {
      const { patientId: patient } = path;
      const data = await ask(documents.RestGivenResourcesDocument, { patient, first: limit, after: after ?? null });
      if (isProblem(data)) return data;
      const page = data.patient?.page;
      return page === null || page === undefined ? notFound : { body: page, next: page.next };
    },
  }),
  operation({
    id: 'giveResource',
    method: 'POST',
    path: '/library/{patientId}',
    tag: 'Library',
    summary: 'Gives the patient something of the library to read, in the name of the team',
    description:
      'The patient is told by e-mail that there is something, once a day at most. Given again, it is at the top.',
    scopes: ['CLINICIAN', 'SITE'],
    params: { patientId: patientId.describe('The record: its id.') },
    body: z.strictObject({ resourceId: id, label: label.optional() }),
    says: { status: 201, description: 'It is in the record.', body: z.strictObject({ id }) },
    answer: async ({ ask, path, body, permitFor, refused }) => {
      const permit = await permitFor(path.patientId);
      if (isProblem(permit)) return permit;
      const input = { permit, resourceId: body.resourceId, label: body.label ?? null };
      const data = await ask(documents.RestGiveResourceDocument, { input });
      if (isProblem(data)) return data;
      const result = data.giveResource;
      return 'ids' in result ? { status: 201, body: { id: result.ids[0] ?? '' } } : refused(result);
    },
  }),
];

type Refused = Given<unknown, unknown, unknown>['refused'];

const published = (
  result: documents.RestPublishedResourceFragment,
  refused: Refused,
  status: number,
): Answer | Problem => {
  if ('publishedAt' in result) return { status, body: result };
  return refused({ ...result, field: result.field === 'id' ? 'resourceId' : result.field });
};
