/** Asks until the answer is as wanted; the last answer, whatever it is, after ten seconds. */
export const eventually = async <Answer>(
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> => {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
