import type { OperationOutcome } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { isProblem, outcomeOf, Problem, problemOfErrors } from '../core/outcome.ts';
import { ValidateForCustomerFeedDocument } from './documents.generated.ts';
import { inputOf } from './operation-input.ts';
import type { Feed, Written } from './parts.ts';
import { problemOfRefusal, unknownFeed } from './problems.ts';

type Of = { readonly type: string; readonly id?: string };

/**
 * `$validate`, of a type or of a resource that is there: what would be said of a write, and nothing is stored. FHIR R4
 * Resource-validate
 */
export const validate = async (feed: Feed, { type, id }: Of, request: Written): Promise<Answer | Problem> => {
  const input = inputOf(request.parameters, request.body);
  if (isProblem(input)) return input;
  const valueOf = (name: string): string | undefined => input.values.find((value) => value.name === name)?.value;
  const mode = valueOf('mode');
  if (mode !== undefined && modes[mode] === undefined)
    return new Problem('invalid', `mode is create, update or delete, and not ${mode}.`, 'mode');
  // "SHALL return an error" where it cannot be validated against the profile that is named.
  const profile = valueOf('profile');
  if (profile !== undefined && profile !== `http://hl7.org/fhir/StructureDefinition/${type}`)
    return new Problem('unsupported', `Nothing is known here of the profile ${profile}.`, 'profile');
  const { data, errors } = await feed.graph.run(
    ValidateForCustomerFeedDocument,
    {
      feed: feed.name,
      type,
      id: id ?? null,
      mode: mode === undefined ? null : (modes[mode] ?? null),
      resource: input.resource ?? null,
    },
    request.caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.customerFeed?.validation;
  if (result === undefined) return unknownFeed;
  if (result.__typename === 'CustomerRefusal') return problemOfRefusal(result, { type });
  const { found: issues } = result;
  return fhirAnswer(
    JSON.stringify(issues.length === 0 ? nothingWrong : outcomeOf(new Problem('unprocessable', '', issues))),
  );
};

const modes: Readonly<Partial<Record<string, 'CREATE' | 'UPDATE' | 'DELETE'>>> = {
  create: 'CREATE',
  update: 'UPDATE',
  delete: 'DELETE',
};

const nothingWrong: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', diagnostics: 'Nothing is wrong with it.' }],
};
