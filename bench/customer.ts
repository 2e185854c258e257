import { importWorld, observationsEach as perPatient } from './customer-load.ts';
import { aPatient, anObservation, aTransaction, codeOf, mrn } from './customer-data.ts';
import { multiplyStore } from './customer-many.ts';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import { measure, type Figures } from './measure.ts';
import { startSystem } from './system.ts';

/** The Customer FHIR base of one feed, loaded: 500 patients with 40 observations each. */
type Store = {
  readonly get: (path: string) => Promise<string>;
  readonly post: (path: string, body: string) => Promise<string>;
  readonly ids: readonly string[];
};

const patients = 500;
const observationsEach = 40;
/** Makes what one run creates different from what the next one does. */
const tag = `t${String(Date.now())}`;
const base = '/fhir/customer/riverside-r4';

const entries = (text: string): readonly unknown[] => (JSON.parse(text) as { entry?: unknown[] }).entry ?? [];
const expectEntries = (text: string, wanted: number): void => {
  if (entries(text).length !== wanted) throw new Error(`Expected ${String(wanted)} entries: ${text.slice(0, 200)}`);
};

/** Every fiftieth answer is looked into; of the others the status will do. */
const now = (n: number): boolean => n % 50 === 0;

type Scenario = (store: Store) => (n: number) => Promise<void>;

const idAt = ({ ids }: Store, n: number): string => ids[(n * 7919) % ids.length] ?? '';

const scenarios: Readonly<Record<string, Scenario>> = {
  'customer-read': (store) => async (n) => {
    await store.get(`/Patient/${idAt(store, n)}`);
  },
  'customer-identifier': (store) => async (n) => {
    const text = await store.get(`/Patient?identifier=${mrn}|${tag}-${String(n % patients)}`);
    if (now(n)) expectEntries(text, 1);
  },
  'customer-patient-code': (store) => async (n) => {
    const text = await store.get(
      `/Observation?patient=${idAt(store, n)}&code=http://loinc.org|${codeOf(n)}&_sort=-date&_count=20`,
    );
    if (now(n)) expectEntries(text, 4);
  },
  'customer-patient-20': (store) => async (n) => {
    const text = await store.get(`/Observation?patient=${idAt(store, n)}&_sort=-date&_count=20`);
    if (now(n)) expectEntries(text, 20);
  },
  'customer-create-patient': (store) => async (n) => {
    await store.post('/Patient', JSON.stringify(aPatient(100_000 + n, tag)));
  },
  'customer-create-observation': (store) => async (n) => {
    // Of patients of their own, so that the searches see what was loaded.
    await store.post('/Observation', JSON.stringify(anObservation(n, `Patient/new-${String(n % 500)}`)));
  },
  'customer-transaction-100': (store) => async (n) => {
    const text = await store.post('', aTransaction(1_000_000 + n, tag));
    if (now(n)) expectEntries(text, 100);
  },
};

const reading: ReadonlySet<string> = new Set([
  'customer-read',
  'customer-identifier',
  'customer-patient-code',
  'customer-patient-20',
]);

export const customerNames: readonly string[] = Object.keys(scenarios);

type Settings = {
  readonly nodeOptions: readonly string[];
  readonly connections: number;
  /** So many in all, of other patients, before reading is measured once more; 0: only the small store. */
  readonly observations: number;
};

/** Each of the wanted scenarios on a system of its own, loaded once for all. */
export const customerFigures = async (
  { nodeOptions, connections, observations }: Settings,
  isWanted: (name: string) => boolean,
): Promise<readonly Figures[]> => {
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, connections);
  const store = await load(http);
  const lines: Figures[] = [];
  const run = async (name: string, scenario: Scenario, details: Readonly<Record<string, number>>): Promise<void> => {
    const figures = await measure({ name, once: scenario(store), connections, seconds: 5, cpu: system.cpu });
    lines.push({ ...figures, memory_mb: system.megabytes(), ...details });
  };
  const wanted = Object.entries(scenarios).filter(([name]) => isWanted(name));
  // Reading comes first: what is written makes the store larger.
  for (const [name, scenario] of wanted) if (reading.has(name)) await run(name, scenario, {});
  if (observations > 0) {
    const { patients: loaded, times } = enlarging(observations);
    await importWorld(http, { patients: loaded, tag: `large-${tag}` });
    await multiplyStore(await system.databaseUrl(), { prefix: `large-${tag}-`, times });
    for (const [name, scenario] of wanted) if (reading.has(name)) await run(name, scenario, { observations });
  }
  for (const [name, scenario] of wanted) if (!reading.has(name)) await run(name, scenario, {});
  http.close();
  await system.stop();
  return lines;
};

/** Some go through the front door; the rest are copies of them, made in the database: two million would take an hour. */
const enlarging = (observations: number): { readonly patients: number; readonly times: number } => {
  const times = Math.max(1, Math.round(observations / 20_000));
  return { patients: Math.ceil(observations / perPatient / times), times };
};

const load = async (http: HttpClient): Promise<Store> => {
  const headers = {
    authorization: `Bearer ${await tokenOf(http, 'riverside-customer')}`,
    'content-type': 'application/fhir+json',
  };
  const ask = async (method: string, path: string, body?: string): Promise<string> => {
    const reply = await http.send(method, base + path, { headers, ...(body === undefined ? {} : { body }) });
    if (reply.status >= 300) throw new Error(`${String(reply.status)} ${reply.body.slice(0, 300)}`);
    return reply.body;
  };
  const ids = Array.from({ length: patients }, (_, n) => `p${String(n)}`);
  for (const [n, id] of ids.entries()) {
    const entry = [
      { resource: { ...aPatient(n, tag), id }, request: { method: 'PUT', url: `Patient/${id}` } },
      ...Array.from({ length: observationsEach }, (_, k) => ({
        resource: anObservation(n * observationsEach + k, `Patient/${id}`),
        request: { method: 'POST', url: 'Observation' },
      })),
    ];
    await ask('POST', '', JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
  }
  return { ids, get: (path) => ask('GET', path), post: (path, body) => ask('POST', path, body) };
};
