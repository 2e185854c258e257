import { basic, type HttpClient } from '../http.ts';
import { a31, mdm, nhsNumber } from '../messages.ts';
import { controlId, inParallel, patients, sendHl7, type World } from '../world.ts';

/** As many as one question may have. Domain reference §7.3 */
const asked = 5_000;
const riverside = '00000000-0000-4000-8000-000000000001';
const nhsSystem = 'https://fhir.nhs.uk/Id/nhs-number';

type Request = (n: number) => Promise<void>;

/** Posts the same Parameters again and again, as the partner that sends letters; the first request puts in what they ask about. */
const posting =
  (path: string, prepare: (http: HttpClient) => Promise<{ readonly body: string; readonly answers: number }>) =>
  ({ http }: World): Request => {
    let ready: Promise<{ body: string; answers: number; token: string }> | undefined;
    return async () => {
      ready ??= prepare(http).then(async (asking) => ({ ...asking, token: await partnerToken(http) }));
      const { body, answers, token } = await ready;
      const headers = {
        authorization: `Bearer ${token}`,
        'x-org-public-id': riverside,
        'content-type': 'application/fhir+json',
      };
      const reply = await http.send('POST', path, { headers, body });
      const { parameter } = JSON.parse(reply.body) as { parameter?: unknown[] };
      if (reply.status !== 200 || parameter?.length !== answers)
        throw new Error(`${String(reply.status)} ${reply.body.slice(0, 300)}`);
    };
  };

const partnerToken = async (http: HttpClient): Promise<string> => {
  const { body } = await http.send('POST', '/oauth/token', {
    headers: { authorization: basic('postbridge'), 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  return (JSON.parse(body) as { access_token: string }).access_token;
};

const parameters = (name: string, values: readonly string[]): string =>
  JSON.stringify({ resourceType: 'Parameters', parameter: values.map((valueString) => ({ name, valueString })) });

const numbers = Array.from({ length: asked }, (_, nth) => nth);

/** How 5 000 patients stand, all of them known. */
export const statusQuery = posting('/fhir/facade/Patient/$status-query', async (http) => {
  await inParallel(
    16,
    numbers.slice(patients).map((nth) => () => sendHl7(http, a31(nth, controlId()))),
  );
  const body = parameters(
    'patientIdentifier',
    numbers.map((nth) => `${nhsSystem}|${nhsNumber(nth)}`),
  );
  return { body, answers: asked };
});

/** Which of 5 000 letters have been opened, all of them the organisation's own. */
export const readReceiptQuery = posting('/fhir/facade/DocumentReference/$read-receipt-query', async (http) => {
  const ids = numbers.map(() => controlId());
  await inParallel(
    16,
    ids.map((id, nth) => () => sendHl7(http, mdm(nth % patients, { controlId: id, bytes: 1_024 }))),
  );
  const body = parameters(
    'documentIdentifier',
    ids.map((id) => `D${id}`),
  );
  return { body, answers: asked };
});
