import { connect, type Socket } from 'node:net';

export type Reply = { readonly status: number; readonly body: string };

type Request = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer };

/**
 * HTTP/1.1 over kept connections, as little of it as a load needs: it shares the processors with what it measures, and
 * `node:http` takes as much of them for a small request as a fast server does. A connection has one request at a time.
 */
export const httpClient = (base: string, connections: number) => {
  const { hostname, port, host } = new URL(base);
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  const open = new Set<Connection>();

  const free = (): Promise<Connection> => {
    // The server ends what has been idle for long.
    for (let known = idle.pop(); known !== undefined; known = idle.pop()) {
      if (known.isUsable()) return Promise.resolve(known);
      open.delete(known);
    }
    if (open.size >= connections) return new Promise((resolve) => waiting.push(resolve));
    return Promise.resolve(fresh());
  };
  const fresh = (): Connection => {
    const connection = connectionTo(connect({ host: hostname, port: Number(port), noDelay: true }));
    open.add(connection);
    return connection;
  };
  const release = (connection: Connection): void => {
    if (!connection.isUsable()) open.delete(connection);
    const next = waiting.shift();
    if (next !== undefined) next(connection.isUsable() ? connection : fresh());
    else if (connection.isUsable()) idle.push(connection);
  };

  const send = async (method: string, path: string, { headers = {}, body = '' }: Request = {}): Promise<Reply> => {
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    const connection = await free();
    try {
      return await connection.ask(`${head}\r\n`, body);
    } finally {
      release(connection);
    }
  };
  return {
    base,
    send,
    close: () => {
      for (const connection of open) connection.close();
    },
  };
};

export type HttpClient = ReturnType<typeof httpClient>;

type Connection = {
  ask(head: string, body: string | Buffer): Promise<Reply>;
  isUsable(): boolean;
  close(): void;
};

type Waiting = { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void };

const connectionTo = (socket: Socket): Connection => {
  let waiting: Waiting | undefined;
  let received: Buffer[] = [];
  let length = 0;
  /** Bytes after which it is worth looking again. */
  let enough = 0;
  let isClosed = false;

  const settle = (answer: (waiting: Waiting) => void): void => {
    const asker = waiting;
    waiting = undefined;
    received = [];
    length = enough = 0;
    if (asker !== undefined) answer(asker);
  };
  socket.on('data', (chunk: Buffer) => {
    received.push(chunk);
    length += chunk.length;
    if (length < enough) return;
    const bytes = received.length === 1 ? chunk : Buffer.concat(received);
    received = [bytes];
    const answer = answerIn(bytes);
    if ('needs' in answer) {
      enough = answer.needs;
      return;
    }
    if (answer.isLast) {
      isClosed = true;
      socket.end();
    }
    settle(({ resolve }) => {
      resolve(answer.reply);
    });
  });
  const broken = (error: Error): void => {
    isClosed = true;
    settle(({ reject }) => {
      reject(error);
    });
  };
  socket.on('error', broken);
  socket.on('close', () => {
    broken(new Error('The server closed the connection before it had answered.'));
  });

  return {
    ask: (head, body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        if (typeof body === 'string') socket.write(head + body);
        else {
          socket.cork();
          socket.write(head);
          socket.write(body);
          socket.uncork();
        }
      }),
    isUsable: () => !isClosed,
    close: () => {
      socket.destroy();
    },
  };
};

type Answer = { readonly reply: Reply; readonly isLast: boolean } | { readonly needs: number };

/** The answer that these bytes begin with, or how many there must be at least to say more. RFC 9112 §4, §6, §7.1 */
const answerIn = (bytes: Buffer): Answer => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { needs: bytes.length + 1 };
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  const isLast = head.includes('\r\nconnection: close');
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    const body = chunked(bytes, start);
    return typeof body === 'number' ? { needs: body } : { reply: { status, body }, isLast };
  }
  const size = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0);
  if (bytes.length < start + size) return { needs: start + size };
  return { reply: { status, body: bytes.toString('utf8', start, start + size) }, isLast };
};

/** The body, or how many bytes there must be at least to say more. */
const chunked = (bytes: Buffer, start: number): string | number => {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return bytes.length + 1;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return next;
    if (size === 0) return Buffer.concat(chunks).toString();
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
};

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
