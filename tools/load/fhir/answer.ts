import type { Refused } from '../found.ts';
import type { FoundResources } from './resources.ts';

export type Answer = { readonly status: number; readonly text: string };

type Outcome = {
  readonly issue?: readonly {
    readonly severity?: string;
    readonly diagnostics?: string;
    readonly expression?: readonly string[];
  }[];
};
type Parameters = {
  readonly parameter: readonly {
    readonly name: string;
    readonly part?: readonly {
      readonly name: string;
      readonly valueInteger?: number;
      readonly resource?: Outcome;
    }[];
  }[];
};
type Bundle = {
  readonly entry?: readonly { readonly response: { readonly status: string; readonly outcome?: Outcome } }[];
};

/** Which of what was sent the server has refused, and why. */
export const refusalsOf = (
  { kind, place, placeOf, count }: FoundResources,
  { status, text }: Answer,
): readonly Refused[] => {
  // All of it, as one.
  if (status >= 400) {
    const { reason } = reasonOf(read<Outcome>(text));
    return Array.from({ length: count }, () => ({ place, reason: reason === '' ? `HTTP ${String(status)}` : reason }));
  }
  if (kind === 'bundle')
    return (read<Bundle>(text)?.entry ?? []).flatMap(({ response }, nth) =>
      Number(response.status.slice(0, 3)) < 400 ? [] : [{ place: placeOf(nth), ...reasonOf(response.outcome) }],
    );
  return (read<Parameters>(text)?.parameter ?? []).flatMap(({ name, part = [] }) => {
    if (name !== 'refusal') return [];
    const line = part.find((one) => one.name === 'line')?.valueInteger ?? 0;
    return [{ place: placeOf(line), ...reasonOf(part.find((one) => one.name === 'outcome')?.resource) }];
  });
};

/** The first error, without the numbers in its place: then those of one kind are counted together. */
const reasonOf = (outcome: Outcome | undefined): { readonly reason: string } => {
  const error = outcome?.issue?.find(({ severity }) => severity === 'error' || severity === 'fatal');
  const [at] = error?.expression ?? [];
  const where = at === undefined ? '' : `${at.replace(/\[\d+\]/g, '[]')}: `;
  return { reason: `${where}${error?.diagnostics ?? ''}` };
};

const read = <Shape>(text: string): Shape | undefined => {
  try {
    return JSON.parse(text) as Shape;
  } catch {
    return undefined;
  }
};
