import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import type { Ask } from '../ask.ts';
import { operation, type Answer, type Given, type Operation } from '../operation.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { id, instant, pageOf, paging, when } from '../schemas.ts';
import { stale, versionIn } from '../version.ts';

type Kind = documents.EventKind;

/** What is asked for, and not registered for, and what is an organisation's own affair. */
type Unregistered = 'WEBHOOK_TEST' | 'AGGREGATION_ISSUE';

/** As they are written in what is sent; a kind of the graph that is missing here does not compile. */
const registered = {
  DOCUMENT_READ: 'document.read',
  PATIENT_REGISTERED: 'patient.registered',
  MESSAGE_HELD: 'message.held',
  MESSAGE_RELEASED: 'message.released',
  CONSENT_CHANGED: 'consent.changed',
  APPOINTMENT_CHANGED: 'appointment.changed',
  LETTER_PRINT_REQUESTED: 'letter.print_requested',
  QUESTIONNAIRE_REQUESTED: 'questionnaire.requested',
  QUESTIONNAIRE_ANSWERED: 'questionnaire.answered',
} as const satisfies Record<Exclude<Kind, Unregistered>, string>;

type Registered = (typeof registered)[keyof typeof registered];

const kinds = z
  .array(z.enum(Object.values(registered)))
  .min(1)
  .max(20)
  .describe('Which events it is told of.');
const setAsideAfter = z
  .union([z.literal(0), z.int().min(3).max(100)])
  .describe(
    'After so many answers with an error an event steps aside into the dead letters, and those behind it go on; 0: never.',
  );
const url = z
  .string()
  .min(1)
  .max(2048)
  .describe('An https address on the public internet, without user name and fragment.');

const webhook = z
  .strictObject({
    id,
    version: z.int(),
    url: z.string(),
    kinds: z.array(z.string()),
    createdAt: when,
    rotatedAt: when.describe('When its secret was made, where it is not the first.'),
    oldSecretUntil: when.describe('Until when deliveries are signed with the secret before, too.'),
    endedAt: when.describe('Since when nothing is sent there, for good.'),
    deliveredAt: when.describe('When it last took an event.'),
    failingSince: when,
    attempts: z.int().describe('How often in a row it has failed.'),
    nextAttemptAt: when,
    lastStatus: z.int().nullable().describe('The HTTP status of its last failure, if it answered.'),
    lastProblem: z.string().nullable(),
    waiting: z.int().describe('How many events wait for it.'),
    setAsideAfter: z.int().nullable().describe('As it was asked for; null: what is refused is tried for three days.'),
  })
  .meta({ id: 'Webhook', description: 'An address to which events are sent, and how it is doing.' });

const issued = z
  .strictObject({ webhook, secret: z.string().describe('As Standard Webhooks writes it: `whsec_…`.') })
  .meta({ id: 'IssuedWebhook', description: 'A webhook with the secret that signs its deliveries: shown here alone.' });

const deadLetter = z
  .strictObject({
    eventId: id.describe('The webhook-id under which it was sent.'),
    kind: z.string(),
    happenedAt: when,
    at: when.describe('When it was given up.'),
    status: z.int().nullable().describe('What the endpoint answered last.'),
    problem: z.string(),
  })
  .meta({ id: 'DeadLetter', description: 'An event that was given up: it was refused for days.' });

const again = z.strictObject({ events: z.int().describe('How many will be sent.') });

const scopes = ['SITE'] as const;
const params = { webhookId: id };

