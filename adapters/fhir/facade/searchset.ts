import { writeSearchset, type Entry } from '../core/bundle.ts';
import { warningOf } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import type { ResultParameters } from '../core/result-parameters.ts';
import type { Parts } from './parts.ts';
import { notSearchedBy } from './record-search.ts';

export type SearchsetParts = {
  readonly type: string;
  readonly result: ResultParameters;
  /** What was looked for, as it came. */
  readonly self: readonly Parameter[];
  /** What the next page's link looks for, and the graph's cursor of that page. */
  readonly next?: { readonly parameters: readonly Parameter[]; readonly continuation: string };
  readonly total: number | null;
  readonly entries: readonly Entry[];
  /** Names of parameters that were passed over: a warning says so. */
  readonly ignored: readonly string[];
  /** What there is to say of values by which nothing can be found: a warning, too. */
  readonly doubtful?: readonly string[];
};

/** The answer to a search in STU3: its self link names only what was understood. FHIR STU3 §3.1.1 */
export const searchsetText = ({ base, clock }: Parts, parts: SearchsetParts): string => {
  const { type, result, self, next, total, entries, ignored, doubtful = [] } = parts;
  const url = (parameters: readonly Parameter[], page: string | undefined): string =>
    `${base}/${type}?${writeParameters([...parameters, ...result.understood, ...(page === undefined ? [] : [{ name: 'page', value: page }])])}`;
  const warning = {
    resource: JSON.stringify(
      warningOf(
        ignored.map((name) => notSearchedBy(type, name)),
        doubtful,
      ),
    ),
    mode: 'outcome' as const,
  };
  return writeSearchset({
    version: 'STU3',
    timestamp: clock.now().toISOString(),
    ...(total === null || (result.total === 'none' && !result.countOnly) ? {} : { total }),
    links: [
      { relation: 'self', url: url(self, result.page) },
      ...(next === undefined || result.countOnly
        ? []
        : [{ relation: 'next' as const, url: url(next.parameters, next.continuation) }]),
    ],
    entries: [...(result.countOnly ? [] : entries), ...(ignored.length + doubtful.length === 0 ? [] : [warning])],
  });
};
