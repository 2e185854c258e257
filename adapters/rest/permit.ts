import { hash } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { shortMemory } from '../../kernel/short-memory.ts';
import { RestOwnPermitDocument, RestPermitDocument } from './documents.generated.ts';
import type { Ask } from './ask.ts';
import type { PermitFor } from './operation.ts';
import { isProblem, notFound, type Problem } from './problem.ts';

/** For one caller: who asks how, and by what token. */
export type Permits = (ask: Ask, authorization: string) => PermitFor;

/**
 * A permit is good for half a minute by itself, and is remembered for a third of that: what is taken back stops as soon as
 * everything else that is remembered. ADR 11. It is kept for the very token that it was asked with.
 */
export const permits = (clock: Clock, remember: number): Permits => {
  const kept = shortMemory<string>(clock, 10_000);
  return (ask, authorization) => {
    const caller = hash('sha256', authorization, 'base64');
    return async (patient) => {
      const key = `${caller} ${patient ?? ''}`;
      const before = kept.recall(key);
      if (before !== undefined) return before;
      // From before the question: the answer cannot be older than it is taken to be.
      const now = clock.now().getTime();
      const permit = await asked(ask, patient);
      if (!isProblem(permit)) kept.keep(key, permit, now + Math.min(longest, remember * 1000));
      return permit;
    };
  };
};

const longest = 10_000;

const asked = async (ask: Ask, patient: string | undefined): Promise<string | Problem> => {
  if (patient === undefined) {
    const data = await ask(RestOwnPermitDocument, {});
    return isProblem(data) ? data : (data.self.record?.permit ?? notFound);
  }
  const data = await ask(RestPermitDocument, { patient });
  return isProblem(data) ? data : (data.patient?.permit ?? notFound);
};
