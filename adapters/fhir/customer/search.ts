import { fhirAnswer, type Answer } from '../core/answer.ts';
import { writeSearchset, type Entry } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors, warningOf } from '../core/outcome.ts';
import { alternatives, writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type Limits, type ResultParameters } from '../core/result-parameters.ts';
import { SearchCustomerFeedDocument, type CustomerPageForFhirFragment } from './documents.generated.ts';
import { partNames, partOf, partWanted } from '../core/form.ts';
import type { Feed } from './parts.ts';
import { unknownFeed } from './problems.ts';

/** The contract's §5. */
export const pageLimits: Limits = { usual: 50, most: 1000 };

/** What is searched: one type, or several where it is absent; all of it, or what is in one compartment. */
export type Scope = { readonly type?: string; readonly compartment?: { readonly type: string; readonly id: string } };

/** `GET {Type}/{id}/{member}`: the types of a compartment, `*` for all of them. */
export const scopeIn = (compartment: NonNullable<Scope['compartment']>, member: string): Scope =>
  member === '*' ? { compartment } : { compartment, type: member };

/** `GET {Type}?…` and `POST {Type}/_search`; of all types, or in a compartment. FHIR R4 §3.1.1 */
export const search = async (
  feed: Feed,
  scope: Scope,
  { parameters, strict, caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const part = partWanted(parameters);
  if (isProblem(part)) return part;
  const asked = result.rest.filter(({ name }) => !partNames.has(name)).map(inBothForms(feed.base));
  const isCounted = result.countOnly || result.total === 'accurate';
  const { data, errors } = await feed.graph.run(
    SearchCustomerFeedDocument,
    {
      feed: feed.name,
      type: scope.type ?? null,
      compartment: scope.compartment === undefined ? null : `${scope.compartment.type}/${scope.compartment.id}`,
      query: writeParameters(isCounted ? [...asked, { name: '_total', value: 'accurate' }] : asked),
      first: result.countOnly ? 0 : result.count,
      after: result.page ?? null,
    },
    caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.customerFeed;
  const page = found?.page;
  if (found === null || found === undefined || page === null || page === undefined) return unknownFeed;
  const [unknown] = page.ignored;
  if (strict && unknown !== undefined)
    return new Problem('unsupported', `${searched(scope)} not searched by ${unknown} here.`, unknown);
  return fhirAnswer(searchset(feed, { scope, result, page, show: partOf(found.version, part) }));
};

/**
 * "A relative reference resolving to the same value as a specified absolute URL … qualifies as a match": what names one of
 * this base's own resources by its URL asks for it in either form. FHIR R4 §3.1.1.4.12
 */
const inBothForms =
  (base: string) =>
  (parameter: Parameter): Parameter => {
    if (!parameter.value.includes(`${base}/`)) return parameter;
    const forms = alternatives(parameter.value).flatMap((one) => {
      const local = one.startsWith(`${base}/`) ? one.slice(base.length + 1) : '';
      return resourceOf.test(local) ? [one, local] : [one];
    });
    return { ...parameter, value: forms.join(',') };
  };

const resourceOf = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

type Answered = {
  readonly scope: Scope;
  readonly result: ResultParameters;
  readonly page: CustomerPageForFhirFragment;
  readonly show: (text: string) => string;
};

/** Its self link names only what was understood, and a warning names the rest. FHIR R4 §3.1.1.1.1 */
const searchset = ({ base, clock }: Feed, { scope, result, page, show }: Answered): string => {
  const understood = result.rest.filter(({ name }) => !page.ignored.includes(name));
  const url = (continuation: string | undefined): string => {
    const parameters: readonly Parameter[] = [
      ...understood,
      ...result.understood,
      ...(continuation === undefined ? [] : [{ name: 'page', value: continuation }]),
    ];
    return `${base}${pathOf(scope)}${parameters.length === 0 ? '' : `?${writeParameters(parameters)}`}`;
  };
  const total = totalOf(result, page);
  const shown = result.countOnly ? [] : page.items;
  return writeSearchset({
    timestamp: clock.now().toISOString(),
    ...(total === undefined ? {} : { total }),
    links: [
      { relation: 'self', url: url(result.page) },
      ...(page.next === null || result.countOnly ? [] : [{ relation: 'next' as const, url: url(page.next) }]),
    ],
    entries: [
      ...shown.map(entryOf(base, 'match', show)),
      ...(result.countOnly ? [] : page.included.map(entryOf(base, 'include', show))),
      ...(page.ignored.length === 0 ? [] : [warning(scope, page.ignored)]),
    ],
  });
};

export const entryOf =
  (base: string, mode: 'match' | 'include', show: (text: string) => string) =>
  ({ type, id, resource }: CustomerPageForFhirFragment['items'][number]): Entry => ({
    fullUrl: `${base}/${type}/${id}`,
    resource: show(resource ?? '{}'),
    mode,
  });

const pathOf = ({ type, compartment }: Scope): string =>
  compartment === undefined
    ? type === undefined
      ? ''
      : `/${type}`
    : `/${compartment.type}/${compartment.id}/${type ?? '*'}`;

const searched = ({ type }: Scope): string => (type === undefined ? 'Several types are' : `${type} is`);

const warning = (scope: Scope, ignored: readonly string[]): Entry => ({
  resource: JSON.stringify(warningOf(ignored.map((name) => `${searched(scope)} not searched by ${name} here.`))),
  mode: 'outcome',
});

/** A total that is known is told even where nobody asked: a single page counts itself. */
const totalOf = (
  { total, countOnly, page: continuation }: ResultParameters,
  page: CustomerPageForFhirFragment,
): number | undefined => {
  if (total === 'none' && !countOnly) return undefined;
  if (page.total !== null) return page.total;
  return page.next === null && continuation === undefined ? page.items.length : undefined;
};
