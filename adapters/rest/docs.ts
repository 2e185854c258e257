import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/**
 * Swagger UI over our description, from its own package: nothing comes from elsewhere, and no script stands in the page.
 * Whoever has a token can try each operation there.
 */
export const serveDocs = (app: FastifyInstance): void => {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/docs', (_request, reply) => reply.redirect('/api/docs/', 301));
  app.get('/docs/', (_request, reply) => reply.headers(safely).type('text/html; charset=utf-8').send(page));
  app.get('/docs/begin.js', (_request, reply) => reply.headers(safely).type('text/javascript').send(begin));
  for (const [name, type] of files)
    app.get(`/docs/${name}`, (_request, reply) =>
      reply
        .headers({ ...safely, 'cache-control': 'public, max-age=86400' })
        .type(type)
        .send(createReadStream(join(folder, name))),
    );
};

const files = [
  ['swagger-ui.css', 'text/css'],
  ['swagger-ui-bundle.js', 'text/javascript'],
  ['favicon-32x32.png', 'image/png'],
] as const;

/** Swagger UI sets styles on elements, and shows small pictures from data URLs. */
const safely = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tributary REST API</title>
    <link rel="stylesheet" href="swagger-ui.css">
    <style>#demo { font: 15px sans-serif; padding: 12px 20px; background: #fff7d6 } #demo button { margin-right: 8px }</style>
    <link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
  </head>
  <body>
    <div id="demo" hidden></div>
    <div id="swagger-ui"></div>
    <script src="swagger-ui-bundle.js"></script>
    <script src="begin.js"></script>
  </body>
</html>
`;

/** Where the demo world is, one click is a token of somebody in it; elsewhere nothing is offered, as nothing answers. */
const begin = `const ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  // No validator of somebody else's is told what stands here.
  validatorUrl: null,
  onComplete: () => void offerDemo(),
});

const offerDemo = async () => {
  const reply = await fetch('/oauth/demo-token');
  if (!reply.ok) return;
  const { roles } = await reply.json();
  if (roles.length === 0) return;
  const place = document.getElementById('demo');
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  place.append('Try it as ');
  for (const { as, words } of roles) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words;
    button.addEventListener('click', async () => {
      const answer = await fetch('/oauth/demo-token/' + encodeURIComponent(as), { method: 'POST' });
      if (!answer.ok) return void (said.textContent = 'There is no token for that.');
      const { access_token: token, expires_in: seconds } = await answer.json();
      ui.preauthorizeApiKey('bearer', token);
      said.textContent = 'You are ' + words + ' for ' + Math.round(seconds / 60) + ' minutes.';
    });
    place.append(button);
  }
  place.append(said);
  place.hidden = false;
};
`;
