import { canonical } from '../../kit/fhir.rules.ts';
import type { ResponseItem } from './answers.ts';

/** A questionnaire that a patient has been asked to answer. */
export type Request = {
  readonly id: string;
  readonly patient: string;
  readonly questionnaire: string;
  readonly title: string;
  readonly organisation: string;
  readonly team: string;
  readonly requestedAt: Date;
};

/** The name by which the world knows a definition. */
const canonicalOf = (questionnaire: string): string => `${canonical}/Questionnaire/${questionnaire}`;

/** By which requests like these are told from others in the record. */
export const requestCategory = { system: `${canonical}/codesystem/request`, code: 'questionnaire' } as const;

/** R4 ServiceRequest, with HL7's own extension for a questionnaire that is to be answered. */
export const serviceRequestOf = (
  { patient, questionnaire, title, organisation, team, requestedAt }: Request,
  state: 'REQUESTED' | 'COMPLETED',
): object => ({
  resourceType: 'ServiceRequest',
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/servicerequest-questionnaireRequest',
      valueReference: { reference: `Questionnaire/${questionnaire}`, display: title },
    },
  ],
  status: state === 'REQUESTED' ? 'active' : 'completed',
  intent: 'order',
  category: [{ coding: [requestCategory] }],
  code: { text: title },
  subject: { reference: `Patient/${patient}` },
  authoredOn: requestedAt.toISOString(),
  requester: { reference: `Organization/${team}` },
  performer: [{ reference: `Patient/${patient}` }],
  supportingInfo: [{ reference: `Organization/${organisation}` }],
});

export const responseOf = (
  { id, patient, questionnaire }: Request,
  { items, at }: { readonly items: readonly ResponseItem[]; readonly at: Date },
): object => ({
  resourceType: 'QuestionnaireResponse',
  basedOn: [{ reference: `ServiceRequest/${id}` }],
  questionnaire: canonicalOf(questionnaire),
  status: 'completed',
  subject: { reference: `Patient/${patient}` },
  authored: at.toISOString(),
  author: { reference: `Patient/${patient}` },
  source: { reference: `Patient/${patient}` },
  item: items,
});