/** Events for the team that a token is tied to, as long as it is. ADR 32 */
export const webhooks: readonly Operation[] = [
  operation({
    id: 'listWebhooks',
    method: 'GET',
    path: '/webhooks',
    tag: 'Webhooks',
    summary: 'The webhooks that the client keeps for its team, those that have ended included',
    scopes,
    says: { status: 200, description: 'The webhooks.', body: z.strictObject({ items: z.array(webhook) }) },
    answer: async ({ ask }) => {
      const found = await ownWebhooks(ask);
      return isProblem(found) ? found : { body: { items: found.map(shown) } };
    },
  }),
  operation({
    id: 'registerWebhook',
    method: 'POST',
    path: '/webhooks',
    tag: 'Webhooks',
    summary: 'Has events sent to an address, from now on',
    description:
      'Deliveries are signed as Standard Webhooks says. Events are told as long as the team may see what they are about.',
    scopes,
    body: z.strictObject({ url, kinds, setAsideAfter: setAsideAfter.optional() }),
    says: { status: 201, description: 'It is registered.', body: issued, tagged: true },
    answer: async ({ ask, body, refused }) => {
      const organisationId = await ownOrganisation(ask);
      if (isProblem(organisationId)) return organisationId;
      const aside = body.setAsideAfter === 0 ? null : (body.setAsideAfter ?? null);
      const input = { organisationId, url: body.url, kinds: body.kinds.map(inGraph), setAsideAfter: aside };
      const data = await ask(documents.RestRegisterWebhookDocument, { input });
      return isProblem(data) ? data : withSecret(data.issued, refused, 201);
    },
  }),
  operation({
    id: 'readWebhook',
    method: 'GET',
    path: '/webhooks/{webhookId}',
    tag: 'Webhooks',
    summary: 'One webhook, and how it is doing',
    scopes,
    params,
    says: { status: 200, description: 'The webhook.', body: webhook, tagged: true },
    answer: async ({ ask, path }) => {
      const found = await ownWebhooks(ask);
      if (isProblem(found)) return found;
      const one = found.find((each) => each.id === path.webhookId);
      return one === undefined ? notFound : { body: shown(one), headers: { etag: `"${one.version}"` } };
    },
  }),
  operation({
    id: 'changeWebhook',
    method: 'PUT',
    path: '/webhooks/{webhookId}',
    tag: 'Webhooks',
    summary: 'Has events sent to another address, or other ones',
    scopes,
    params,
    body: z.strictObject({ url: url.optional(), kinds: kinds.optional(), setAsideAfter: setAsideAfter.optional() }),
    updates: true,
    says: { status: 200, description: 'It is changed.', body: webhook, tagged: true },
    answer: async ({ ask, path, body, ifMatch, refused }) => {
      const version = versionIn(ifMatch);
      if (version === undefined) return stale;
      const { url: next = null, kinds: told, setAsideAfter: aside = null } = body;
      const input = { id: path.webhookId, version, url: next, kinds: told?.map(inGraph) ?? null, setAsideAfter: aside };
      const data = await ask(documents.RestChangeWebhookDocument, { input });
      return isProblem(data) ? data : changed(data.webhook, refused);
    },
  }),
  operation({
    id: 'endWebhook',
    method: 'DELETE',
    path: '/webhooks/{webhookId}',
    tag: 'Webhooks',
    summary: 'Sends nothing there any more, for good',
    scopes,
    params,
    says: { status: 200, description: 'It has ended.', body: webhook },
    answer: async ({ ask, path, refused }) => {
      const data = await ask(documents.RestEndWebhookDocument, { id: path.webhookId });
      return isProblem(data) ? data : changed(data.webhook, refused);
    },
  }),
  operation({
    id: 'rotateWebhookSecret',
    method: 'POST',
    path: '/webhooks/{webhookId}/secret',
    tag: 'Webhooks',
    summary: 'Makes a new secret; for a while deliveries are signed with both',
    scopes,
    params,
    body: z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) }),
    says: { status: 200, description: 'The webhook, with its new secret.', body: issued },
    answer: async ({ ask, path, body, refused }) => {
      const input = { id: path.webhookId, overlapHours: body.overlapHours };
      const data = await ask(documents.RestRotateWebhookSecretDocument, { input });
      return isProblem(data) ? data : withSecret(data.issued, refused, 200);
    },
  }),
  operation({
    id: 'testWebhook',
    method: 'POST',
    path: '/webhooks/{webhookId}/test',
    tag: 'Webhooks',
    summary: 'Sends an event of the kind `webhook.test` to this webhook alone',
    scopes,
    params,
    says: { status: 202, description: 'It will be sent at once.', body: again },
    answer: async ({ ask, path, refused }) => {
      const data = await ask(documents.RestTestWebhookDocument, { id: path.webhookId });
      return isProblem(data) ? data : sent(data.sent, refused);
    },
  }),
  operation({
    id: 'listDeadLetters',
    method: 'GET',
    path: '/webhooks/{webhookId}/dead-letters',
    tag: 'Webhooks',
    summary: 'The events that were given up, until they are sent again',
    scopes,
    params,
    query: paging,
    says: { status: 200, description: 'A page of dead letters, the oldest first.', body: pageOf(deadLetter) },
    answer: async ({ ask, path, query: { limit, after } }) => {
      const organisation = await ownOrganisation(ask);
      if (isProblem(organisation)) return organisation;
      const data = await ask(documents.RestDeadLettersDocument, { organisation, first: limit, after: after ?? null });
      if (isProblem(data)) return data;
      const page = data.webhooks.find((one) => one.id === path.webhookId)?.deadLetters;
      if (page === undefined) return notFound;
      const items = page.items.map((item) => ({ ...item, kind: outside(item.kind) }));
      return { body: { ...page, items }, next: page.next };
    },
  }),
  operation({
    id: 'replayEvents',
    method: 'POST',
    path: '/webhooks/{webhookId}/replays',
    tag: 'Webhooks',
    summary: 'Sends events once more, under the same webhook-id: dead letters, or all since then',
    scopes,
    params,
    body: z.strictObject({
      eventIds: z.array(id).min(1).max(1000).optional().describe('Either these,'),
      since: instant.optional().describe('or all of its kinds since then,'),
      until: instant.optional().describe('and before then.'),
    }),
    says: { status: 202, description: 'They will be sent before those that wait.', body: again },
    answer: async ({ ask, path, body, refused }) => {
      const { eventIds = null, since = null, until = null } = body;
      const input = { id: path.webhookId, eventIds, since, until };
      const data = await ask(documents.RestReplayEventsDocument, { input });
      return isProblem(data) ? data : sent(data.sent, refused);
    },
  }),
];

