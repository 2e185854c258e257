import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem, notFound } from '../problem.ts';
import { id, instant, label, pageOf, paging, patientId, shownLabel, when } from '../schemas.ts';

const entry = z
  .strictObject({ id, at: when, text: z.string().nullable(), byPatient: z.boolean(), label: shownLabel })
  .meta({ id: 'DiaryEntry', description: 'What somebody wrote into the patient’s diary.' });

const scopes = ['PATIENT', 'CLINICIAN', 'SITE'] as const;

export const diary: readonly Operation[] = [
  operation({
    id: 'listDiary',
    method: 'GET',
    path: '/diary/{patientId}',
    tag: 'Diary',
    summary: 'What was written into the diary, newest first',
    description: 'The appointments that belong to the same days are at `/appointments/{patientId}`.',
    scopes,
    params: { patientId },
    query: paging,
    says: { status: 200, description: 'A page of entries.', body: pageOf(entry) },
    answer: async ({ ask, path, query: { limit, after } }) => {
      const { patientId: patient } = path;
      const data = await ask(documents.RestDiaryDocument, { patient, first: limit, after: after ?? null });
      if (isProblem(data)) return data;
      const page = data.patient?.page;
      return page === null || page === undefined
        ? notFound
        : { body: { items: page.items, next: page.next }, next: page.next };
    },
  }),
  operation({
    id: 'addDiaryEntry',
    method: 'POST',
    path: '/diary/{patientId}',
    tag: 'Diary',
    summary: 'Writes into the diary',
    scopes,
    params: { patientId },
    body: z.strictObject({
      at: instant.describe('The moment that it is about.'),
      text: z.string().min(1).max(10_000).describe('Plain text.'),
      label: label.optional(),
    }),
    once: true,
    says: { status: 201, description: 'It is in the record.', body: z.strictObject({ id }) },
    answer: async ({ ask, path, body, idempotencyKey, refused, permitFor }) => {
      const permit = await permitFor(path.patientId);
      if (isProblem(permit)) return permit;
      const data = await ask(documents.RestAddDiaryEntryDocument, {
        input: {
          permit,
          at: body.at,
          text: body.text,
          label: body.label ?? null,
          idempotencyKey: idempotencyKey ?? null,
        },
      });
      if (isProblem(data)) return data;
      const result = data.addDiaryEntry;
      return 'ids' in result ? { status: 201, body: { id: result.ids[0] ?? '' } } : refused(result);
    },
  }),
];
