import { Agent, request } from 'node:http';

export type Reply = { readonly status: number; readonly body: string };

/** Few bytes of our own between the load and the socket: kept connections, no streams where a string will do. */
export const httpClient = (base: string, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (
    method: string,
    path: string,
    { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string | Buffer } = {},
  ): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${base}${path}`,
        { method, agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: text });
          });
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    base,
    send,
    close: () => {
      agent.destroy();
    },
  };
};

export type HttpClient = ReturnType<typeof httpClient>;

export const basic = (user: string): string => `Basic ${Buffer.from(`${user}:demo-${user}`).toString('base64')}`;

/** A Customer System Client's access token. */
export const tokenOf = async (http: HttpClient, client: string): Promise<string> => {
  const { status, body } = await http.send('POST', '/oauth/token', {
    headers: { authorization: basic(client), 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  if (status !== 200) throw new Error(`No token for ${client}: ${body}`);
  return (JSON.parse(body) as { access_token: string }).access_token;
};
