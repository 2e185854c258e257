import requests from 'oidc-provider/lib/helpers/als.js';
import { expect, it } from 'vitest';
import { followedMeanwhile } from './followed.ts';

/** Answers when it is told to, and says what the provider's storage held then, and what it holds later. */
const provider = () => {
  const ends: (() => void)[] = [];
  const found: unknown[] = [];
  const later: Promise<unknown>[] = [];
  let endAll = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    endAll = resolve;
  });
  return {
    ends,
    found,
    later,
    endAll,
    respond: (): Promise<void> =>
      requests.run('this request', async () => {
        later.push(answered.then(() => requests.getStore()));
        await new Promise<void>((resolve) => ends.push(resolve));
        found.push(requests.getStore());
      }),
  };
};

it('follows requests while any is under way, and nothing when none is', async () => {
  const { respond, ends, found, later, endAll } = provider();
  const followed = followedMeanwhile(respond);
  const [first, second] = [followed(), followed()];
  ends[0]?.();
  await first;
  ends[1]?.();
  await second;
  endAll();
  expect(found).toEqual(['this request', 'this request']);
  expect(await Promise.all(later)).toEqual([undefined, undefined]);
});

it('follows the next request again, and lets go of one that failed', async () => {
  const { respond, ends, found } = provider();
  await expect(followedMeanwhile(() => Promise.reject(new Error('refused')))()).rejects.toThrow();
  const next = followedMeanwhile(respond)();
  ends[0]?.();
  await next;
  expect(found).toEqual(['this request']);
});
