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
  /** What the next page's link looks for. */
  readonly next: readonly Parameter[];
  /** The graph's cursor of the following page. */
  readonly continuation: string | null;
  readonly total: number | null;
  readonly entries: readonly Entry[];
  /** Names of parameters that were passed over. */
  readonly ignored: readonly string[];
  /** What there is to say of values by which nothing can be found: a warning, too. */
  readonly doubtful?: readonly string[];
};

/**
 * The answer to a search: its self link names only what was understood, and a warning names the rest. The next link
 * carries an opaque continuation. FHIR R4 §3.1.1.1.1, §3.1.1.1.2
 */
export const searchsetText = ({ base, clock }: Parts, parts: SearchsetParts): string => {
  const { type, result, self, next, continuation, entries, ignored, doubtful = [] } = parts;
  const url = (parameters: readonly Parameter[]): string => `${base}/${type}?${writeParameters(parameters)}`;
  const total = totalOf(parts);
  return writeSearchset({
    timestamp: clock.now().toISOString(),
    ...(total === undefined ? {} : { total }),
    links: [
      { relation: 'self', url: url([...self, ...result.understood, ...pageOf(result.page)]) },
      ...(continuation === null || result.countOnly
        ? []
        : [{ relation: 'next' as const, url: url([...next, ...result.understood, ...pageOf(continuation)]) }]),
    ],
    entries: [
      ...entries,
      ...(ignored.length + doubtful.length === 0
        ? []
        : [
            {
              resource: JSON.stringify(
                warningOf(
                  ignored.map((name) => notSearchedBy(type, name)),
                  doubtful,
                ),
              ),
              mode: 'outcome' as const,
            },
          ]),
    ],
  });
};

const pageOf = (continuation: string | undefined): readonly Parameter[] =>
  continuation === undefined ? [] : [{ name: 'page', value: continuation }];

/** A total that is known is told even where nobody asked: a single page counts itself. */
const totalOf = ({ result, continuation, total, entries }: SearchsetParts): number | undefined => {
  if (result.total === 'none' && !result.countOnly) return undefined;
  if (total !== null) return total;
  if (result.countOnly) return undefined;
  return continuation === null && result.page === undefined
    ? entries.filter(({ mode }) => mode === 'match').length
    : undefined;
};
