import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import type { AppGrantStore } from './app-grant.store.ts';
import { appsPage } from './apps-page.ts';
import { isClientId } from './client.ts';
import { formsOnly, notOurForm, valueOf, type Forms } from './people/forms.ts';
import type { ResolveSession } from './people/index.ts';

export type AppNeeds = {
  readonly sessionOf: ResolveSession;
  readonly grants: Pick<AppGrantStore, 'appsOf' | 'revoke'>;
  readonly forms: Forms;
  readonly clock: Clock;
  /** Makes what is taken back here bite at once in this process. */
  readonly forgetGrants: () => void;
};

const path = '/account/apps';

/** The page where a person sees which apps act for them, and takes that back. */
export const appRoutes =
  ({ sessionOf, grants, forms, clock, forgetGrants }: AppNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    app.get(path, async (request, reply) => {
      const session = await sessionOf(request.headers.cookie);
      if (session === undefined) return reply.redirect(`/login?return=${path}`, 303);
      const apps = await grants.appsOf(session.person, clock.now());
      const done = valueOf(request, 'done') !== undefined;
      return forms.show(reply, 200, appsPage({ apps, token: forms.token(request, reply), done }));
    });

    app.post(path, async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const session = await sessionOf(request.headers.cookie);
      if (session === undefined) return reply.redirect(`/login?return=${path}`, 303);
      const client = fields.get('client') ?? '';
      // Twice is once: what was taken back before, or never given, is not there either.
      const was = isClientId(client) && (await grants.revoke(session.person, client, clock.now()));
      if (was) forgetGrants();
      return reply.redirect(was ? `${path}?done` : path, 303);
    });
  };
