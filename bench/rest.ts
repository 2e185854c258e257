import { callers } from '../test/callers.ts';
import { httpClient, type HttpClient } from './http.ts';
import { measure, type Figures } from './measure.ts';
import { startSystem, type System } from './system.ts';

export const restNames = ['rest-read', 'rest-measurements', 'rest-document'];

type Token = Readonly<Record<string, string>>;

/** The REST API as an app of a patient uses it: the system of its own, with so many requests allowed. */
export const restFigures = async (
  { nodeOptions, connections }: { readonly nodeOptions: readonly string[]; readonly connections: number },
  isWanted: (name: string) => boolean,
): Promise<readonly Figures[]> => {
  process.env['LIMIT_REST_REQUESTS'] = '100000000';
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, connections);
  try {
    // The name by which it knows itself as an issuer.
    const token = await callers.app(system.base.replace('127.0.0.1', 'localhost'));
    for (let n = 0; n < 20; n++) await post(http, token, n);
    const figures: Figures[] = [];
    const load = { connections, seconds: 5, cpu: system.cpu };
    if (isWanted('rest-read'))
      figures.push(await measure({ ...load, name: 'rest-read', once: () => read(http, token) }));
    if (isWanted('rest-measurements'))
      figures.push(await measure({ ...load, name: 'rest-measurements', once: (n) => post(http, token, n) }));
    if (isWanted('rest-document')) figures.push(await documentFigures(system, token));
    return figures;
  } finally {
    http.close();
    await system.stop();
  }
};

/** The twenty newest measurements of one's own record. */
const read = async (http: HttpClient, headers: Token): Promise<void> => {
  const { status, body } = await http.send('GET', '/api/v2/measurements?limit=20', { headers });
  if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)}`);
  const { items } = JSON.parse(body) as { readonly items: readonly unknown[] };
  if (items.length !== 20) throw new Error(`Expected 20 measurements, found ${items.length}.`);
};

/** One blood pressure. */
const post = async (http: HttpClient, headers: Token, n: number): Promise<void> => {
  const { status, body } = await http.send('POST', '/api/v2/measurements', {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      measurements: [
        {
          type: 'BLOOD_PRESSURE',
          takenAt: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
          values: [
            { part: 'SYSTOLIC', value: 100 + (n % 60), unit: 'mm[Hg]' },
            { part: 'DIASTOLIC', value: 60 + (n % 40), unit: 'mm[Hg]' },
          ],
        },
      ],
    }),
  });
  if (status !== 201) throw new Error(`${status} ${body.slice(0, 300)}`);
};

const size = 25 * 1024 * 1024;

/** Documents of 25 MB up and down, one after the other: how much more memory that takes. */
const documentFigures = async (system: System, headers: Token): Promise<Figures> => {
  const { base, cpu } = system;
  const bytes = Buffer.alloc(size, 'text of a letter\n');
  // What the code itself takes once it is warm is not the document's.
  for (let n = 0; n < 20; n++) await upAndDown(system.base, headers, Buffer.alloc(64 * 1024, '%PDF-1.4 small\n'));
  const before = system.megabytes();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, system.megabytes())), 20);
  const figures = await measure({
    name: 'rest-document',
    connections: 1,
    seconds: 10,
    cpu,
    once: async (n) => {
      bytes.write(`%PDF-1.4 ${n}\n`);
      await upAndDown(base, headers, bytes);
    },
  });
  clearInterval(watch);
  return { ...figures, memory_mb: before, memory_more_mb: Math.round(most - before) };
};

const upAndDown = async (base: string, headers: Token, bytes: Buffer<ArrayBuffer>): Promise<void> => {
  const up = await fetch(`${base}/api/v2/documents/self?title=Large`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/pdf' },
    body: bytes,
  });
  const { id } = (await up.json()) as { readonly id: string };
  const down = await fetch(`${base}/api/v2/documents/self/${id}/content`, { headers });
  const found = (await down.arrayBuffer()).byteLength;
  if (found !== bytes.length) throw new Error(`${up.status} ${down.status} ${found}`);
};
