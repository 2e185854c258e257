import type { Organization, Practitioner } from 'fhir/r3.js';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { soughtInDirectory } from '../core/directory.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { odsCode, publicId } from '../core/systems.ts';
import { FindDirectoryDocument, FindListedDocument, type FacadeDirectoryEntryFragment } from './documents.generated.ts';
import { notKnown } from '../core/not-known.ts';
import type { Parts } from './parts.ts';
import { pageLimits } from './record-search.ts';
import { searchsetText } from './searchset.ts';
import { listedText } from './stu3.ts';

export type Directory = ReadonlyMap<string, FacadeDirectoryEntryFragment>;
type Listed = 'Organization' | 'Practitioner';

/** Those of these ids that are an organisation's, a team's or a professional's. */
export const directoryOf = async (
  { graph }: Parts,
  ids: readonly string[],
  caller: Caller,
): Promise<Directory | Problem> => {
  const wanted = [...new Set(ids)].slice(0, pageLimits.most);
  if (wanted.length === 0) return new Map();
  const { data, errors } = await graph.run(FindDirectoryDocument, { ids: wanted, odsCodes: null }, caller);
  return problemOfErrors(errors) ?? new Map((data?.directory ?? []).map((entry) => [entry.id, entry]));
};

/** `GET Organization/{id}`, `GET Practitioner/{id}`: one of ours, or one that a customer has written and an item refers to. */
export const readListed = async (
  { graph }: Parts,
  { type, id }: { readonly type: Listed; readonly id: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const { data, errors } = await graph.run(FindListedDocument, { type, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const ours = (data?.directory ?? []).map(resourceOf).find(({ resourceType }) => resourceType === type);
  if (ours !== undefined) return fhirAnswer(JSON.stringify(ours));
  const record = data?.directoryRecord ?? undefined;
  return record === undefined ? notKnown(type, id) : fhirAnswer(listedText(type, record), versionHeaders(record));
};

/** `GET Organization?identifier=…`, `GET Practitioner?identifier=…`: an ODS code or a public id; `_id` names one as well. */
export const searchListed = async (parts: Parts, type: Listed, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const [parameter, ...others] = result.rest.filter(({ name }) => name === 'identifier' || name === '_id');
  if (parameter === undefined)
    return new Problem('required', `Name the ${type}: identifier=system|value, or _id.`, 'identifier');
  if (others.length > 0) return new Problem('invalid', 'Give identifier (or _id) once.', parameter.name);
  const sought = soughtInDirectory(parameter);
  if (isProblem(sought)) return sought;
  if (sought.ids.length === 0 && sought.odsCodes.length === 0)
    return new Problem(
      'invalid',
      `Name the ${type} by its public id or ODS code: ${publicId}|… or ${odsCode}|….`,
      parameter.name,
    );
  const { data, errors } = await parts.graph.run(FindDirectoryDocument, sought, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = (data?.directory ?? []).map(resourceOf).filter(({ resourceType }) => resourceType === type);
  return fhirAnswer(
    searchsetText(parts, {
      type,
      result,
      self: [parameter],
      total: found.length,
      entries: found.map((resource) => ({
        fullUrl: `${parts.base}/${type}/${resource.id ?? ''}`,
        resource: JSON.stringify(resource),
        mode: 'match',
      })),
      ignored: result.rest.filter((other) => other !== parameter).map(({ name }) => name),
    }),
  );
};

const resourceOf = (entry: FacadeDirectoryEntryFragment): Organization | Practitioner => {
  const { id, kind, name, organisationId, odsCode: ods } = entry;
  const identifier = [{ system: publicId, value: id }, ...(ods === null ? [] : [{ system: odsCode, value: ods }])];
  if (kind === 'PROFESSIONAL') return { resourceType: 'Practitioner', id, identifier, name: [{ text: name }] };
  return {
    resourceType: 'Organization',
    id,
    identifier,
    name,
    ...(organisationId === null ? {} : { partOf: { reference: `Organization/${organisationId}` } }),
  };
};
