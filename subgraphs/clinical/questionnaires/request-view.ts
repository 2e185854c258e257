import type { QuestionnaireRow, RequestRow } from './questionnaire.store.ts';
import type { QuestionnaireRequest } from './questionnaire.types.ts';
import type { Request } from './resources.ts';

/** A request as the graph shows it. */
export const requestOf = (row: RequestRow): QuestionnaireRequest => ({
  id: row.item,
  patientId: row.patient,
  questionnaireId: row.questionnaire,
  state: row.answered_at === null ? 'REQUESTED' : 'COMPLETED',
  requestedAt: row.requested_at,
  ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
  ...(row.response === null ? {} : { responseId: row.response }),
});

/** A request as its resource is made of it. */
export const givenRequest = (row: RequestRow & QuestionnaireRow): Request => ({
  id: row.item,
  patient: row.patient,
  questionnaire: row.questionnaire,
  title: row.title,
  organisation: row.organisation,
  team: row.team,
  requestedAt: row.requested_at,
});
