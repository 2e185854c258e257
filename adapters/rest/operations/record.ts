import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Answer, type Operation } from '../operation.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { coding, id, instant, pageOf, paging, patientId, shownLabel, when } from '../schemas.ts';
import { document } from './document.ts';

const words = z.string().nullable();
const item = { id, version: z.int(), label: shownLabel };

const test = z
  .strictObject({
    ...item,
    kind: z.enum(['LABORATORY', 'RADIOLOGY', 'MEASUREMENTS']),
    externalId: words.describe('The sender’s own number.'),
    code: coding,
    discipline: coding.nullable(),
    status: z.string(),
    effectiveAt: when,
    issuedAt: when,
    text: words,
    visibleFrom: when,
    files: z.array(z.strictObject({ documentId: id, contentType: words, title: words })),
    results: z.array(
      z.strictObject({
        ...item,
        code: coding,
        subId: words.describe('Which results belong together, in the laboratory’s own word (OBX-4).'),
        status: z.string(),
        effectiveAt: when,
        value: words.describe('In words; null where it is not yet open.'),
        quantity: z
          .strictObject({ value: z.string().describe('As the laboratory wrote it.'), comparator: words, unit: words })
          .nullable(),
        referenceRange: words,
        interpretation: words.describe('The laboratory’s flag: H, L, HH …'),
        notes: z.array(z.string()),
        visibleFrom: when,
      }),
    ),
  })
  .meta({ id: 'Test', description: 'A report of a laboratory or of radiology with its results.' });

const allergy = z
  .strictObject({
    ...item,
    allergen: coding,
    onset: when,
    severity: words,
    reactions: z.array(z.string()),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Allergy', description: 'Something that the patient does not tolerate.' });

const medication = z
  .strictObject({ ...item, name: coding, dosage: words, start: when, end: when })
  .meta({ id: 'Medication', description: 'A medicine that the patient takes or took.' });

const diagnosis = z
  .strictObject({ ...item, condition: coding, recordedAt: when })
  .meta({ id: 'Diagnosis', description: 'What the patient is found to have.' });

const appointment = z
  .strictObject({
    ...item,
    externalId: words.describe('The sender’s own number.'),
    status: z.enum(['ACTIVE', 'CANCELLED', 'DNA']).describe('DNA: the patient did not attend.'),
    subject: z.string(),
    description: words,
    type: coding.nullable(),
    specialty: coding.nullable(),
    start: when,
    end: when,
    location: words,
    managementUrl: words.describe('Where the patient manages the appointment.'),
    participants: z.array(z.strictObject({ name: z.string(), role: words })),
  })
  .meta({ id: 'Appointment', description: 'A meeting of the patient with a service.' });

type Page = { readonly items: readonly unknown[]; readonly next: string | null };
type PageVariables = { patient: string; first: number; after?: string | null };
type Answered = { readonly patient: { readonly page: Page | null } | null };

type List = {
  readonly id: string;
  readonly name: string;
  readonly tag: string;
  readonly summary: string;
  readonly item: z.ZodType;
  readonly asks: TypedDocumentNode<Answered, PageVariables>;
};

/** `GET /NAME/{patientId}`: what a record holds of one kind, newest first. */
const list = ({ name, item: of, asks, ...about }: List): Operation =>
  operation({
    ...about,
    method: 'GET',
    path: `/${name}/{patientId}`,
    scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
    params: { patientId },
    query: paging,
    says: { status: 200, description: 'A page of them.', body: pageOf(of) },
    answer: async ({ ask, path, query: { limit, after } }) => {
      const { patientId: patient } = path;
      return shown(await ask(asks, { patient, first: limit, after: after ?? null }));
    },
  });

const shown = (data: Answered | Problem): Answer | Problem => {
  if (isProblem(data)) return data;
  const page = data.patient?.page;
  return page === null || page === undefined
    ? notFound
    : { body: { items: page.items, next: page.next }, next: page.next };
};

const appointments = operation({
  id: 'listAppointments',
  method: 'GET',
  path: '/appointments/{patientId}',
  tag: 'Appointments',
  summary: 'Appointments, latest start first',
  scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
  params: { patientId },
  query: { ...paging, changedSince: instant.optional().describe('Only what was stored or changed then or later.') },
  says: { status: 200, description: 'A page of them.', body: pageOf(appointment) },
  answer: async ({ ask, path, query: { limit, after, changedSince } }) => {
    const { patientId: patient } = path;
    const page = { patient, first: limit, after: after ?? null, changedSince: changedSince ?? null };
    return shown(await ask(documents.RestAppointmentsDocument, page));
  },
});

export const record: readonly Operation[] = [
  list({
    id: 'listTests',
    name: 'tests',
    tag: 'Record',
    summary: 'Laboratory and radiology reports with their results',
    item: test,
    asks: documents.RestTestsDocument,
  }),
  list({
    id: 'listAllergies',
    name: 'allergies',
    tag: 'Record',
    summary: 'What the patient does not tolerate',
    item: allergy,
    asks: documents.RestAllergiesDocument,
  }),
  list({
    id: 'listMedications',
    name: 'medications',
    tag: 'Record',
    summary: 'Medicines, of whatever source',
    item: medication,
    asks: documents.RestMedicationsDocument,
  }),
  list({
    id: 'listDiagnoses',
    name: 'diagnoses',
    tag: 'Record',
    summary: 'What the patient is found to have',
    item: diagnosis,
    asks: documents.RestDiagnosesDocument,
  }),
  list({
    id: 'listPlans',
    name: 'plans',
    tag: 'Record',
    summary: 'Care plans as they are now',
    item: document,
    asks: documents.RestPlansDocument,
  }),
  list({
    id: 'listDocuments',
    name: 'documents',
    tag: 'Documents',
    summary: 'Letters and other documents',
    item: document,
    asks: documents.RestDocumentsDocument,
  }),
  appointments,
];
