import { fhirAnswer, type Answer } from '../core/answer.ts';
import { writeSearchset } from '../core/bundle.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { EverythingOfCustomerFeedDocument } from './documents.generated.ts';
import { partOf, partWanted } from '../core/form.ts';
import { inputOf } from './operation-input.ts';
import type { Feed, Written } from './parts.ts';
import { periodAt, startOf } from './period.ts';
import { unknownFeed } from './problems.ts';
import { entryOf, pageLimits } from './search.ts';

/**
 * `Patient/{id}/$everything` and `Encounter/{id}/$everything`: what is in its compartment, page by page, each with what it
 * refers to elsewhere. FHIR R4 Patient-everything, Encounter-everything
 */
export const everything = async (
  feed: Feed,
  { type, id }: { readonly type: string; readonly id: string },
  request: Written,
): Promise<Answer | Problem> => {
  const input = inputOf(request.parameters, request.body);
  if (isProblem(input)) return input;
  const result = readResultParameters(input.values, pageLimits);
  if (isProblem(result)) return result;
  const part = partWanted(input.values);
  if (isProblem(part)) return part;
  const { rest } = result;
  const unknown = rest.find(({ name }) => !known.has(name));
  if (request.strict && unknown !== undefined)
    return new Problem('unsupported', `$everything does not take ${unknown.name}.`, unknown.name);
  const bounds = boundsOf(rest);
  if (isProblem(bounds)) return bounds;
  const types = rest.filter(({ name }) => name === '_type').flatMap(({ value }) => value.split(','));
  const { data, errors } = await feed.graph.run(
    EverythingOfCustomerFeedDocument,
    {
      feed: feed.name,
      type,
      id,
      ...bounds,
      types: types.length === 0 ? null : types,
      first: result.countOnly ? 0 : result.count,
      after: result.page ?? null,
    },
    request.caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.customerFeed;
  const page = found?.page;
  if (found === null || found === undefined || page === null || page === undefined) return unknownFeed;
  const url = (continuation: string | undefined): string => {
    const parameters: readonly Parameter[] = [
      ...rest.filter(({ name }) => known.has(name)),
      ...result.understood,
      ...(continuation === undefined ? [] : [{ name: 'page', value: continuation }]),
    ];
    return `${feed.base}/${type}/${id}/$everything${parameters.length === 0 ? '' : `?${writeParameters(parameters)}`}`;
  };
  const show = partOf(found.version, part);
  return fhirAnswer(
    writeSearchset({
      timestamp: feed.clock.now().toISOString(),
      ...(page.total === null ? {} : { total: page.total }),
      links: [
        { relation: 'self', url: url(result.page) },
        ...(page.next === null || result.countOnly ? [] : [{ relation: 'next' as const, url: url(page.next) }]),
      ],
      entries: result.countOnly
        ? []
        : [
            ...page.items.map(entryOf(feed.base, 'match', show)),
            ...page.included.map(entryOf(feed.base, 'include', show)),
          ],
    }),
  );
};

const known: ReadonlySet<string> = new Set(['start', 'end', '_since', '_type', '_elements', '_summary']);

type Bounds = { start?: string; end?: string; since?: string };

/** "If no start date is provided, all records prior to the end date are in scope", and the other way round. */
const boundsOf = (parameters: readonly Parameter[]): Readonly<Bounds> | Problem => {
  const bounds: Bounds = {};
  for (const [name, member, read] of dates) {
    const text = parameters.find((parameter) => parameter.name === name)?.value;
    if (text === undefined) continue;
    const moment = read(text);
    if (moment === undefined) return new Problem('invalid', `${name} is a date, such as 2026-05-01.`, name);
    bounds[member] = moment;
  }
  return bounds;
};

const dates = [
  ['start', 'start', startOf],
  // The day that is named last is within.
  ['end', 'end', (text: string) => periodAt(text)?.atTo],
  ['_since', 'since', startOf],
] as const;