const ownOrganisation = async (ask: Ask): Promise<string | Problem> => {
  const data = await ask(documents.RestOwnOrganisationDocument, {});
  return isProblem(data) ? data : (data.self.organisationId ?? notFound);
};

const ownWebhooks = async (ask: Ask): Promise<readonly documents.RestWebhookFragment[] | Problem> => {
  const organisation = await ownOrganisation(ask);
  if (isProblem(organisation)) return organisation;
  const data = await ask(documents.RestWebhooksDocument, { organisation });
  return isProblem(data) ? data : data.webhooks;
};

const inGraph = (kind: Registered): Kind => kind.replace('.', '_').toUpperCase() as Kind;
const outside = (kind: Kind): string => kind.toLowerCase().replace('_', '.');

const shown = ({ kinds: told, ...facts }: documents.RestWebhookFragment) => ({ ...facts, kinds: told.map(outside) });

type Refused = Given<unknown, unknown, unknown>['refused'];

const changed = (result: documents.RestChangedWebhookFragment, refused: Refused): Answer | Problem =>
  'url' in result ? { body: shown(result), version: result.version } : refused(result);

const withSecret = (result: documents.RestIssuedWebhookFragment, refused: Refused, status: number): Answer | Problem =>
  'secret' in result
    ? { status, body: { webhook: shown(result.webhook), secret: result.secret }, version: result.webhook.version }
    : refused(result);

const sent = (result: documents.RestReplayedFragment, refused: Refused): Answer | Problem =>
  'events' in result ? { status: 202, body: result } : refused(result);
