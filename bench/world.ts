import { basic, httpClient, tokenOf, type HttpClient } from './http.ts';
import { a31, oru } from './messages.ts';

/** What a scenario has to work with: the running system, loaded, and a token of the organisation that loaded it. */
export type World = { readonly http: HttpClient; readonly token: string; readonly ids: readonly string[] };

/** Patients with results, put in as they would come in: by messages. */
export const patients = 200;
export const resultsEach = 40;

let messages = 0;

/** Sends one message; throws unless it is accepted. */
export const sendHl7 = async (http: HttpClient, message: string): Promise<void> => {
  const { status, body } = await http.send('POST', '/services/hl7', {
    headers: { authorization: basic('riverside-hl7'), 'content-type': 'application/hl7-v2' },
    body: message,
  });
  if (status !== 200 || !body.includes('MSA|AA|')) throw new Error(`${String(status)} ${body}`);
};

/** No control id is ever used twice, whichever scenario sends. */
export const controlId = (): string => `B${String(++messages)}`;

export const loadWorld = async (http: HttpClient): Promise<void> => {
  const work: (() => Promise<void>)[] = [];
  for (let n = 0; n < patients; n++) work.push(() => sendHl7(http, a31(n, controlId())));
  await inParallel(16, work);
  const reports: (() => Promise<void>)[] = [];
  for (let report = 0; report < resultsEach / 10; report++)
    for (let n = 0; n < patients; n++)
      reports.push(() => sendHl7(http, oru({ patient: n, controlId: controlId(), report, results: 10 })));
  await inParallel(16, reports);
};

export const inParallel = async (width: number, work: readonly (() => Promise<void>)[]): Promise<void> => {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let task = work[next++]; task !== undefined; task = work[next++]) await task();
    }),
  );
};

/** Loads the world over the system's own interfaces, and looks at it with the organisation's token. */
export const openWorld = async (base: string, connections: number): Promise<World> => {
  const http = httpClient(base, connections);
  await loadWorld(http);
  const token = await tokenOf(http, 'riverside-customer');
  return { http, token, ids: await idsOf(base, token) };
};

/** The ids of the loaded patients, in the order of the pages. */
const idsOf = async (base: string, token: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `query ($after: String) { patients(first: 200, after: $after) { items { id status } next } }`,
        variables: { after },
      }),
    });
    const { data } = (await response.json()) as {
      data: { patients: { items: { id: string; status: string }[]; next: string | null } };
    };
    // The demo's own people are registered, and have no results.
    ids.push(...data.patients.items.filter(({ status }) => status === 'UNREGISTERED').map(({ id }) => id));
    after = data.patients.next;
    if (after === null) return ids;
  }
};
