import { groupCommit } from './group-commit.ts';

/** Answers questions in their order; undefined where one has to be asked again, because others were at it too. */
type Ask<Question, Answer> = (questions: readonly Question[]) => Promise<readonly (Answer | undefined)[]>;

type Waiting<Question, Answer> = { readonly question: Question; answer?: Answer | undefined; error?: unknown };

/**
 * Joins questions that come at the same time into one statement and one commit, and gives each caller its own answer.
 * One question that the database refuses does not take its neighbours along.
 *
 * @param lingerMs as for `groupCommit`
 */
export const jointly = <Question, Answer extends object | string>(ask: Ask<Question, Answer>, lingerMs = 0) => {
  const join = groupCommit<Waiting<Question, Answer>>(async (group) => {
    await answerAll(ask, group).catch(() => eachAlone(ask, group));
  }, lingerMs);

  return async (question: Question, { alone = false } = {}): Promise<Answer> => {
    const waiting: Waiting<Question, Answer> = { question };
    await (alone ? answerAll(ask, [waiting]) : join([waiting]));
    if (waiting.answer === undefined) throw waiting.error;
    return waiting.answer;
  };
};

/** Each round answers at least one of those who stand in each other's way; so many never do. */
const mostRounds = 1_000;

const answerAll = async <Question, Answer>(ask: Ask<Question, Answer>, group: readonly Waiting<Question, Answer>[]) => {
  let unanswered = group.filter(({ answer }) => answer === undefined);
  for (let round = 0; unanswered.length > 0; round += 1) {
    if (round === mostRounds) throw new Error('A question to the database found no answer.');
    const answers = await ask(unanswered.map(({ question }) => question));
    unanswered.forEach((waiting, nth) => (waiting.answer = answers[nth]));
    unanswered = unanswered.filter(({ answer }) => answer === undefined);
  }
};

const eachAlone = async <Question, Answer>(ask: Ask<Question, Answer>, group: readonly Waiting<Question, Answer>[]) => {
  for (const waiting of group) {
    await answerAll(ask, [waiting]).catch((error: unknown) => {
      waiting.error = error;
    });
  }
};
