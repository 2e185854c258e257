import { describe, expect, it } from 'vitest';
import { askedOnce } from './asked-once.ts';

const memory = () => {
  let now = 0;
  const questions: string[] = [];
  const answers = new Map<string, string | undefined>([['known', 'here']]);
  const ask = async (question: string): Promise<string | undefined> => {
    questions.push(question);
    await Promise.resolve();
    if (!answers.has(question) && question === 'broken') throw new Error('No answer.');
    return answers.get(question);
  };
  const clock = { now: () => new Date(now) };
  const asked = askedOnce(ask, { clock, keyOf: (question) => question, found: 10_000, missing: 2_000 });
  return { asked, questions, answers, pass: (ms: number) => (now += ms) };
};

describe('what is asked once', () => {
  it('is answered from memory until its time is over, and then asked anew', async () => {
    const { asked, questions, answers, pass } = memory();
    expect([await asked('known'), await asked('known')]).toEqual(['here', 'here']);
    answers.set('known', undefined);
    pass(9_999);
    expect(await asked('known')).toBe('here');
    pass(1);
    expect(await asked('known')).toBeUndefined();
    expect(questions).toEqual(['known', 'known']);
  });

  it('is remembered for less long where there is no answer', async () => {
    const { asked, questions, answers, pass } = memory();
    await asked('new');
    answers.set('new', 'there');
    pass(1_999);
    expect(await asked('new')).toBeUndefined();
    pass(1);
    expect(await asked('new')).toBe('there');
    expect(questions).toEqual(['new', 'new']);
  });

  it('is one question for all who ask at the same time', async () => {
    const { asked, questions } = memory();
    expect(await Promise.all([asked('known'), asked('known'), asked('new'), asked('new')])).toEqual([
      'here',
      'here',
      undefined,
      undefined,
    ]);
    expect(questions).toEqual(['known', 'new']);
  });

  it('fails for all who wait, and is asked again by the next', async () => {
    const { asked, questions, answers } = memory();
    const both = await Promise.allSettled([asked('broken'), asked('broken')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    answers.set('broken', 'mended');
    expect(await asked('broken')).toBe('mended');
    expect(questions).toEqual(['broken', 'broken']);
  });
});
