import { describe, expect, it } from 'vitest';
import { jointly } from './jointly.ts';

/** Records what was asked together. */
const recorder = (answer: (question: string) => string | undefined) => {
  const groups: (readonly string[])[] = [];
  const ask = jointly<string, string>(async (questions) => {
    groups.push(questions);
    return questions.map(answer);
  });
  return { ask, groups };
};

describe('questions asked jointly', () => {
  it('gives each caller its own answer', async () => {
    const { ask } = recorder((question) => question.toUpperCase());
    expect(await Promise.all(['a', 'b', 'c'].map((question) => ask(question)))).toEqual(['A', 'B', 'C']);
  });

  it('asks together what came while another question was under way', async () => {
    const { ask, groups } = recorder((question) => question);
    const first = ask('first');
    await Promise.resolve();
    await Promise.all([first, ...['a', 'b', 'c'].map((question) => ask(question))]);
    expect(groups.flat()).toHaveLength(4);
    expect(groups.length).toBeLessThan(4);
  });

  it('asks again, alone, for those that found no answer', async () => {
    const seen = new Set<string>();
    const { ask, groups } = recorder((question) =>
      question === 'late' && !seen.has(question) ? void seen.add(question) : 'yes',
    );
    expect(await Promise.all([ask('early'), ask('late')])).toEqual(['yes', 'yes']);
    expect(groups).toEqual([['early', 'late'], ['late']]);
  });

  it('spares the neighbours of a question that the database refuses', async () => {
    const ask = jointly<string, string>(async (questions) => {
      if (questions.includes('poison')) throw new Error('no');
      return questions;
    });
    const settled = await Promise.allSettled(['a', 'poison', 'b'].map((question) => ask(question)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('asks alone for whoever wants to be alone', async () => {
    const { ask, groups } = recorder((question) => question);
    await Promise.all([ask('a'), ask('large', { alone: true }), ask('b')]);
    expect(groups).toContainEqual(['large']);
  });
});
