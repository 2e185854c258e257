import { basic, type HttpClient } from './http.ts';
import { a31, oru } from './messages.ts';

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

const inParallel = async (width: number, work: readonly (() => Promise<void>)[]): Promise<void> => {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let task = work[next++]; task !== undefined; task = work[next++]) await task();
    }),
  );
};
