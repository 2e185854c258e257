import { describe, expect, it } from 'vitest';
import { fixedClock } from '../kernel/clock.ts';
import { rememberingIntrospection, type TokenHolder } from './introspection.ts';

const noon = '2026-01-01T12:00:00Z';
const secondsAfterNoon = (seconds: number): Date => new Date(Date.parse(noon) + seconds * 1_000);

const aHolder = (expires = secondsAfterNoon(600)): TokenHolder => ({
  client: 'postbridge',
  kind: 'SYSTEM',
  partner: 'postbridge',
  scopes: ['none'],
  expires,
});

/** Introspection that remembers, over answers that the test gives, with the tokens that were asked about. */
const remembering = (answers: Record<string, TokenHolder>) => {
  const asked: string[] = [];
  const clock = fixedClock(noon);
  const ask = (token: string): Promise<TokenHolder | undefined> => {
    asked.push(token);
    return Promise.resolve(answers[token]);
  };
  return { asked, clock, answers, ...rememberingIntrospection(ask, clock) };
};

describe('introspection that remembers', () => {
  it('asks once about a token in thirty seconds', async () => {
    const { asked, clock, introspect } = remembering({ a: aHolder() });
    await introspect('a');
    clock.set(secondsAfterNoon(29));
    await introspect('a');
    expect(asked).toEqual(['a']);
  });

  it('asks again after thirty seconds', async () => {
    const { answers, clock, introspect } = remembering({ a: aHolder() });
    await introspect('a');
    delete answers['a'];
    clock.set(secondsAfterNoon(30));
    expect(await introspect('a')).toBeUndefined();
  });

  it('never remembers a token beyond its expiry', async () => {
    const { answers, clock, introspect } = remembering({ a: aHolder(secondsAfterNoon(10)) });
    await introspect('a');
    delete answers['a'];
    clock.set(secondsAfterNoon(10));
    expect(await introspect('a')).toBeUndefined();
  });

  it('remembers for a second that a token is not there', async () => {
    const { asked, clock, introspect } = remembering({});
    await introspect('a');
    await introspect('a');
    clock.set(secondsAfterNoon(1));
    await introspect('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('does not let a flood of bad tokens push out a good one', async () => {
    const { asked, introspect } = remembering({ good: aHolder() });
    await introspect('good');
    for (let bad = 0; bad < 20_000; bad += 1) await introspect(`bad ${bad.toString()}`);
    await introspect('good');
    expect(asked.filter((token) => token === 'good')).toHaveLength(1);
  });

  it('asks once for all who ask at the same time', async () => {
    const { asked, introspect } = remembering({ a: aHolder() });
    await Promise.all([introspect('a'), introspect('a'), introspect('a')]);
    expect(asked).toEqual(['a']);
  });

  it('asks again about a token that was forgotten', async () => {
    const { answers, introspect, forget } = remembering({ a: aHolder() });
    await introspect('a');
    delete answers['a'];
    forget('a');
    expect(await introspect('a')).toBeUndefined();
  });

  it('does not remember an answer that was under way when the token was forgotten', async () => {
    const { answers, introspect, forget } = remembering({ a: aHolder() });
    const underWay = introspect('a');
    delete answers['a'];
    forget('a');
    await underWay;
    expect(await introspect('a')).toBeUndefined();
  });

  it('does not remember that the question failed', async () => {
    let failing = true;
    const { introspect } = rememberingIntrospection(
      () => (failing ? Promise.reject(new Error('no database')) : Promise.resolve(aHolder())),
      fixedClock(noon),
    );
    await expect(introspect('a')).rejects.toThrow('no database');
    failing = false;
    expect(await introspect('a')).toEqual(aHolder());
  });
});
