import type { Parameters, ParametersParameter } from 'fhir/r3.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { FindPatientStatusesDocument, type FindPatientStatusesQuery } from './documents.generated.ts';
import { givenPatients, keyOf } from './given-patients.ts';
import { givenValues } from './operation-input.ts';
import type { Parts } from './parts.ts';
import { problemOfRefusal } from './refused.ts';

/** Domain reference §7.3 */
export const mostStatuses = 5_000;

/** `POST Patient/$status-query`: one question to the graph, however many there are. */
export const statusQuery = async (
  { graph }: Parts,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const given = givenValues(text, { name: 'patientIdentifier', most: mostStatuses });
  if (isProblem(given)) return given;
  const identifiers = givenPatients(given);
  if (isProblem(identifiers)) return identifiers;
  const { data, errors } = await graph.run(FindPatientStatusesDocument, { identifiers }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.patientStatuses;
  if (result?.__typename === 'Refusal') return problemOfRefusal(result, given);
  const standings = new Map(result?.statuses.map((standing) => [keyOf(standing.patientIdentifier), standing]));
  const answer: Parameters = {
    resourceType: 'Parameters',
    parameter: identifiers.map((identifier, place) => ({
      name: 'patientStatus',
      part: partsOf(given[place]?.value ?? '', standings.get(keyOf(identifier))),
    })),
  };
  return fhirAnswer(JSON.stringify(answer));
};

type Result = FindPatientStatusesQuery['patientStatuses'];
type Standing = Extract<Result, { readonly __typename: 'PatientStandings' }>['statuses'][number];

const partsOf = (identifier: string, standing: Standing | undefined): ParametersParameter[] => {
  const { deceased = null, registered = null, dateOfBirth = null, diagnostics = null } = standing ?? {};
  return [
    { name: 'patientIdentifier', valueString: identifier },
    ...(deceased === null ? [] : [{ name: 'deceased', valueBoolean: deceased }]),
    ...(registered === null ? [] : [{ name: 'registered', valueBoolean: registered }]),
    ...(dateOfBirth === null ? [] : [{ name: 'dateOfBirth', valueDate: dateOfBirth }]),
    ...(diagnostics === null ? [] : [{ name: 'diagnostics', valueString: diagnostics }]),
  ];
};
