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
    <link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="swagger-ui-bundle.js"></script>
    <script src="begin.js"></script>
  </body>
</html>
`;

const begin = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  // No validator of somebody else's is told what stands here.
  validatorUrl: null,
});
`;
