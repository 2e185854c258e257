import { createHash } from 'node:crypto';
import { z } from 'zod';
import { pointerOf } from '../check.ts';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem } from '../problem.ts';
import { id, patientId } from '../schemas.ts';
import { stale, versionIn } from '../version.ts';

const text = z.string().trim().min(1).max(200);

const gender = z.enum(['FEMALE', 'MALE', 'INDETERMINATE', 'UNKNOWN']);

const address = z.strictObject({
  lines: z.array(text).max(4),
  city: text.nullable().optional(),
  state: text.nullable().optional(),
  postalCode: text.nullable().optional(),
  country: text.nullable().optional(),
});

const contact = {
  title: text.nullable().optional(),
  middleNames: text.nullable().optional(),
  language: text.nullable().optional().describe('The preferred language: a code of BCP 47, such as `en-GB`.'),
  phone: text.nullable().optional(),
  address: address.nullable().optional(),
};

const identifier = z.strictObject({
  system: z.string().min(1).max(500),
  value: z.string().min(1).max(500),
  verification: z.string().max(10).optional().describe('Of an NHS number: the code of its verification status.'),
});

const sent = z
  .strictObject({
    identifiers: z.array(identifier).min(1).max(10),
    familyName: text,
    givenName: text,
    dateOfBirth: z.iso.date(),
    gender,
    ...contact,
    emails: z.array(z.email().max(254)).max(2).optional().describe('Added to those that are known.'),
    teamId: id.optional().describe('For which team; where the token coordinates one alone, that one.'),
  })
  .meta({ id: 'NewUser', description: 'A patient, by the identifiers of the organisation or of the country.' });

const change = z
  .strictObject({
    familyName: text.optional(),
    givenName: text.optional(),
    dateOfBirth: z.iso.date().optional(),
    gender: gender.optional(),
    ...contact,
  })
  .meta({ id: 'UserChange', description: 'What is absent stays, what is null is cleared.' });

const received = z
  .strictObject({
    id,
    outcome: z
      .enum(['CREATED', 'UPDATED', 'UNCHANGED', 'STALE', 'MATCHED'])
      .describe('Sent again as it was, nothing is changed.'),
    warnings: z
      .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
      .describe('What was passed over, such as identifiers of an unknown system.'),
  })
  .meta({ id: 'ReceivedUser', description: 'The record that was created, changed, or left as it is.' });

/** Patients whom coordinators create, and what of them is changed by whom. Domain reference §5, `POST /users` and `PUT /users/{id}` */
export const patients: readonly Operation[] = [
  operation({
    id: 'sendUser',
    method: 'POST',
    path: '/users',
    tag: 'Users',
    summary: 'Creates a patient for a team, or changes the one who carries the identifiers',
    description:
      'As an ADT^A28 of the team would: one person is one record, whoever sends them. The same request again changes nothing.',
    scopes: ['TEAMCOORD', 'SITE'],
    body: sent,
    says: { status: 200, description: 'The record.', body: received },
    answer: async ({ ask, body, refused }) => {
      const { identifiers, teamId, ...demographics } = body;
      const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      const data = await ask(documents.RestReceivePatientDocument, {
        input: { digest, identifiers, demographics, teamId: teamId ?? null },
      });
      if (isProblem(data)) return data;
      const result = data.receivePatient;
      if (!('patientId' in result)) return refused({ ...result, field: placeOf(result.field ?? '') || null });
      const warnings = result.warnings.map(({ field, message }) => ({
        pointer: pointerOf(stepsOf(placeOf(field))),
        detail: message,
      }));
      return { body: { id: result.patientId, outcome: result.outcome, warnings } };
    },
  }),
  operation({
    id: 'changeUser',
    method: 'PUT',
    path: '/users/{patientId}',
    tag: 'Users',
    summary: 'Changes the demographics of a patient',
    description:
      'A patient changes their own title, language, phone and address; a team with which something is shared all that is here. If-Match: `*` means whichever version is there.',
    scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
    params: { patientId },
    body: change,
    updates: true,
    says: {
      status: 200,
      description: 'It is changed.',
      body: z.strictObject({ id, version: z.int() }),
      tagged: true,
    },
    answer: async ({ ask, path, body, ifMatch, permitFor, refused }) => {
      const version = ifMatch === '*' ? null : versionIn(ifMatch);
      if (version === undefined) return stale;
      const { patientId: patient } = path;
      const permit = await permitFor(patient);
      if (isProblem(permit)) return permit;
      const data = await ask(documents.RestChangePatientDocument, {
        input: { permit, version, ...body },
      });
      if (isProblem(data)) return data;
      const result = data.changePatient;
      return 'version' in result
        ? { body: { id: result.patientId, version: result.version }, version: result.version }
        : refused(result);
    },
  }),
];

/** What the graph keeps apart, we say beside each other. */
const placeOf = (field: string): string => field.replace(/^demographics\./, '');
const stepsOf = (field: string): readonly string[] => field.split(/[.[\]]+/).filter((step) => step !== '');
