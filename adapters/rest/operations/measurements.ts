import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Answer, type Given, type Operation } from '../operation.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { coding, id, instant, label, pageOf, paging, patientId, shownLabel, when } from '../schemas.ts';
import { noOwnRecord } from './users.ts';

const unit = z.strictObject({
  code: z.string().describe('UCUM'),
  name: z.string(),
  low: z.number().describe('The smallest value that is taken.'),
  high: z.number().describe('The largest value that is taken.'),
});

const measurementType = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    code: z.string().describe('LOINC'),
    parts: z.array(z.strictObject({ key: z.string(), name: z.string(), code: z.string(), units: z.array(unit) })),
  })
  .meta({ id: 'MeasurementType', description: 'Something that can be measured and added.' });

const measurement = z
  .strictObject({
    id,
    version: z.int(),
    type: z.string().nullable().describe('The key of its type; null where the catalogue does not have its code.'),
    code: coding,
    takenAt: when,
    values: z.array(
      z.strictObject({
        part: z.string().nullable(),
        value: z.string().describe('A decimal as text: `1.00` says more than `1`.'),
        unit: z.string().nullable().describe('UCUM, or the unit as its sender wrote it.'),
      }),
    ),
    note: z.string().nullable(),
    byPatient: z.boolean().describe('The patient says so, and no professional.'),
    label: shownLabel,
  })
  .meta({ id: 'Measurement', description: 'What was measured on the patient.' });

const newMeasurement = z
  .strictObject({
    type: z.string().max(100).describe('The key of a type: `GET /measurements/types`.'),
    takenAt: instant,
    values: z
      .array(
        z.strictObject({
          part: z.string().max(100).optional().describe('May be left out where the type has one part alone.'),
          value: z.number(),
          unit: z.string().max(100).describe('UCUM'),
        }),
      )
      .min(1)
      .max(20),
    note: z.string().max(2000).optional(),
    label: label.optional(),
  })
  .meta({ id: 'NewMeasurement', description: 'What has been measured, to be added to a record.' });

const added = z
  .strictObject({ ids: z.array(id).describe('In the order of what was sent.') })
  .meta({ id: 'Added', description: 'What was added to a record.' });

const filter = {
  ...paging,
  type: z.string().max(100).optional().describe('Only of this type.'),
  from: instant.optional().describe('Taken then or later.'),
  to: instant.optional().describe('Taken before.'),
};

type Filter = z.output<z.ZodObject<typeof filter>>;

const filterIn = ({ after, limit, type, from, to }: Filter) => ({
  first: limit,
  after: after ?? null,
  type: type ?? null,
  from: from ?? null,
  to: to ?? null,
});

const body = z.strictObject({ measurements: z.array(newMeasurement).min(1).max(100) });

export const measurements: readonly Operation[] = [
  operation({
    id: 'listMeasurementTypes',
    method: 'GET',
    path: '/measurements/types',
    tag: 'Measurements',
    summary: 'The catalogue: what can be measured, in which units, within which ranges',
    scopes: ['PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE'],
    says: {
      status: 200,
      description: 'All types.',
      body: z.strictObject({ items: z.array(measurementType) }),
    },
    answer: async ({ ask }) => {
      const data = await ask(documents.RestMeasurementTypesDocument, {});
      return isProblem(data) ? data : { body: { items: data.measurementTypes } };
    },
  }),
  operation({
    id: 'listOwnMeasurements',
    method: 'GET',
    path: '/measurements',
    tag: 'Measurements',
    summary: 'My own measurements, newest first',
    scopes: ['PATIENT'],
    query: filter,
    says: { status: 200, description: 'A page of measurements.', body: pageOf(measurement) },
    answer: async ({ ask, query }) => {
      const data = await ask(documents.RestOwnMeasurementsDocument, filterIn(query));
      return isProblem(data) ? data : shown(data.self.record?.measurements ?? noOwnRecord);
    },
  }),
  operation({
    id: 'listMeasurements',
    method: 'GET',
    path: '/measurements/{patientId}',
    tag: 'Measurements',
    summary: 'A patient’s measurements, newest first',
    scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
    params: { patientId },
    query: filter,
    says: { status: 200, description: 'A page of measurements.', body: pageOf(measurement) },
    answer: async ({ ask, path, query }) => {
      const data = await ask(documents.RestMeasurementsDocument, { patient: path.patientId, ...filterIn(query) });
      return isProblem(data) ? data : shown(data.patient?.measurements ?? notFound);
    },
  }),
  operation({
    id: 'addOwnMeasurements',
    method: 'POST',
    path: '/measurements',
    tag: 'Measurements',
    summary: 'Adds measurements to my own record, all of them or none',
    scopes: ['PATIENT'],
    body,
    once: true,
    says: { status: 201, description: 'They are in the record.', body: added },
    answer: async ({ body: { measurements }, idempotencyKey, ...given }) =>
      add(given, { measurements, idempotencyKey }),
  }),
  operation({
    id: 'addMeasurements',
    method: 'POST',
    path: '/measurements/{patientId}',
    tag: 'Measurements',
    summary: 'Adds measurements to a patient’s record, as a carer or a team',
    scopes: ['PATIENT', 'CLINICIAN', 'SITE'],
    params: { patientId },
    body,
    once: true,
    says: { status: 201, description: 'They are in the record.', body: added },
    answer: async ({ path, body: { measurements }, idempotencyKey, ...given }) =>
      add(given, { patient: path.patientId, measurements, idempotencyKey }),
  }),
];

type New = {
  /** Absent: one's own record. */
  readonly patient?: string;
  readonly measurements: z.output<typeof body>['measurements'];
  readonly idempotencyKey: string | undefined;
};

const add = async (
  { ask, permitFor, refused }: Pick<Given<never, never, never>, 'ask' | 'permitFor' | 'refused'>,
  { patient, measurements, idempotencyKey }: New,
): Promise<Answer | Problem> => {
  const permit = await permitFor(patient);
  if (isProblem(permit)) return permit;
  const input = {
    permit,
    idempotencyKey: idempotencyKey ?? null,
    measurements: measurements.map(({ values, note, label, ...measurement }) => ({
      ...measurement,
      values: values.map(({ part, ...value }) => ({ ...value, part: part ?? null })),
      note: note ?? null,
      label: label ?? null,
    })),
  };
  const data = await ask(documents.RestAddMeasurementsDocument, { input });
  if (isProblem(data)) return data;
  const result = data.addMeasurements;
  return 'ids' in result ? { status: 201, body: { ids: result.ids } } : refused(result);
};

type Page = documents.RestMeasurementPageFragment;

const shown = (page: Page | Problem): Answer | Problem => {
  // The document asks for nothing that the operation does not say.
  return isProblem(page) ? page : { body: page, next: page.next };
};
