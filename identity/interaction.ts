import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction, InteractionResult, Provider } from 'oidc-provider';
import type { Clock } from '../kernel/clock.ts';
import type { AppGrantStore } from './app-grant.store.ts';
import { consentPage, noLongerOpen, unprovenPage } from './consent-page.ts';
import { consentLifetime } from './lifetimes.ts';
import { oidc } from './oidc.ts';
import { formsOnly, notOurForm, type Forms } from './people/forms.ts';
import { isUnproven, type ResolveSession, type SignedIn } from './people/index.ts';

export type InteractionNeeds = {
  readonly provider: Provider;
  /** The path of the issuer: `/oauth`. */
  readonly path: string;
  readonly sessionOf: ResolveSession;
  readonly grants: AppGrantStore;
  readonly forms: Forms;
  readonly clock: Clock;
};

/** A request that waits for its person, and who asks. */
type Waiting = { readonly interaction: Interaction; readonly app: string; readonly scopes: readonly string[] };

/**
 * Where a person answers an app: signed in by a session of our own, asked in plain words, and led back. The cookie that
 * the provider set when the app's request came says which request this browser may answer. OpenID Connect Core §3.1.2.4
 */
export const interactions =
  ({ provider, path, sessionOf, grants, forms, clock }: InteractionNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    const waiting = async (request: FastifyRequest, reply: FastifyReply): Promise<Waiting | undefined> => {
      const { uid } = request.params as { readonly uid: string };
      try {
        const interaction = await provider.interactionDetails(request.raw, reply.raw);
        const client = await provider.Client.find(interaction.params.client_id);
        if (interaction.uid !== uid || client === undefined) return undefined;
        const known = client.scope?.split(' ') ?? [];
        const scopes = interaction.params.scope?.split(' ').filter((scope) => known.includes(scope)) ?? [];
        return { interaction, app: String(client['clientName']), scopes };
      } catch (error) {
        if (error instanceof oidc.errors.SessionNotFound) return undefined;
        throw error;
      }
    };

    /** Tells the provider, and leads the browser on to it. */
    const answer = async (request: FastifyRequest, reply: FastifyReply, result: InteractionResult) =>
      reply.redirect(
        await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }),
        303,
      );

    const allow = async ({ interaction, scopes }: Waiting, { person }: SignedIn): Promise<string> => {
      const client = interaction.params.client_id;
      const grant = new provider.Grant({ accountId: person, clientId: client });
      grant.addOIDCScope(scopes.join(' '));
      const id = await grant.save();
      const grantedAt = clock.now();
      const endsAt = new Date(grantedAt.getTime() + consentLifetime * 1_000);
      await grants.add({ id, person, client, scopes, grantedAt, endsAt });
      return id;
    };

    /** What the person has said before, where it holds for this request: an app that has no proof of itself asks again. RFC 8252 §8.6 */
    const saidBefore = async ({ interaction, scopes }: Waiting, { person }: SignedIn): Promise<string | undefined> => {
      const { client_id: client, prompt } = interaction.params;
      const registered = await provider.Client.find(client);
      if (registered?.['tokenEndpointAuthMethod'] === 'none' || prompt?.split(' ').includes('consent'))
        return undefined;
      return grants.covering({ person, client, scopes }, clock.now());
    };

    app.get(`${path}/interaction/:uid`, async (request, reply) => {
      const asked = await waiting(request, reply);
      if (asked === undefined) return forms.show(reply, 400, noLongerOpen);
      const session = await sessionOf(request.headers.cookie);
      if (session === undefined || isTooOld(session, asked.interaction))
        return reply.redirect(`/login?return=${encodeURIComponent(request.url)}`, 303);
      const { app: name, scopes } = asked;
      const token = forms.token(request, reply);
      if (isUnproven(session.via)) return forms.show(reply, 200, unprovenPage(name, token, request.url));
      const grantId = await saidBefore(asked, session);
      if (grantId !== undefined) return answer(request, reply, { ...signedIn(session), consent: { grantId } });
      const until = new Date(clock.now().getTime() + consentLifetime * 1_000);
      return forms.show(reply, 200, consentPage({ app: name, scopes, token, action: request.url, until }));
    });

    app.post(`${path}/interaction/:uid`, async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const asked = await waiting(request, reply);
      if (asked === undefined) return forms.show(reply, 400, noLongerOpen);
      if (fields.get('answer') !== 'allow')
        return answer(request, reply, { error: 'access_denied', error_description: 'the person did not allow it' });
      const session = await sessionOf(request.headers.cookie);
      if (session === undefined || isTooOld(session, asked.interaction) || isUnproven(session.via))
        return reply.redirect(request.url, 303);
      const grantId = await allow(asked, session);
      return answer(request, reply, { ...signedIn(session), consent: { grantId } });
    });
  };

/** The provider's own session is never kept, so nothing of this outlives the request. */
const signedIn = ({ person, startedAt }: SignedIn): Pick<InteractionResult, 'login'> => ({
  login: { accountId: person, ts: seconds(startedAt), remember: false },
});

/** Whether the app wants the person to sign in again. OpenID Connect Core §3.1.2.1: `prompt=login`, `max_age`. */
const isTooOld = ({ startedAt }: SignedIn, { iat, params: { prompt, max_age: age } }: Interaction): boolean => {
  const limit = prompt?.split(' ').includes('login') ? 0 : Number(age ?? Infinity);
  return seconds(startedAt) + limit < iat;
};

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
