import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { writeParameters } from '../core/parameters.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { PatientsInPurviewDocument } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { pageLimits } from './record-search.ts';

/** `GET $purview`: the patients on whom the token can act, a page at a time; `next` leads on. Domain reference §7.3 */
export const purview = async (
  { graph, base }: Parts,
  { parameters, caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const first = result.countOnly ? pageLimits.usual : result.count;
  const { data, errors } = await graph.run(PatientsInPurviewDocument, { first, after: result.page ?? null }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const { items = [], next = null } = data?.patients ?? {};
  const parameter = [
    ...items.map(({ id }) => ({ name: 'patient', valueReference: { reference: `Patient/${id}` } })),
    ...(next === null
      ? []
      : [
          {
            name: 'next',
            valueUrl: `${base}/$purview?${writeParameters([...result.understood, { name: 'page', value: next }])}`,
          },
        ]),
  ];
  // FHIR knows no empty arrays.
  return fhirAnswer(JSON.stringify({ resourceType: 'Parameters', ...(parameter.length === 0 ? {} : { parameter }) }));
};
