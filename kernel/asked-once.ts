import type { Clock } from './clock.ts';
import { shortMemory } from './short-memory.ts';

type Memory<Question> = {
  readonly clock: Clock;
  readonly keyOf: (question: Question) => string;
  /** For how many milliseconds an answer is remembered, and for how many that there is none. */
  readonly found: number;
  readonly missing: number;
};

/** Good answers and missing ones have memories of their own, so that a flood of bad questions pushes no good answer out. */
const size = { found: 10_000, missing: 1_000 };

/**
 * `ask` with a short memory: the same question is asked once at a time, however many wait for it, and then not again for a
 * moment. A question that fails is nobody's answer and is not remembered.
 */
export const askedOnce = <Question, Answer>(
  ask: (question: Question) => Promise<Answer | undefined>,
  { clock, keyOf, found, missing }: Memory<Question>,
): ((question: Question) => Promise<Answer | undefined>) => {
  const answers = shortMemory<Answer>(clock, size.found);
  const absent = shortMemory<true>(clock, size.missing);
  const running = new Map<string, Promise<Answer | undefined>>();

  const askNow = async (question: Question, key: string): Promise<Answer | undefined> => {
    // From before the question: the answer cannot be older than it is taken to be.
    const now = clock.now().getTime();
    try {
      const answer = await ask(question);
      if (answer === undefined) absent.keep(key, true, now + missing);
      else answers.keep(key, answer, now + found);
      return answer;
    } finally {
      running.delete(key);
    }
  };

  return async (question) => {
    const key = keyOf(question);
    const known = answers.recall(key);
    if (known !== undefined || absent.recall(key) === true) return known;
    let asking = running.get(key);
    if (asking === undefined) running.set(key, (asking = askNow(question, key)));
    return asking;
  };
};
