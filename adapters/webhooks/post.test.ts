import { afterEach, describe, expect, it } from 'vitest';
import { openReceiver, taken, type Receiver } from '../../test/receiver.ts';
import { poster, type Poster } from './post.ts';

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const receiver = async (...how: Parameters<typeof openReceiver>): Promise<Receiver> => {
  const open = await openReceiver(...how);
  opened.push(open.close);
  return open;
};

const posting = (needs: Partial<Parameters<typeof poster>[0]> = {}): Poster => {
  const open = poster({ loopback: true, ...needs });
  opened.push(open.close);
  return open;
};

const never = new AbortController().signal;
const post = (by: Poster, url: string) =>
  by.post({ url, headers: { 'content-type': 'application/json' }, body: '{"a":"ä"}', signal: never });

/** Where a name leads, as somebody else's name server says it. */
const leadingTo =
  (...addresses: readonly string[]): NonNullable<Parameters<typeof poster>[0]['resolve']> =>
  (_host, _options, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

describe('a post', () => {
  it('arrives as it is, again and again', async () => {
    const there = await receiver();
    const by = posting();
    for (let nth = 0; nth < 3; nth += 1) expect(await post(by, there.url)).toEqual({ taken: true, status: 204 });
    expect(there.received.map(({ body }) => body)).toEqual(Array(3).fill('{"a":"ä"}'));
  });

  it('is tried once more where a connection that was kept had been closed', async () => {
    const there = await receiver((response, nth) => {
      if (nth === 2) response.socket?.destroy();
      else taken(response, nth);
    });
    const by = posting();
    await post(by, there.url);
    expect(await post(by, there.url)).toEqual({ taken: true, status: 204 });
    expect(there.received).toHaveLength(3);
  });

  it.each([500, 404, 410, 429])('that is answered with %i is not taken', async (status) => {
    const there = await receiver((response) => response.writeHead(status).end('no'));
    expect(await post(posting(), there.url)).toMatchObject({ taken: false, status });
  });

  it('follows nobody elsewhere', async () => {
    const inside = await receiver();
    const there = await receiver((response) => response.writeHead(307, { location: inside.url }).end());
    expect(await post(posting(), there.url)).toMatchObject({ taken: false, status: 307 });
    expect(inside.received).toEqual([]);
  });

  it('waits no longer than it may', async () => {
    const there = await receiver(() => undefined);
    const posted = await post(posting({ patience: 200 }), there.url);
    expect(posted).toMatchObject({ taken: false, problem: 'It did not answer within 0.2 seconds.' });
  });

  it('does not read an answer without end', async () => {
    let written = 0;
    let closed: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (closed = resolve));
    const there = await receiver((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
        if (!response.destroyed) response.once('drain', more);
      };
      response.on('close', closed);
      more();
    });
    expect(await post(posting(), there.url)).toMatchObject({ taken: true });
    await ended;
    expect(written).toBeLessThan(50_000_000);
  });

  it('to a name that is not known says so', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const by = posting({
      resolve: (_host, _options, done) => {
        done(unknown);
      },
    });
    expect(await post(by, 'https://hooks.example.com/')).toEqual({ taken: false, problem: 'Its name is not known.' });
  });

  it('to nobody says so', async () => {
    const there = await openReceiver();
    await there.close();
    expect(await post(posting(), there.url)).toMatchObject({
      taken: false,
      problem: 'It could not be reached (ECONNREFUSED).',
    });
  });
});

describe('an address inside', () => {
  const refused = { taken: false, problem: 'Its address is not one of the public internet.' };

  it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/', 'https://[::ffff:10.0.0.1]/'])(
    'is not posted to: %s',
    async (url) => {
      expect(await post(posting({ loopback: false }), url)).toEqual(refused);
    },
  );

  it.each([
    ['127.0.0.1'],
    ['10.0.0.7'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['::ffff:127.0.0.1'],
    ['93.184.215.14', '127.0.0.1'],
  ])('is not posted to by a name that leads to %s', async (...addresses) => {
    const there = await receiver();
    const url = there.url.replace('http://127.0.0.1', 'https://hooks.example.com');
    expect(await post(posting({ loopback: false, resolve: leadingTo(...addresses) }), url)).toEqual(refused);
    expect(there.received).toEqual([]);
  });

  it('is never posted to without https', async () => {
    const there = await receiver();
    expect(await post(posting({ loopback: false }), there.url)).toEqual({ taken: false, problem: 'It is not https.' });
  });

  it('may be this machine where that was set, and no other', async () => {
    const there = await receiver();
    const url = there.url.replace('127.0.0.1', 'hooks.example.com');
    expect(await post(posting({ resolve: leadingTo('127.0.0.1') }), url)).toMatchObject({ taken: true });
    expect(await post(posting({ resolve: leadingTo('10.0.0.7') }), url)).toEqual(refused);
  });
});
