import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { Ask } from './asking.ts';
import { bounceIn } from './bounce.ts';
import { NoteBounceDocument } from './documents.generated.ts';
import { returnedMail } from './returned.ts';

type Needs = { readonly ask: Ask; readonly keys: KeyRing; readonly clock: Clock };

/** A report may have the whole e-mail in it, and ours are short. */
const longest = 256 * 1024;

/**
 * Takes e-mails that have come to the address which ours are from, as they came: a mail server hands them on, `curl
 * --data-binary @-` in a pipe say. It needs no password: the report has our e-mail's own Message-ID, which is encrypted, and
 * good for its reader's address alone. What is no report of a failure is taken too, and does nothing: no mail server
 * shall send it back.
 */
export const bounces =
  ({ ask, keys, clock }: Needs): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longest }, (_request, body, done) => {
      done(null, body);
    });

    app.post('/notifications/bounces', async ({ body }, reply) => {
      const bounce = Buffer.isBuffer(body) ? bounceIn(body.toString('latin1')) : undefined;
      const sent = bounce === undefined ? undefined : returnedMail({ keys, clock }, bounce.mail);
      if (bounce === undefined || sent === undefined) return reply.send({ marked: false });
      const input = { address: sent.to, patientId: sent.patient, problem: bounce.problem };
      const { noteBounce } = await ask(NoteBounceDocument, { input });
      if (noteBounce.__typename === 'Refusal') throw new Error(noteBounce.message);
      return reply.send({ marked: true });
    });
  };
