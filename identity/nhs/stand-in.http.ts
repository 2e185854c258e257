import type { FastifyPluginAsync } from 'fastify';
import { html, type Page } from '../page.ts';
import { formsOnly, type Forms } from '../people/forms.ts';
import type { Choice, StandIn, StandInUser } from './stand-in.ts';

type Needs = {
  /** Its path, without a slash at the end. */
  readonly path: string;
  /** Opened when somebody first comes. */
  readonly standIn: () => Promise<StandIn>;
  readonly users: readonly StandInUser[];
  readonly forms: Forms;
};

/** The stand-in and the page on which one says who one is. */
export const standInRoutes =
  ({ path, standIn, users, forms }: Needs): FastifyPluginAsync =>
  async (app) => {
    await app.register(async (pages) => {
      formsOnly(pages, forms);

      pages.get(`${path}/choose/:uid`, async (request, reply) => {
        const choice = await (await standIn()).choice(request.raw, reply.raw);
        return forms.show(reply, 200, choosePage(path, choice, users));
      });

      pages.post(`${path}/choose/:uid`, async (request, reply) => {
        const open = await standIn();
        const { vectors } = await open.choice(request.raw, reply.raw);
        const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        const [user, vector] = [fields.get('user') ?? '', fields.get('vector') ?? ''];
        const known = users.some(({ name }) => name === user) && vectors.includes(vector);
        const on = await open.choose(request.raw, reply.raw, known ? { user, vector } : undefined);
        return reply.redirect(on, 303);
      });
    });

    await app.register(async (provider) => {
      // The provider reads its own bodies.
      provider.removeAllContentTypeParsers();
      provider.addContentTypeParser('*', (_request, _body, done) => {
        done(null);
      });
      provider.all(`${path}/*`, async (request, reply) => {
        const { respond } = await standIn();
        reply.hijack();
        const inside = Object.assign(request.raw, { originalUrl: request.raw.url ?? '' });
        inside.url = inside.originalUrl.slice(path.length);
        await respond(inside, reply.raw);
      });
    });
  };

const choosePage = (path: string, { uid, vectors }: Choice, users: readonly StandInUser[]): Page => ({
  title: 'NHS login (stand-in)',
  leaves: true,
  body: html`
    <div class="note"><p>This is not NHS login. It plays its part in the demo: be whoever you like.</p></div>
    <form method="post" action="${path}/choose/${uid}">
      <label for="user">You are</label>
      <select id="user" name="user">
        ${users.map(({ name, label }) => html`<option value="${name}">${label}</option>`)}
      </select>
      <label for="vector">Proven to the level</label>
      <select id="vector" name="vector">
        ${vectors.map((vector) => html`<option value="${vector}">${wordsFor(vector)}</option>`)}
      </select>
      <button type="submit">Sign in</button>
      <button type="submit" class="quiet" name="user" value="">Decline</button>
    </form>
  `,
});

const wordsFor = (vector: string): string => {
  const level = vector.startsWith('P9') ? 'P9, fully proven' : 'P5, partly proven';
  return `${level} (${vector})`;
};
