import { isProblem, Problem } from './outcome.ts';
import type { Parameter } from './parameters.ts';

/** How a search is to be answered, as opposed to what it looks for. FHIR R4 §3.1.1.5 */
export type ResultParameters = {
  /** Resources on a page. */
  readonly count: number;
  /** Only the total is wanted. */
  readonly countOnly: boolean;
  /** `none`: no total at all; `accurate`: always; `cheap`: where it is known anyhow. */
  readonly total: 'none' | 'accurate' | 'cheap';
  /** The continuation that our own `next` link carries. */
  readonly page?: string;
  /** What was understood, for the self link; without the continuation. */
  readonly understood: readonly Parameter[];
  /** All other parameters, in their order. */
  readonly rest: readonly Parameter[];
};

export type Limits = { readonly usual: number; readonly most: number };

/** Takes `_count`, `_total`, `_summary`, `page`, `_format` and `_pretty` out of the parameters of a search. */
export const readResultParameters = (parameters: readonly Parameter[], limits: Limits): ResultParameters | Problem => {
  const twice = names.find((name) => parameters.filter((parameter) => parameter.name === name).length > 1);
  if (twice !== undefined) return new Problem('invalid', `Give ${twice} once.`, twice);
  const valueOf = (name: string): string | undefined => parameters.find((parameter) => parameter.name === name)?.value;

  const count = readCount(valueOf('_count'), limits);
  if (isProblem(count)) return count;
  const total = readTotal(valueOf('_total'));
  if (isProblem(total)) return total;
  const page = valueOf('page');
  const summary = valueOf('_summary');
  const summaryUnderstood = summary === 'count' || summary === 'false';
  const taken = parameters.filter(({ name }) => names.includes(name) && (name !== '_summary' || summaryUnderstood));

  return {
    count,
    // "_count=0: treated the same as _summary=count." R4 §3.1.1.5.7
    countOnly: count === 0 || summary === 'count',
    total,
    ...(page === undefined ? {} : { page }),
    understood: taken
      .filter(({ name }) => name !== 'page')
      .map((parameter) => (parameter.name === '_count' ? { name: '_count', value: String(count) } : parameter)),
    rest: parameters.filter((parameter) => !taken.includes(parameter)),
  };
};

const names = ['_count', '_total', '_summary', 'page', '_format', '_pretty'];

const readCount = (text: string | undefined, { usual, most }: Limits): number | Problem => {
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text)) return new Problem('invalid', '_count is a number of resources, such as 50.', '_count');
  return Math.min(Number(text), most);
};

const readTotal = (text: string | undefined): ResultParameters['total'] | Problem => {
  if (text === undefined) return 'cheap';
  if (text === 'none') return 'none';
  if (text === 'accurate' || text === 'estimate') return 'accurate';
  return new Problem('invalid', '_total is none, estimate or accurate.', '_total');
};
