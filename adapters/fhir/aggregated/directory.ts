import type { Organization, Practitioner } from 'fhir/r4.js';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { Entry } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { partOf, partWanted } from '../core/form.ts';
import { notKnown } from '../core/not-known.ts';
import { isProblem, type Problem, problemOfErrors } from '../core/outcome.ts';
import { writeParameters } from '../core/parameters.ts';
import { odsCode, publicId } from '../core/systems.ts';
import {
  FindInDirectoryDocument,
  ReadInDirectoryDocument,
  SearchDirectoryDocument,
  type DirectoryEntryForFhirFragment,
} from './documents.generated.ts';
import type { ListedType } from './listed.ts';
import type { Parts } from './parts.ts';
import { answerRead } from './read.ts';
import { pageLimits } from './record-search.ts';

/** Organisations, teams and professionals by id. Names are no secret: no record is asked. Domain reference §7.6 */
export type Directory = ReadonlyMap<string, DirectoryEntryForFhirFragment>;

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

/** `GET Organization/{id}`, `GET Location/{id}`: one of ours, or one that a customer has written. */
export const readListed = async (
  { graph }: Parts,
  { listed, id }: { readonly listed: ListedType; readonly id: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const part = partWanted(request.parameters);
  if (isProblem(part)) return part;
  const { type, withOurs } = listed;
  const wanted = { type, id, ours: withOurs === true ? [id] : [] };
  const { data, errors } = await graph.run(ReadInDirectoryDocument, wanted, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const [ours] = oursOf(type, data?.directory ?? []);
  if (ours !== undefined) return fhirAnswer(partOf('R4', part)(JSON.stringify(ours)));
  const record = data?.directoryRecord ?? undefined;
  return record === undefined ? notKnown(type, id) : answerRead(record, request, () => record.resource ?? '');
};

/** What a page refers to, as it comes with it. */
export const includedListed = async (
  { graph, base }: Parts,
  { type, ids }: { readonly type: string; readonly ids: readonly string[] },
  caller: Caller,
): Promise<readonly Entry[] | Problem> => {
  const wanted = ids.slice(0, pageLimits.most);
  const query = writeParameters([{ name: '_id', value: wanted.join(',') }]);
  const page = { first: pageLimits.most, after: null, withItems: true, withJoined: false };
  const { data, errors } = await graph.run(
    SearchDirectoryDocument,
    { type, query, ...page, ids: wanted, odsCodes: [] },
    caller,
  );
  const found = [
    ...oursOf(type, data?.directory ?? []).map((resource) => ({ id: resource.id, text: JSON.stringify(resource) })),
    ...(data?.page?.items ?? []).map(({ id, resource }) => ({ id, text: resource ?? '' })),
  ];
  return (
    problemOfErrors(errors) ??
    found.map(({ id, text }) => ({ fullUrl: `${base}/${type}/${id}`, resource: text, mode: 'include' }))
  );
};

type Ours = (Organization | Practitioner) & { readonly id: string };

/** Of ours those of a type. */
export const oursOf = (type: string, entries: readonly DirectoryEntryForFhirFragment[]): readonly Ours[] =>
  entries.map(resourceOf).filter(({ resourceType }) => resourceType === type);

const resourceOf = ({ id, kind, name, odsCode: ods, organisationId }: DirectoryEntryForFhirFragment): Ours => {
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
