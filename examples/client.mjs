// What the examples share: how a client speaks to Tributary in each of its languages, in plain Node. Copy what you need.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Where Tributary is: the first argument, or the server of `npm start`. */
export const base = (process.argv[2] ?? 'http://localhost:4000').replace(/\/+$/, '');

/** HTTP Basic with a demo credential: in the demo world the secret of NAME is demo-NAME. RFC 7617 */
export const basic = (name, secret = `demo-${name}`) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;

/** A message out of a file, as its system would send it now: with a time (MSH-7) and a control id (MSH-10) of its own. */
export const message = (folder, file) => {
  const [header, ...segments] = readFileSync(new URL(file, folder), 'utf8').trimEnd().split(/\r?\n/);
  const fields = header.split('|');
  // MSH-1 is the separator itself, so that MSH-n is the n-th part only from here on. HL7 v2.4 §2.16.9
  fields[6] = `${new Date().toISOString().slice(0, 23).replaceAll(/[-:T]/g, '')}+0000`;
  fields[9] = randomBytes(10).toString('hex');
  return `${[fields.join('|'), ...segments].join('\r')}\r`;
};

/** Posts one HL7 message as a feed. `code` is AA, AR or AE; `reason` says what is wrong, and where. */
export const sendHl7 = async (feed, text, authorization = basic(feed)) => {
  const answer = await ask('/services/hl7', {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/hl7-v2' },
    body: text,
  });
  const [, code, , reason = ''] = /^MSA.*$/m.exec(answer.text.replaceAll('\r', '\n'))?.[0].split('|') ?? [];
  return { ...answer, code, reason: unescaped(reason) };
};

/** Separators that stand for themselves, as in "send an ADT\S\A28 first". HL7 v2.4 §2.10 */
const unescaped = (text) => text.replaceAll(/\\([FSTRE])\\/g, (_, name) => separators[name]);
const separators = { F: '|', S: '^', T: '&', R: '~', E: '\\' };

/** An access token for a system, good for ten minutes. RFC 6749 §4.4 */
export const tokenOf = async (client) => {
  const { status, text } = await ask('/oauth/token', {
    method: 'POST',
    headers: { authorization: basic(client) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (status !== 200) fail(`${client} gets a token`, text);
  return `Bearer ${JSON.parse(text).access_token}`;
};

/** Asks the graph: `data`, `errors`, and the HTTP status. */
export const graph = async (authorization, query, variables = {}) => {
  const { status, text } = await ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status, text, ...JSON.parse(text) };
};

/** Signs in one of the demo's people, as a browser would, and gives a way to ask the graph as that person. */
export const signIn = async (name) => {
  const cookies = new Map();
  const visit = async (path, request = {}) => {
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const headers = { cookie, origin: base, ...request.headers };
    const answer = await fetch(`${base}${path}`, { redirect: 'manual', ...request, headers });
    for (const line of answer.headers.getSetCookie()) cookies.set(...line.split(';')[0].split(/=(.*)/s));
    return { status: answer.status, text: await answer.text() };
  };
  const page = await visit('/login');
  // The field shows that the form was sent from our own page, in this browser.
  const form = /name="form" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const fields = { form, email: `${name}@demo.example`, password: `demo-${name}` };
  const { status, text } = await visit('/login', { method: 'POST', body: new URLSearchParams(fields) });
  if (status !== 303) fail(`${name} signs in`, text);
  return async (query, variables = {}) => {
    const answer = await visit('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return { ...answer, ...JSON.parse(answer.text) };
  };
};

/** Asks the Aggregated FHIR base, by a path in it or a link that it gave. */
export const fhir = async (authorization, path, request = {}) => {
  const { status, text } = await ask(path.startsWith('http') ? path : `/fhir/aggregated/${path}`, {
    ...request,
    headers: { authorization, accept: 'application/fhir+json', ...request.headers },
  });
  return { status, resource: JSON.parse(text) };
};

export const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';

export const say = (text) => console.log(`\n${text}`);

/** Says what was expected, and ends the example where it is not so. */
export const expect = (what, isSo, found) => {
  if (isSo) console.log(`  ✓ ${what}`);
  else fail(what, found);
};

const fail = (what, found) => {
  console.error(`  ✗ ${what}\n    Found: ${typeof found === 'string' ? found : JSON.stringify(found)}`);
  process.exit(1);
};

const ask = async (path, request) => {
  const url = path.startsWith('http') ? path : `${base}${path}`;
  const answer = await fetch(url, request).catch((error) =>
    fail(`something answers at ${url}`, `${error.cause?.message ?? error.message}. Is npm start running?`),
  );
  return { status: answer.status, text: await answer.text() };
};
