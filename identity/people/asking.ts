import type { Executor } from '@graphql-tools/utils';
import type { DocumentNode } from 'graphql';
import type { Call } from '../../subgraphs/kit/context.ts';

/** Asks the patients slice as identity itself: it says for whom in the question. Throws where there is no answer. */
export const askPatients =
  (patients: Executor, otherwise: string) =>
  async <Data>(document: DocumentNode, variables: object): Promise<Data> => {
    const answer = (await patients({ document, variables, context: asIdentity })) as {
      readonly data?: Data | null;
      readonly errors?: readonly unknown[];
    };
    if (!answer.data) throw new Error(otherwise, { cause: answer.errors });
    return answer.data;
  };

const asIdentity: Call = {
  principal: { kind: 'internal', integration: 'internal', client: 'identity' },
  via: 'WEB',
  reading: [],
};
