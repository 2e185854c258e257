import type { Inpatient } from './hospital.ts';

/** What came back, whole: a test may compare every byte of it. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
};

type Asked = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer };

/** One HTTP request as anybody outside can make it. */
export const ask = async (url: string, method: string, { headers = {}, body }: Asked = {}): Promise<Reply> => {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) };
  const response = await fetch(url, { method, headers, redirect: 'manual', ...init });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
};

/** The demo's secret of a client or feed is `demo-` and its id. Contract §3 */
export const basic = (user: string, secret = `demo-${user}`): string =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

export const postHl7 = (base: string, message: string | Buffer, user = 'riverside-hl7'): Promise<Reply> =>
  ask(`${base}/services/hl7`, 'POST', {
    headers: { authorization: basic(user), 'content-type': 'application/hl7-v2' },
    body: message,
  });

/** MSA-1 of an acknowledgement, and MSA-3, the reason. */
export const msaOf = ({ text }: Reply): { readonly code: string | undefined; readonly reason: string | undefined } => {
  const msa = text.split('\r').find((segment) => segment.startsWith('MSA|'));
  const [, code, , reason] = msa?.split('|') ?? [];
  return { code, reason };
};

/** Sends a message that has to be accepted, and gives its acknowledgement. */
export const deliver = async (base: string, message: string | Buffer, user?: string): Promise<Reply> => {
  const reply = await postHl7(base, message, user);
  if (reply.status !== 200 || msaOf(reply).code !== 'AA') throw new Error(`${reply.status} ${reply.text}`);
  return reply;
};

export const askToken = (base: string, authorization: string, body = 'grant_type=client_credentials'): Promise<Reply> =>
  ask(`${base}/oauth/token`, 'POST', {
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });

/** `Bearer …`, for a client of the demo world. */
export const bearer = async (base: string, client: string): Promise<string> => {
  const { status, text } = await askToken(base, basic(client));
  if (status !== 200) throw new Error(`No token for ${client}: ${text}`);
  return `Bearer ${(JSON.parse(text) as { access_token: string }).access_token}`;
};

export type GraphAnswer<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
};

type Question = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };

export const postGraph = (base: string, authorization: string | undefined, question: Question): Promise<Reply> =>
  postGraphWith(base, authorization === undefined ? {} : { authorization }, question);

/** The same with whatever headers make the caller. */
export const postGraphWith = (
  base: string,
  headers: Readonly<Record<string, string>>,
  question: Question,
): Promise<Reply> =>
  ask(`${base}/graphql`, 'POST', {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(question),
  });

export const graphAnswer = <Data>({ text }: Reply): GraphAnswer<Data> => JSON.parse(text) as GraphAnswer<Data>;

/** One caller with all doors; whatever goes wrong in GraphQL is thrown. */
export type Client = {
  readonly authorization: string;
  readonly graph: <Data>(query: string, variables?: Question['variables']) => Promise<Data>;
  readonly fhir: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
};

export const clientOf = async (base: string, name: string): Promise<Client> => {
  const authorization = await bearer(base, name);
  return {
    authorization,
    graph: async <Data>(query: string, variables: Question['variables'] = {}) => {
      const { data, errors } = graphAnswer<Data>(await postGraph(base, authorization, { query, variables }));
      if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
      return data;
    },
    fhir: (path, headers = {}) =>
      ask(`${base}/fhir/aggregated/${path}`, 'GET', { headers: { authorization, ...headers } }),
  };
};

export const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';

type Found<View> = { readonly patients: { readonly items: readonly View[] } };

/** The fields of the one record with this NHS number that the client may see; undefined where there is none. */
export const find = async <View>(
  client: Client,
  { nhsNumber }: Partial<Inpatient> & Pick<Inpatient, 'nhsNumber'>,
  fields: string,
): Promise<View | undefined> => {
  const query = `query ($of: [IdentifierInput!]) { patients(identifiers: $of, first: 2) { items { ${fields} } } }`;
  const { patients } = await client.graph<Found<View>>(query, { of: [{ system: nhsNumberSystem, value: nhsNumber }] });
  if (patients.items.length > 1) throw new Error('One NHS number, several records.');
  return patients.items[0];
};
