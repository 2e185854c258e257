import type { FastifyPluginAsync } from 'fastify';
import type { DemoTokens } from './demo-token.ts';

/** `/oauth/demo-token`, for the page on which the REST API is tried. Nothing of it exists without the demo world. */
export const demoTokenRoutes =
  ({ path, tokens }: { readonly path: string; readonly tokens: DemoTokens }): FastifyPluginAsync =>
  async (app) => {
    app.get(`${path}/demo-token`, async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ roles: await tokens.roles() }),
    );

    app.post<{ Params: { as: string } }>(`${path}/demo-token/:as`, async (request, reply) => {
      const made = await tokens.make(request.params.as);
      void reply.header('cache-control', 'no-store');
      if (made === undefined) return reply.code(404).send({ error: 'not_found' });
      return reply.send({ access_token: made.token, token_type: 'Bearer', expires_in: made.expiresIn });
    });
  };
