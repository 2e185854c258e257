import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpClient, type HttpClient } from './http.ts';

let server: Server | undefined;
let client: HttpClient | undefined;

afterEach(() => {
  client?.close();
  server?.close();
});

const serving = async (answer: RequestListener, connections = 2): Promise<HttpClient> => {
  const listening = (server = createServer(answer));
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (client = httpClient(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`, connections));
};

const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () =>
    response.end(`${request.method ?? ''} ${request.url ?? ''} ${Buffer.concat(chunks).toString()}`),
  );
};

describe('the load’s own HTTP client', () => {
  it('sends text and bytes, and reads an answer of known length', async () => {
    const http = await serving(echo);
    expect(await http.send('POST', '/a?b=c', { body: 'größer' })).toEqual({ status: 200, body: 'POST /a?b=c größer' });
    expect(await http.send('PUT', '/a', { body: Buffer.from('bytes') })).toEqual({ status: 200, body: 'PUT /a bytes' });
    expect(await http.send('GET', '/')).toEqual({ status: 200, body: 'GET / ' });
  });

  it('reads an answer in chunks, wherever packets cut it', async () => {
    const body = 'ä'.repeat(300_000);
    const http = await serving((_, response) => {
      for (let at = 0; at < body.length; at += 70_000) response.write(body.slice(at, at + 70_000));
      response.end();
    });
    expect(await http.send('GET', '/')).toEqual({ status: 200, body });
    expect(await http.send('GET', '/')).toEqual({ status: 200, body });
  });

  it('reads an answer without a body', async () => {
    const http = await serving((_, response) => response.writeHead(204).end());
    expect(await http.send('DELETE', '/')).toEqual({ status: 204, body: '' });
  });

  it('keeps to its number of connections, one request on each', async () => {
    let most = 0;
    let now = 0;
    const http = await serving((request, response) => {
      most = Math.max(most, ++now);
      setImmediate(() => {
        now--;
        echo(request, response);
      });
    });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => http.send('GET', `/${n}`)));
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 50 }, (_, n) => `GET /${n} `));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('opens another connection after one that the server has ended', async () => {
    const http = await serving((_, response) => response.setHeader('connection', 'close').end('done'), 1);
    for (let n = 0; n < 3; n++) expect((await http.send('GET', '/')).body).toBe('done');
  });

  it('opens another connection after one that the server has ended while nobody used it', async () => {
    const http = await serving(echo, 1);
    const ended = new Promise((resolve) => server?.once('connection', (socket) => socket.once('close', resolve)));
    await http.send('GET', '/a');
    server?.closeIdleConnections();
    await ended;
    // Whoever asks before the end has been heard of is told; nobody waits for an answer that will never come.
    const reply = await http.send('GET', '/b').catch(() => http.send('GET', '/b'));
    expect(reply.body).toBe('GET /b ');
  });

  it('fails where the connection ends before the answer, and goes on', async () => {
    let calls = 0;
    const http = await serving((_, response) => {
      if (++calls > 1) response.end('done');
      else response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy());
    }, 1);
    await expect(http.send('GET', '/')).rejects.toThrow('closed the connection');
    expect((await http.send('GET', '/')).body).toBe('done');
  });
});
