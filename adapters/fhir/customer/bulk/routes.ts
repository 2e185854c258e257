import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { respondAt } from '../../core/exchange.ts';
import { Problem } from '../../core/outcome.ts';
import type { Feed } from '../parts.ts';
import { takeImport } from './import.ts';

type Route = { readonly Params: { readonly feed: string } };

/** Whole stores at a time: `$import`. These bodies and answers are streams, so that they have a scope of their own. */
export const bulkRoutes = async (app: FastifyInstance, feedOf: (name: string) => Feed): Promise<void> => {
  await app.register(async (scope) => {
    // Unread: it is taken as it comes.
    scope.addContentTypeParser([...ndjson], async (_: unknown, body: Readable) => body);
    scope.post<Route>('/:feed/$import', (request, reply) =>
      respond(request, reply, (fhir) => {
        const { body } = request as { body: unknown };
        return body instanceof Readable ? takeImport(feedOf(request.params.feed), body, fhir) : notNdjson;
      }),
    );
  });
};

const ndjson = ['application/fhir+ndjson', 'application/ndjson', 'application/x-ndjson'] as const;

const respond = respondAt('fhir.customer');

const notNdjson = new Problem(
  'media_type',
  'An import is sent as NDJSON, a resource in each line (Content-Type: application/fhir+ndjson).',
  'Content-Type',
);
