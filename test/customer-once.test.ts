import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, json, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

let system: Wiring;
let r4: FeedClient;
let stu3: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  r4 = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
});
afterAll(() => system.stop());

type Entry = { readonly resource: object; readonly request: object };

const basic = (code: string, more: object = {}): Entry => ({
  resource: { resourceType: 'Basic', code: { coding: [{ system: 'urn:once', code }] }, ...more },
  request: { method: 'POST', url: 'Basic' },
});
const bundle = (type: 'batch' | 'transaction', ...entry: readonly Entry[]) => ({ resourceType: 'Bundle', type, entry });
const under = (key: string) => ({ 'idempotency-key': key });
const count = async (feed: FeedClient, code: string): Promise<unknown> =>
  json(await feed.get(`Basic?code=urn:once|${code}&_summary=count`))['total'];
const statuses = (text: string): readonly (string | undefined)[] =>
  (JSON.parse(text) as { entry: { response?: { status: string } }[] }).entry.map(({ response }) =>
    response?.status.slice(0, 3),
  );

describe('A Bundle with an Idempotency-Key', () => {
  it.each(['transaction', 'batch'] as const)(
    '%s is written once, and answered alike when it is sent again',
    async (type) => {
      const [key, code] = [randomUUID(), randomUUID()];
      const sent = bundle(type, basic(code), basic(code), basic(code, { subject: { display: 'third' } }));
      const first = await r4.post('', sent, under(key));
      const again = await r4.post('', sent, under(key));
      expect([first.status, statuses(first.text)]).toEqual([200, ['201', '201', '201']]);
      expect([again.status, json(again)]).toEqual([200, json(first)]);
      expect(await count(r4, code)).toBe(3);
      await r4.post('', sent);
      expect(await count(r4, code)).toBe(6);
    },
  );

  it('is written once where it comes many times at once, and all are told the same', async () => {
    const [key, code] = [randomUUID(), randomUUID()];
    const sent = bundle('transaction', basic(code), basic(code));
    const replies = await Promise.all(Array.from({ length: 16 }, () => r4.post('', sent, under(key))));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await count(r4, code)).toBe(2);
  });

  it('keeps no key of what was refused, and takes nothing else under one that was kept', async () => {
    const [key, code] = [randomUUID(), randomUUID()];
    const refused = await r4.post(
      '',
      bundle('transaction', basic(code), basic(code, { created: 'never' })),
      under(key),
    );
    expect([refused.status, await count(r4, code)]).toEqual([422, 0]);
    expect((await r4.post('', bundle('transaction', basic(code)), under(key))).status).toBe(200);
    const other = await r4.post('', bundle('transaction', basic(code), basic(code)), under(key));
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('idempotency key')]);
    expect(await count(r4, code)).toBe(1);
  });

  it('asks again for those entries of a batch alone that were refused', async () => {
    const [key, code] = [randomUUID(), randomUUID()];
    const later = { resource: basic(code).resource, request: { method: 'PUT', url: `Basic?_id=${code}` } };
    const pointing = basic(code, { subject: { reference: `Basic?code=urn:once|${code}-there` } });
    const sent = bundle('batch', basic(code), pointing, later);
    expect(statuses((await r4.post('', sent, under(key))).text)).toEqual(['201', '412', '201']);
    await r4.post('Basic', basic(`${code}-there`).resource);
    expect(statuses((await r4.post('', sent, under(key))).text)).toEqual(['201', '201', '201']);
    expect(await count(r4, code)).toBe(3);
  });

  it('is another one in another feed of the same client', async () => {
    const [key, code] = [randomUUID(), randomUUID()];
    for (const feed of [r4, stu3]) {
      const reply = await feed.post('', bundle('transaction', basic(code)), under(key));
      expect([reply.status, entriesOf(reply)[0]?.response?.location]).toEqual([
        200,
        expect.stringContaining(`${feed.base}/Basic/`),
      ]);
      expect(await count(feed, code)).toBe(1);
    }
  });

  it.each(['', 'with blanks in it', 'x'.repeat(129)])('is refused where the key is %j', async (key) => {
    const code = randomUUID();
    const reply = await r4.post('', bundle('batch', basic(code)), under(key));
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('visible characters')]);
    expect(await count(r4, code)).toBe(0);
  });
});
