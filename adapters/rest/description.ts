import { z } from 'zod';
import type { Scope } from '../../kernel/graph.ts';
import type { Operation } from './operation.ts';
import { problemStatuses } from './problem.ts';

type Json = Record<string, unknown>;

type Described = {
  readonly operations: readonly Operation[];
  readonly tags: Readonly<Record<string, string>>;
  readonly baseUrl: string;
};

/** The OpenAPI 3.1 description of these operations: made of what serves them. */
export const describe = ({ operations, tags, baseUrl }: Described): Json => {
  const schemas: Json = { Problem: problem };
  const paths: Record<string, Json> = {};
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describeOne(operation, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tributary',
      version: '2.0.0',
      summary: 'The record that its patient controls, for the products of apps and partners.',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${baseUrl}/api/v2` }],
    tags: Object.entries(tags).map(([name, words]) => ({ name, description: words })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          description: 'A User Client is let act by a person; a tethered client by a coordinator of its team (SITE).',
          flows: {
            authorizationCode: {
              authorizationUrl: `${baseUrl}/oauth/authorize`,
              tokenUrl: `${baseUrl}/oauth/token`,
              refreshUrl: `${baseUrl}/oauth/token`,
              scopes: scopeWords,
            },
          },
        },
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token that you have already.' },
      },
      responses: { Problem: problemResponse },
      headers,
    },
  };
};

const description = `Each operation asks for tokens of certain scopes: PATIENT (the person’s own record, and those they
care for), CLINICIAN (a professional’s teams), TEAMCOORD (the teams that somebody coordinates), SITE (a tethered client of
one team). What of a record is shown depends on what its patient shares; what is hidden looks as if it were not there.

Errors are \`application/problem+json\` (RFC 9457), and \`errors\` in it names the places. Lists come in pages: give \`next\`
as \`after\`, or follow the \`Link\` header. Under an \`Idempotency-Key\` a post is done once, however often it is sent.`;

const scopeWords: Readonly<Record<Scope, string>> = {
  PATIENT: 'Act as the person: their own record, and those of people they care for.',
  CLINICIAN: 'Act as a professional of the person’s teams.',
  TEAMCOORD: 'Act as a coordinator of the person’s teams.',
  SITE: 'Act as one team, to which a coordinator has tied the client.',
};

const problem: Json = {
  type: 'object',
  description: 'What went wrong. RFC 9457',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what was expected.' },
    errors: {
      type: 'array',
      description: 'The places in the request.',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          detail: { type: 'string' },
          pointer: { type: 'string', description: 'JSON Pointer into the body.' },
          parameter: { type: 'string' },
          header: { type: 'string' },
        },
      },
    },
  },
};

const problemResponse: Json = {
  description: `What went wrong: one of ${[...new Set(problemStatuses.map(([status]) => status))].join(', ')}.`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const headers: Json = {
  ETag: { description: 'The version, for If-Match and If-None-Match.', schema: { type: 'string' } },
  Link: { description: 'The page that follows, as rel="next". RFC 8288', schema: { type: 'string' } },
  RateLimit: { description: 'What is left to this token, and for how long.', schema: { type: 'string' } },
  'RateLimit-Policy': { description: 'How many requests in how many seconds.', schema: { type: 'string' } },
};

const describeOne = (operation: Operation, schemas: Json): Json => {
  const { says, scopes } = operation;
  const header = (name: string): Json => ({ [name]: { $ref: `#/components/headers/${name}` } });
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: [{ oauth: scopes }, { bearer: [] }],
    'x-scopes': scopes,
    parameters: parametersOf(operation, schemas),
    ...requestOf(operation, schemas),
    responses: {
      [says.status]: {
        description: says.description,
        headers: {
          ...header('RateLimit'),
          ...header('RateLimit-Policy'),
          ...(says.tagged === true ? header('ETag') : {}),
          ...('after' in operation.query.shape ? header('Link') : {}),
        },
        ...(says.body === undefined
          ? {}
          : { content: { 'application/json': { schema: schemaOf(says.body, 'output', schemas) } } }),
        ...(says.bytes === undefined
          ? {}
          : { content: Object.fromEntries(says.bytes.map((type) => [type, { schema: {} }])) }),
      },
      ...Object.fromEntries(statusesOf(operation).map((s) => [s, { $ref: '#/components/responses/Problem' }])),
    },
  };
};

/** What may well go wrong with it; `default` is for the rest. */
const statusesOf = ({ params, updates, once }: Operation): readonly string[] => [
  '400',
  '401',
  '403',
  ...(Object.keys(params.shape).length > 0 ? ['404'] : []),
  ...(updates === true ? ['412', '428'] : []),
  ...(once === true ? ['422'] : []),
  '429',
  'default',
];

const parametersOf = ({ params, query, updates, once, says }: Operation, schemas: Json): readonly Json[] => {
  const inPlace = (shape: Readonly<Record<string, unknown>>, place: 'path' | 'query') =>
    Object.entries(shape).map(([name, type]) => {
      const { description: words, ...schema } = schemaOf(type as z.ZodType, 'output', schemas);
      const required = place === 'path' || !(type as z.ZodType).safeParse(undefined).success;
      return { name, in: place, required, ...(words === undefined ? {} : { description: words }), schema };
    });
  const inHeader = (name: string, words: string, required: boolean): Json => ({
    name,
    in: 'header',
    required,
    description: words,
    schema: { type: 'string' },
  });
  return [
    ...inPlace(params.shape, 'path'),
    ...inPlace(query.shape, 'query'),
    ...(updates === true ? [inHeader('If-Match', 'The ETag of the version that is to change.', true)] : []),
    ...(says.tagged === true ? [inHeader('If-None-Match', 'An ETag: 304 where it is still that version.', false)] : []),
    ...(once === true ? [inHeader('Idempotency-Key', 'Sent again under the same key, it is done once.', false)] : []),
  ];
};

const requestOf = ({ body, takesBytes }: Operation, schemas: Json): Json => {
  if (takesBytes !== undefined)
    return {
      requestBody: { required: true, content: Object.fromEntries(takesBytes.map((type) => [type, { schema: {} }])) },
    };
  return body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemaOf(body, 'input', schemas) } },
        },
      };
};

/** The schema in the words of JSON Schema; what has a name of its own goes to the components. */
const schemaOf = (type: z.ZodType, io: 'input' | 'output', schemas: Json): Json => {
  const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(type, { io, target: 'draft-2020-12' }) as Json;
  for (const [name, definition] of Object.entries($defs as Json)) schemas[name] = moved(definition, io);
  return moved(schema, io) as Json;
};

/** Definitions are components, and an answer may get more members some day: whoever reads it does not mind. */
const moved = (value: unknown, io: 'input' | 'output'): unknown => {
  if (Array.isArray(value)) return value.map((member) => moved(member, io));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (name === 'additionalProperties' && member === false && io === 'output') return [];
      if (name === '$ref' && typeof member === 'string')
        return [[name, member.replace('#/$defs/', '#/components/schemas/')]];
      return name === 'id' && typeof member === 'string' ? [] : [[name, moved(member, io)]];
    }),
  );
};
