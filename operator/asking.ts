import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { conflict, type Failure } from '../kernel/failure.ts';

/** The operator acts as one of our own processes: for nobody, and under a name of its own in the audit. */
const asOperator = {
  principal: { kind: 'internal', integration: 'internal', client: 'operator' },
  via: 'GRAPHQL',
  reading: [],
} as const;

type Answered = {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
};

/** Asks a slice for its one root field, and gives its value. A refusal is told the operator in words, whatever its kind. */
export const asking =
  (slice: Executor) =>
  async <Value>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Value | Failure> => {
    const { data, errors } = (await slice({ document: parse(document), variables, context: asOperator })) as Answered;
    const refused = errors?.find(({ extensions }) => extensions?.['code'] !== undefined);
    if (refused !== undefined) {
      const field = refused.extensions?.['field'];
      return conflict(refused.message, typeof field === 'string' ? field : undefined);
    }
    const value = Object.values(data ?? {})[0];
    if (value === undefined || errors !== undefined)
      throw new Error(`A slice does not answer: ${errors?.map(({ message }) => message).join(' ') ?? 'nothing came.'}`);
    return value as Value;
  };

export type Ask = ReturnType<typeof asking>;

/** The slices that a command speaks to, and where people find them. */
export type Slices = { readonly patients: Ask; readonly identity: Ask; readonly baseUrl: string };
