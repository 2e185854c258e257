import { isExactMembers, type Exact, type ExactMembers } from '../../../fhir/json/exact.ts';
import { questionnaireIn } from '../core/questionnaire.ts';
import { specialtyExtension } from '../core/systems.ts';
import type { ServedRecord } from './served.ts';

/** What an STU3 resource of this base says otherwise than the conversion does. Domain reference §2.4, §7.2 */
export const asFacade = (type: ServedRecord['type'], resource: ExactMembers): ExactMembers => {
  if (type === 'Appointment') return appointment(resource);
  if (type === 'QuestionnaireResponse') return answers(resource);
  return type === 'DocumentReference' ? document(resource) : resource;
};

/** What it is about is its reason here; R4 keeps it as the type. */
const appointment = ({ appointmentType, ...resource }: ExactMembers): ExactMembers => {
  const subject = isExactMembers(appointmentType) ? appointmentType['text'] : undefined;
  const isCoded = isExactMembers(appointmentType) && appointmentType['coding'] !== undefined;
  const reasons = listOf(resource['reason']);
  return {
    ...withSpecialty(resource, firstOf(resource['specialty'])),
    ...(isCoded ? { appointmentType } : {}),
    ...(typeof subject === 'string' ? { reason: [{ coding: [{ display: subject }] }, ...reasons] } : {}),
  };
};

/** STU3 knows when a document was made, and when it was indexed; the record has one date for both. */
const document = (resource: ExactMembers): ExactMembers => {
  const { indexed, created, context } = resource;
  const setting = isExactMembers(context) ? context['practiceSetting'] : undefined;
  return {
    ...withSpecialty(resource, setting),
    ...(created === undefined && indexed !== undefined ? { created: indexed } : {}),
  };
};

/** R4 names a questionnaire by its URL, STU3 refers to it: to the one here, where it is one of ours. */
const answers = (resource: ExactMembers): ExactMembers => {
  const { questionnaire } = resource;
  const url = isExactMembers(questionnaire) ? questionnaire['reference'] : undefined;
  const id = typeof url === 'string' ? questionnaireIn(url) : undefined;
  return id === undefined ? resource : { ...resource, questionnaire: { reference: `Questionnaire/${id}` } };
};

const withSpecialty = (resource: ExactMembers, specialty: Exact | undefined): ExactMembers =>
  isExactMembers(specialty)
    ? {
        ...resource,
        extension: [...listOf(resource['extension']), { url: specialtyExtension, valueCodeableConcept: specialty }],
      }
    : resource;

const listOf = (value: Exact | undefined): readonly Exact[] => (Array.isArray(value) ? value : []);
const firstOf = (value: Exact | undefined): Exact | undefined => listOf(value)[0];
