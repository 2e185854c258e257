/** For so long answers are waited for, in milliseconds: a slow machine is no fault, and a test has a little longer. */
export const patience = 100_000;

/** Asks until the answer is as wanted; the last answer, whatever it is, when patience has ended. */
export const eventually = async <Answer>(
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> => {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
