import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { federated, inProcess, type Executors } from '../gateway/index.ts';
import { systemClock } from '../kernel/clock.ts';
import type { OrganisationId, PatientId } from '../kernel/id.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { contextOf, type Call, type Context } from '../subgraphs/kit/context.ts';
import { executeOn } from '../subgraphs/kit/execute.ts';
import { openPurview, sealPurview } from '../subgraphs/kit/purview.ts';
import type { Subgraph, SubgraphName } from '../subgraphs/kit/subgraph.ts';
import type { Figures } from './measure.ts';

// What the gateway itself costs: the same query, answered from memory, by one plain graphql-js schema; by two slices and the
// stitched gateway, with the shield in front and the purview in between; and by these as planned. No network, no database.

const observationType = `type Observation { code: String! status: String! effectiveAt: String! value: String! referenceRange: String }`;
const query = parse(
  `{ patient(id: "1") { id familyName givenName dateOfBirth observations { code status effectiveAt value referenceRange } } }`,
);

const patient = { __typename: 'Patient', id: '1', familyName: 'Archer', givenName: 'Alice', dateOfBirth: '1985-04-12' };
const observations = Array.from({ length: 20 }, (_, i) => ({
  code: `code-${String(i)}`,
  status: 'final',
  effectiveAt: '2026-01-01T10:00:00Z',
  value: `${String(i)}.5 g/L`,
  referenceRange: '1 - 9',
}));

const keys: KeyRing = [{ id: 'bench', secret: Buffer.alloc(32, 1) }];
const call: Call = {
  principal: {
    kind: 'organisation',
    integration: 'customer.fhir',
    client: 'bench',
    organisation: 'bench' as OrganisationId,
  },
  via: 'GRAPHQL',
  reading: ['DEMOGRAPHICS', 'OBSERVATIONS'],
};

const plain = (): GraphQLSchema => {
  const schema = buildSchema(`
    type Query { patient(id: ID!): Patient }
    type Patient { id: ID! familyName: String givenName: String dateOfBirth: String observations: [Observation!] }
    ${observationType}`);
  const fields = schema.getQueryType()?.getFields();
  if (fields?.['patient'] !== undefined) fields['patient'].resolve = () => ({ ...patient, observations });
  return schema;
};

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@inaccessible"])`;

const gateway = () => {
  const slice = (name: SubgraphName, sdl: string, resolvers: Record<string, object>): Subgraph => {
    const typeDefs = parse(`${link} ${sdl}`);
    const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
    return { name, sdl, typeDefs, schema, execute: executeOn(schema), works: {} };
  };
  const patients = slice(
    'patients',
    `type Query { patient(id: ID!): Patient } type Patient @key(fields: "id") { id: ID! familyName: String givenName: String dateOfBirth: String purview: String @inaccessible }`,
    {
      Query: { patient: () => patient },
      Patient: {
        __resolveReference: () => patient,
        purview: (_: unknown, __: unknown, context: Context) =>
          sealPurview(context, {
            patient: '1' as PatientId,
            labels: ['GENERAL_HEALTH'],
            sources: [],
            masks: [],
            basis: 'CONSENT',
          }),
      },
    },
  );
  const clinical = slice(
    'clinical',
    `type Patient @key(fields: "id") { id: ID! purview: String @external observations: [Observation!] @requires(fields: "purview") } ${observationType}`,
    {
      Patient: {
        __resolveReference: (reference: object) => reference,
        observations: (seen: { id: string; purview?: string }, _: unknown, context: Context) =>
          openPurview(context, seen.id, seen.purview) === undefined ? null : observations,
      },
    },
  );
  const { supergraphSdl, errors } = composeServices(
    [patients, clinical].map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.invalid` })),
  );
  if (supergraphSdl === undefined) throw new Error('The benchmark’s slices do not compose.', { cause: errors });
  const parts = { clock: systemClock, keys };
  const executors = { patients: inProcess(patients, parts), clinical: inProcess(clinical, parts) };
  return federated(supergraphSdl, executors as Partial<Executors> as Executors, {
    Query: { patient: ['customer.fhir'] },
  });
};

/** Rounds in turn, so that a busy moment of the machine meets all three; the best round of each counts. */
export const gatewayOverhead = async (): Promise<Figures[]> => {
  const { schema, operate } = gateway();
  const answers = [
    ['gateway-plain', executing(plain())],
    ['gateway-stitched', executing(schema)],
    ['gateway-planned', (context) => operate({ document: query, variables: {}, context })],
  ] as const satisfies readonly (readonly [string, Answer])[];
  const best = new Map<string, { ms: number; cpu: number }>();
  for (let round = 0; round < 8; round++)
    for (const [name, answer] of answers) {
      const { ms, cpu } = await timed(answer, round === 0 ? 200 : 1_000);
      const before = best.get(name);
      // The first round warms up.
      if (round > 0 && (before === undefined || ms < before.ms)) best.set(name, { ms, cpu });
    }
  const baseline = best.get('gateway-plain')?.ms ?? 0;
  return [...best].map(([name, { ms, cpu }]) => ({
    name,
    ops_per_s: Math.round(1_000 / ms),
    p50_ms: round(ms),
    p95_ms: round(ms),
    p99_ms: round(ms),
    cpu_ms_per_op: round(cpu),
    errors: 0,
    over_plain_ms: round(ms - baseline),
  }));
};

type Answer = (context: Context) => Promise<ExecutionResult> | ExecutionResult;

const executing =
  (schema: GraphQLSchema): Answer =>
  (contextValue) =>
    execute({ schema, document: query, contextValue });

const timed = async (answer: Answer, times: number): Promise<{ ms: number; cpu: number }> => {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  for (let n = 0; n < times; n++) {
    // The shield keeps its memory on the context: a fresh one each time, as for each request.
    const result = await answer(contextOf(call, { clock: systemClock, keys }));
    if (n === 0) check(result);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: (performance.now() - started) / times, cpu: (user + system) / 1_000 / times };
};

const check = ({ data, errors }: { data?: unknown; errors?: readonly Error[] }): void => {
  const found = (data as { patient?: { observations?: unknown[] } } | null | undefined)?.patient?.observations?.length;
  if (found !== observations.length) throw errors?.[0] ?? new Error('The benchmark’s query was not answered.');
};

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
