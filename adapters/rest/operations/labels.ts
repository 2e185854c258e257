import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem } from '../problem.ts';
import { id, label, patientId } from '../schemas.ts';

/** What the lists of the record are called here, and their items in FHIR. */
const types = {
  tests: 'DiagnosticReport',
  results: 'Observation',
  measurements: 'Observation',
  diary: 'Observation',
  allergies: 'AllergyIntolerance',
  medications: 'MedicationStatement',
  diagnoses: 'Condition',
  plans: 'CarePlan',
  documents: 'DocumentReference',
  library: 'Communication',
  appointments: 'Appointment',
} as const;

const kinds = Object.keys(types) as (keyof typeof types)[];

export const labels: readonly Operation[] = [
  operation({
    id: 'changeLabel',
    method: 'PUT',
    path: '/labels/{patientId}/{kind}/{itemId}',
    tag: 'Record',
    summary: 'Gives an item of the record another privacy label, and with it other readers',
    description:
      'For the patient; for a carer who holds the old label and the new one; for a professional of a team that put the item there. It stays when the sender sends the item again.',
    scopes: ['PATIENT', 'CLINICIAN'],
    params: {
      patientId,
      kind: z.enum(kinds).describe('As the list is called from which the item is; `results` are those of a test.'),
      itemId: id,
    },
    body: z.strictObject({ label }),
    says: { status: 200, description: 'It has this label now.', body: z.strictObject({ id, label }) },
    answer: async ({ ask, path, body, permitFor, refused }) => {
      const { patientId: patient } = path;
      const permit = await permitFor(patient);
      if (isProblem(permit)) return permit;
      const asked = { permit, id: path.itemId, label: body.label };
      const data =
        path.kind === 'appointments'
          ? await ask(documents.RestChangeAppointmentLabelDocument, { input: asked })
          : await ask(documents.RestChangeItemLabelDocument, { input: { ...asked, type: types[path.kind] } });
      if (isProblem(data)) return data;
      const { stored } = data;
      if (!('kind' in stored)) return { body: { id: stored.id, label: body.label } };
      return refused({ ...stored, field: stored.field === 'id' ? 'itemId' : stored.field });
    },
  }),
];
