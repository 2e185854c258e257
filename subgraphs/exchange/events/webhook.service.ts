import type { randomBytes } from 'node:crypto';
import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { hide } from '../../../kernel/hidden.ts';
import { parseOrganisationId, type NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { DeadLetterPage } from './event.types.ts';
import { faultOfKinds, faultOfSettingAside, webhookUrl } from './webhook.rules.ts';
import type { Holder, KeptWebhook, WebhookAct, WebhookStore } from './webhook.store.ts';
import type {
  ChangeWebhookInput,
  IssuedWebhook,
  RegisterWebhookInput,
  ReplayedEvents,
  ReplayEventsInput,
  RotateWebhookSecretInput,
  Webhook,
} from './webhook.types.ts';

type Needs = {
  readonly store: WebhookStore;
  readonly newId: NewId;
  readonly random: typeof randomBytes;
  /** Whether events may be sent to this machine: for tests and demonstrations. */
  readonly loopback: boolean;
};

export type WebhookService = ReturnType<typeof webhookService>;

/** More is a mistake, and each is asked about with every event. */
const mostEach = 20;
const longestOverlap = 168;
const mostReplayed = 1_000;

/** For an organisation's administrators and its own client; for a partner's client, as long as it acts for the organisation. */
export const webhookService = ({ store, newId, random, loopback }: Needs) => {
  const act = ({ principal, clock }: Context, kind: WebhookAct['kind'], details: object): WebhookAct => ({
    id: newId(),
    at: clock.now(),
    actor: nameOf(principal),
    person: principal.kind === 'person' ? principal.user : null,
    kind,
    details,
  });

  /** Standard Webhooks: 24 to 64 bytes, as base64. */
  const newSecret = (): string => `whsec_${random(32).toString('base64')}`;

  const kept = async ({ principal }: Context, id: string): Promise<KeptWebhook | Failure> => {
    const found = isFailure(parseOrganisationId(id)) ? undefined : await store.find(id.toLowerCase());
    if (found === undefined) return noSuchWebhook;
    const holder = holderFor(principal, found.organisationId);
    return holder !== undefined && holder.partner === found.partner && holder.team === found.teamId
      ? found
      : noSuchWebhook;
  };

  const shown = async (id: string): Promise<Webhook> => {
    const found = await store.find(id);
    if (found === undefined) throw new Error('A webhook that was just written is not there.');
    return found;
  };

  return {
    list: async ({ principal }: Context, organisation: string): Promise<readonly Webhook[] | Failure> => {
      const holder = holderFor(principal, organisation);
      return holder === undefined ? notYours : store.list(holder);
    },

    register: async (context: Context, input: RegisterWebhookInput): Promise<IssuedWebhook | Failure> => {
      const holder = holderFor(context.principal, input.organisationId);
      if (holder === undefined) return notYours;
      const url = webhookUrl(input.url, { loopback });
      if (isFailure(url)) return url;
      const kinds = [...new Set(input.kinds)];
      const fault = faultOfKinds(input.kinds, holder.partner !== null) ?? faultOfSettingAside(input.setAsideAfter);
      if (fault !== undefined) return fault;
      const [id, secret] = [newId(), newSecret()];
      const setAsideAfter = input.setAsideAfter ?? null;
      const webhook = { ...holder, id, url, kinds, setAsideAfter, secret: hide(context.keys, 'webhook', secret) };
      const principal = listenerFor(context.principal, holder, id);
      const done = await store.register(
        { ...webhook, principal },
        mostEach,
        act(context, 'REGISTERED', { url, kinds, setAsideAfter }),
      );
      return done === undefined
        ? conflict(`There are ${String(mostEach)} webhooks already. End one first.`)
        : { webhook: await shown(id), secret };
    },

    rotate: async (
      context: Context,
      { id, overlapHours }: RotateWebhookSecretInput,
    ): Promise<IssuedWebhook | Failure> => {
      if (overlapHours < 0 || overlapHours > longestOverlap)
        return invalid(`The old secret can be used along for 0 to ${String(longestOverlap)} hours.`, 'overlapHours');
      const found = await kept(context, id);
      if (isFailure(found)) return found;
      if (found.endedAt != null) return hasEnded;
      const secret = newSecret();
      const oldUntil = new Date(context.clock.now().getTime() + overlapHours * 3_600_000);
      const next = { secret: hide(context.keys, 'webhook', secret), oldUntil };
      const done = await store.rotate(found, next, act(context, 'ROTATED', { oldUntil }));
      return done === undefined
        ? conflict('Somebody else has just changed this webhook. Look again.', 'id')
        : { webhook: await shown(found.id), secret };
    },

    change: async (context: Context, input: ChangeWebhookInput): Promise<Webhook | Failure> => {
      const found = await kept(context, input.id);
      if (isFailure(found)) return found;
      if (found.endedAt != null) return hasEnded;
      const url = input.url == null ? found.url : webhookUrl(input.url, { loopback });
      if (isFailure(url)) return url;
      const kinds = [...new Set(input.kinds ?? found.kinds)];
      const asked = input.setAsideAfter ?? found.setAsideAfter ?? null;
      const setAsideAfter = asked === 0 ? null : asked;
      const fault = faultOfKinds(input.kinds ?? kinds, found.partner !== null) ?? faultOfSettingAside(setAsideAfter);
      if (fault !== undefined) return fault;
      const next = { url, kinds, setAsideAfter };
      const done = await store.change(found.id, { ...next, version: input.version }, act(context, 'CHANGED', next));
      return done === undefined
        ? conflict('Somebody else has changed this webhook. Look again.', 'version')
        : shown(found.id);
    },

    test: async (context: Context, id: string): Promise<ReplayedEvents | Failure> => {
      const found = await kept(context, id);
      if (isFailure(found)) return found;
      const event = newId();
      const done = await store.test(found, event, act(context, 'TESTED', { event }));
      return done === undefined ? hasEnded : { events: 1 };
    },

    end: async (context: Context, id: string): Promise<Webhook | Failure> => {
      const found = await kept(context, id);
      if (isFailure(found)) return found;
      if (found.endedAt == null) await store.end(found.id, act(context, 'ENDED', {}));
      return shown(found.id);
    },

    replay: async (context: Context, input: ReplayEventsInput): Promise<ReplayedEvents | Failure> => {
      const { id, eventIds = null, since = null, until = null } = input;
      const fault = faultOfReplay(input);
      if (fault !== undefined) return fault;
      const found = await kept(context, id);
      if (isFailure(found)) return found;
      const details = { eventIds, since, until };
      const events = await store.replay({ id: found.id, ...details }, act(context, 'REPLAYED', details));
      return events === undefined ? hasEnded : { events };
    },

    deadLetters: async ({ id }: Pick<Webhook, 'id'>, page: Page): Promise<DeadLetterPage | Failure> => {
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const { first, after = null } = paging;
      if (after !== null && !/^\d{1,18}$/.test(after)) return invalid('Give the `next` of the page before.', 'after');
      const found = await store.deadLetters(id, after, first + 1);
      const items = found.slice(0, first);
      const last = found.length > first ? items.at(-1) : undefined;
      return last === undefined ? { items } : { items, next: last.seq };
    },
  };
};

/** As whom the caller keeps webhooks of an organisation; undefined for who keeps none. */
const holderFor = (principal: Principal, asked: string): Holder | undefined => {
  const administrator = administratorOf(principal, asked);
  if (!isFailure(administrator)) return { organisation: administrator.organisation, partner: null, team: null };
  if (principal.kind === 'person' || principal.kind === 'internal') return undefined;
  const { organisation } = principal;
  if (organisation === undefined || organisation !== asked.toLowerCase()) return undefined;
  return {
    organisation,
    partner: principal.kind === 'organisation' ? null : principal.partner,
    team: principal.kind === 'team' ? principal.team : null,
  };
};

/** As whom it is decided, with each event, whether it may be heard there: the organisation’s own client, or the partner’s. */
const listenerFor = (principal: Principal, { organisation }: Holder, id: string): object => {
  if (principal.kind === 'team') return principal;
  if (principal.kind !== 'partner')
    return { kind: 'organisation', integration: 'customer.fhir', client: `webhook/${id}`, organisation };
  const { client, partner } = principal;
  return { kind: 'partner', integration: 'partner.fhir', client, partner, organisation };
};

const faultOfReplay = ({ eventIds, since, until }: ReplayEventsInput): Failure | undefined => {
  if ((eventIds == null) === (since == null)) return invalid('Say either which events, or since when.', 'eventIds');
  if (until != null && since == null) return invalid('This goes with `since`.', 'until');
  if (eventIds == null) return undefined;
  if (eventIds.length > mostReplayed) return invalid(`Name at most ${String(mostReplayed)} events.`, 'eventIds');
  const wrong = eventIds.findIndex((id) => isFailure(parseOrganisationId(id)));
  return wrong < 0 ? undefined : invalid('The id of an event is a UUID.', `eventIds[${String(wrong)}]`);
};

const notYours = forbidden(
  'Only an administrator of this organisation, or a client that acts for it, may do this.',
  'organisationId',
);
const noSuchWebhook = notFound('You keep no webhook with this id.', 'id');
const hasEnded = conflict('This webhook has ended, for good. Register another one.', 'id');
