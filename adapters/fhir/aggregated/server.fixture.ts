import type { Bundle, OperationOutcome } from 'fhir/r4.js';
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { fixedClock } from '../../../kernel/clock.ts';
import { answerError } from '../core/speak-fhir.ts';
import { aggregatedFhir } from './index.ts';
import { alice, at, graphOf, nhs, token, type DoubleGraph } from './world.fixture.ts';

// For tests: the base over a graph.

const prefix = '/fhir/aggregated';
export const base = `http://localhost:4000${prefix}`;

export type Server = { readonly app: FastifyInstance; readonly graph: DoubleGraph };

export const serve = async (graph: DoubleGraph = graphOf([alice])): Promise<Server> => {
  const app = Fastify({ frameworkErrors: answerError });
  await app.register(aggregatedFhir({ graph, baseUrl: 'http://localhost:4000', clock: fixedClock(at) }), { prefix });
  return { app, graph };
};

export const ask = (
  { app }: Server,
  path: string,
  options: Omit<InjectOptions, 'url' | 'path'> = {},
): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'GET', ...options, url: prefix + path, headers: { authorization: token, ...options.headers } });

export const bundleOf = async (
  server: Server,
  path: string,
  options?: Omit<InjectOptions, 'url' | 'path'>,
): Promise<Bundle> => {
  const response = await ask(server, path, options);
  if (response.statusCode !== 200) throw new Error(`${String(response.statusCode)} ${response.body}`);
  return response.json<Bundle>();
};

export const idsOf = ({ entry }: Bundle): unknown[] =>
  (entry ?? []).filter(({ search }) => search?.mode === 'match').map(({ resource }) => resource?.id);
export const linkOf = ({ link }: Bundle, relation: string): string | undefined =>
  link?.find((one) => one.relation === relation)?.url;
export const issueOf = (response: LightMyRequestResponse) => response.json<OperationOutcome>().issue[0];

export const ofAlice = `subject:Patient.identifier=${nhs}|9434765919`;
