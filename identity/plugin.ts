import type { FastifyPluginAsync } from 'fastify';
import type { Provider } from 'oidc-provider';
import { followedMeanwhile } from './followed.ts';

/**
 * The authorisation server under the path of its issuer. Register it as it is: its scope is its own, so that nothing
 * here touches the routes beside it.
 */
export const mounted =
  (provider: Provider, issuer: string): FastifyPluginAsync =>
  async (app) => {
    const path = new URL(issuer).pathname;
    const respond = followedMeanwhile(provider.callback());

    // The provider reads its own bodies: the request must reach it unread.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _body, done) => {
      done(null);
    });

    app.all(`${path}/*`, (request, reply) => {
      reply.hijack();
      const inside = Object.assign(request.raw, { originalUrl: request.raw.url ?? '' });
      inside.url = inside.originalUrl.slice(path.length);
      void respond(inside, reply.raw);
    });

    // Fastify itself refuses a media type that it cannot read. RFC 6749 §5.2 says in which words.
    app.setErrorHandler((_error, _request, reply) =>
      reply.code(400).send({ error: 'invalid_request', error_description: 'the request cannot be read' }),
    );

    // What the caller is told stays bland; what happened goes into the log.
    provider.on('server_error', (context, error) => {
      app.log.error({ error, path: context.path }, 'identity: a request failed');
    });
    provider.on('error', (error) => {
      app.log.error({ error }, 'identity: a response failed');
    });
  };
