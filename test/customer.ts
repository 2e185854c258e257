import { ask, bearer, nhsNumberSystem, type Reply } from './outside.ts';

type Sent = Readonly<Record<string, string>>;

/** One feed's FHIR base, as one client uses it. */
export type FeedClient = {
  readonly base: string;
  readonly get: (path: string, headers?: Sent) => Promise<Reply>;
  readonly post: (path: string, body: string | object, headers?: Sent) => Promise<Reply>;
  readonly put: (path: string, body: string | object, headers?: Sent) => Promise<Reply>;
  readonly patch: (path: string, body: string | object, headers?: Sent) => Promise<Reply>;
  readonly remove: (path: string, headers?: Sent) => Promise<Reply>;
};

export const feedClient = async (server: string, feed: string, client: string): Promise<FeedClient> => {
  const authorization = await bearer(server, client);
  const base = `${server}/fhir/customer/${feed}`;
  const url = (path: string): string => (path === '' ? base : path.startsWith('http') ? path : `${base}/${path}`);
  const send =
    (method: string) =>
    (path: string, body: string | object, headers: Sent = {}): Promise<Reply> =>
      ask(url(path), method, {
        headers: { authorization, 'content-type': 'application/fhir+json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
  return {
    base,
    get: (path, headers = {}) => ask(url(path), 'GET', { headers: { authorization, ...headers } }),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    remove: (path, headers = {}) => ask(url(path), 'DELETE', { headers: { authorization, ...headers } }),
  };
};

/** What came back as JSON. */
export const json = ({ text }: Reply): Readonly<Record<string, unknown>> => JSON.parse(text) as Record<string, unknown>;

type Entry = {
  readonly fullUrl?: string;
  readonly resource?: Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };
  readonly search?: { readonly mode: string };
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: string; readonly location?: string; readonly outcome?: object };
};

export const entriesOf = ({ text }: Reply): readonly Entry[] => (JSON.parse(text) as { entry?: Entry[] }).entry ?? [];

/** `Type/id` of what a searchset found, or included. */
export const namesOf = (reply: Reply, mode = 'match'): readonly string[] =>
  entriesOf(reply).flatMap(({ resource, search }) =>
    search?.mode === mode && resource !== undefined ? [`${resource.resourceType}/${resource.id}`] : [],
  );

export const link = ({ text }: Reply, relation: string): string | undefined =>
  (JSON.parse(text) as { link?: { relation: string; url: string }[] }).link?.find((one) => one.relation === relation)
    ?.url;

export const idOf = (reply: Reply): string => {
  const { id } = json(reply);
  if (typeof id !== 'string') throw new Error(`No id: ${String(reply.status)} ${reply.text}`);
  return id;
};

/** An NHS number in the terms of UK Core, which say whether it is verified (`01`). */
export const nhsIdentifier = (value: string, status = '01') => ({
  system: nhsNumberSystem,
  value,
  extension: [
    {
      url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
      valueCodeableConcept: { coding: [{ code: status }] },
    },
  ],
});

/** A Patient as somebody sends it. */
export const patient = (more: object = {}) => ({ resourceType: 'Patient', name: [{ family: 'Test' }], ...more });
export const identified = (value: string, more: object = {}) =>
  patient({ identifier: [{ system: 'urn:test', value }], ...more });

export const entry = (method: string, url: string, resource?: object, more: object = {}, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  ...(resource === undefined ? {} : { resource }),
  request: { method, url, ...more },
});
export const bundle = (type: 'batch' | 'transaction', ...entries: readonly object[]) => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
});
export const observationOf = (reference: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
});
