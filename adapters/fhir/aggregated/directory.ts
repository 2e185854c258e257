import type { Organization, Practitioner } from 'fhir/r4.js';
import { isFailure } from '../../../kernel/failure.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { soughtInDirectory } from '../core/directory.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { odsCode, publicId } from '../core/systems.ts';
import { FindInDirectoryDocument, type DirectoryEntryForFhirFragment } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { notKnown } from '../core/not-known.ts';
import { pageLimits, refuseUnknown } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** Organisations, teams and professionals by id. Names are no secret: no record is asked. Domain reference §7.6 */
export type Directory = ReadonlyMap<string, DirectoryEntryForFhirFragment>;
export type Listed = 'Organization' | 'Practitioner';

/** Those of these ids that are an organisation's, a team's or a professional's. */
export const directoryOf = async (
  { graph }: Parts,
  ids: readonly string[],
  caller: Caller,
): Promise<Directory | Problem> => {
  const wanted = [...new Set(ids)].slice(0, pageLimits.most);
  if (wanted.length === 0) return new Map();
  const { data, errors } = await graph.run(FindInDirectoryDocument, { ids: wanted, odsCodes: [] }, caller);
  return problemOfErrors(errors) ?? new Map((data?.directory ?? []).map((entry) => [entry.id, entry]));
};

/** `GET Organization/{id}`, `GET Practitioner/{id}` */
export const readListed = async (
  parts: Parts,
  { type, id }: { readonly type: Listed; readonly id: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const known = parsePatientId(id);
  const directory: Directory | Problem = isFailure(known)
    ? new Map()
    : await directoryOf(parts, [known], request.caller);
  if (isProblem(directory)) return directory;
  const [resource] = [...directory.values()].map(resourceOf).filter(({ resourceType }) => resourceType === type);
  return resource === undefined ? notKnown(type, id) : fhirAnswer(JSON.stringify(resource));
};

/** `GET Organization?identifier=…`, `GET Practitioner?identifier=…`: an ODS code or a public id; `_id` names one as well. */
export const searchListed = async (parts: Parts, type: Listed, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const [parameter, ...others] = result.rest.filter(({ name }) => name === 'identifier' || name === '_id');
  if (parameter === undefined)
    return new Problem('required', `Name the ${type}: identifier=system|value.`, 'identifier');
  if (others.length > 0) return new Problem('invalid', 'Give identifier (or _id) once.', parameter.name);
  const ignored = result.rest.filter((other) => other !== parameter).map(({ name }) => name);
  const refusal = request.strict ? refuseUnknown(type, ignored) : undefined;
  if (refusal !== undefined) return refusal;
  const sought = soughtInDirectory(parameter);
  if (isProblem(sought)) return sought;
  const { data, errors } = await parts.graph.run(FindInDirectoryDocument, sought, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = (data?.directory ?? []).map(resourceOf).filter(({ resourceType }) => resourceType === type);
  const entries = found.map((resource) => ({
    fullUrl: `${parts.base}/${type}/${resource.id ?? ''}`,
    resource: JSON.stringify(resource),
    mode: 'match' as const,
  }));
  return fhirAnswer(
    searchsetText(parts, {
      type,
      result,
      self: [parameter],
      next: [],
      continuation: null,
      total: entries.length,
      entries: result.countOnly ? [] : entries,
      ignored,
    }),
  );
};

const resourceOf = ({
  id,
  kind,
  name,
  odsCode: ods,
  organisationId,
}: DirectoryEntryForFhirFragment): Organization | Practitioner => {
  const identifier = [{ system: publicId, value: id }, ...(ods === null ? [] : [{ system: odsCode, value: ods }])];
  if (kind === 'PROFESSIONAL') return { resourceType: 'Practitioner', id, identifier, name: [{ text: name }] };
  return {
    resourceType: 'Organization',
    id,
    identifier,
    active: true,
    name,
    type: [{ coding: [{ system: organizationType, code: kind === 'TEAM' ? 'team' : 'prov' }] }],
    ...(organisationId === null ? {} : { partOf: { reference: `Organization/${organisationId}` } }),
  };
};

const organizationType = 'http://terminology.hl7.org/CodeSystem/organization-type';
