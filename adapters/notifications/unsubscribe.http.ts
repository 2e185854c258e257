import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Ask } from './asking.ts';
import { UnsubscribeDocument } from './documents.generated.ts';

const path = '/notifications/unsubscribe';

/**
 * Where the link of an e-mail leads. To look changes nothing, as mail scanners look at every link; a mail program's own
 * button posts at once (RFC 8058 §3.2), and so does the page's.
 */
export const unsubscribing =
  (ask: Ask): FastifyPluginAsync =>
  async (app) => {
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 4_096 }, (_request, _body, done) => {
      done(null);
    });

    app.get(path, async (_request, reply) =>
      page(reply, 200, '<form method="post"><button>Send me no more e-mails about my health record</button></form>'),
    );

    app.post(path, async (request, reply) => {
      const { link } = request.query as { readonly link?: unknown };
      const { unsubscribe } = await ask(UnsubscribeDocument, { link: typeof link === 'string' ? link : '' });
      return unsubscribe.__typename === 'Refusal'
        ? page(reply, 404, '<p>This link is not one of ours. Take the one from the e-mail, whole.</p>')
        : page(reply, 200, '<p>You get no more e-mails about your health record. Sign in to turn them on again.</p>');
    });
  };

const page = (reply: FastifyReply, status: number, body: string): FastifyReply =>
  reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>E-mails · Tributary</title>${body}</html>`);
