import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import { operation, type Operation } from '../operation.ts';
import { isProblem, notFound, Problem } from '../problem.ts';
import { address, id, pageOf, paging, patientId, when } from '../schemas.ts';

const team = z
  .strictObject({ id, name: z.string(), organisationId: id, organisation: z.string() })
  .meta({ id: 'OwnTeam', description: 'A team as which the token acts.' });

const self = z
  .strictObject({
    client: z.string().describe('The client that the token was given to.'),
    personId: id.nullable(),
    name: z.string().nullable(),
    patientId: id.nullable().describe('The person’s own record.'),
    organisationId: id.nullable(),
    teams: z.array(team).describe('As whose professional the token acts.'),
    coordinates: z.array(team),
  })
  .meta({ id: 'Self', description: 'Who asks, and as what.' });

const genders = z.enum(['FEMALE', 'MALE', 'INDETERMINATE', 'UNKNOWN']);

const user = z
  .strictObject({
    id,
    version: z.int(),
    lastUpdated: when,
    title: z.string().nullable(),
    givenName: z.string().nullable(),
    middleNames: z.string().nullable(),
    familyName: z.string().nullable(),
    gender: genders,
    language: z.string().nullable(),
    dateOfBirth: z.string().nullable(),
    deceased: z.boolean(),
    phone: z.string().nullable(),
    emails: z.array(z.string()),
    status: z.enum(['UNREGISTERED', 'INVITED', 'REGISTERED']),
    identifiers: z.array(z.strictObject({ system: z.string(), value: z.string() })),
    address,
  })
  .meta({ id: 'User', description: 'A patient: who that is, and how to reach them.' });

const everybody = ['PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE'] as const;

export const users: readonly Operation[] = [
  operation({
    id: 'readSelf',
    method: 'GET',
    path: '/users/self',
    tag: 'Users',
    summary: 'Who am I, and as what do I act?',
    scopes: everybody,
    says: { status: 200, description: 'Who the token acts as.', body: self },
    answer: async ({ ask }) => {
      const data = await ask(documents.RestSelfDocument, {});
      return isProblem(data) ? data : { body: data.self };
    },
  }),
  operation({
    id: 'listUsers',
    method: 'GET',
    path: '/users',
    tag: 'Users',
    summary: 'The patients whose records the token may see',
    description:
      'Of a person: their own record, and those of people they care for, or of their teams. With `identifier` those who have it.',
    scopes: everybody,
    query: {
      ...paging,
      identifier: z
        .string()
        .max(500)
        .regex(/^[^|]+\|.+$/, 'This is a system, a bar and a value')
        .optional()
        .describe('`system|value`, as in `https://fhir.nhs.uk/Id/nhs-number|9434765919`.'),
    },
    says: { status: 200, description: 'A page of patients.', body: pageOf(user) },
    answer: async ({ ask, query: { after, limit, identifier } }) => {
      const page = { first: limit, after: after ?? null };
      const data =
        identifier === undefined
          ? await ask(documents.RestPatientsDocument, page)
          : await ask(documents.RestPatientsByIdentifierDocument, { ...page, identifiers: [identifierIn(identifier)] });
      return isProblem(data) ? data : { body: pageIn(data.patients), next: data.patients.next };
    },
  }),
  operation({
    id: 'readUser',
    method: 'GET',
    path: '/users/{patientId}',
    tag: 'Users',
    summary: 'The demographics of one patient',
    scopes: everybody,
    params: { patientId },
    says: { status: 200, description: 'The patient.', body: user, tagged: true },
    answer: async ({ ask, path }) => {
      const { patientId: patient } = path;
      const data = await ask(documents.RestUserDocument, { patient });
      if (isProblem(data)) return data;
      return data.patient === null ? notFound : { body: data.patient, version: data.patient.version };
    },
  }),
  operation({
    id: 'listTeams',
    method: 'GET',
    path: '/teams/self',
    tag: 'Teams',
    summary: 'The teams as which the token acts',
    scopes: ['CLINICIAN', 'TEAMCOORD', 'SITE'],
    says: {
      status: 200,
      description: 'The teams.',
      body: z.strictObject({ items: z.array(team), coordinates: z.array(team) }),
    },
    answer: async ({ ask }) => {
      const data = await ask(documents.RestSelfDocument, {});
      return isProblem(data) ? data : { body: { items: data.self.teams, coordinates: data.self.coordinates } };
    },
  }),
  operation({
    id: 'listPatientsOfTeam',
    method: 'GET',
    path: '/teams/{teamId}/patients',
    tag: 'Teams',
    summary: 'The patients whom a team of mine sees',
    scopes: ['CLINICIAN', 'SITE'],
    params: { teamId: id },
    query: paging,
    says: { status: 200, description: 'A page of patients.', body: pageOf(user) },
    answer: async ({ ask, path, query: { after, limit } }) => {
      const page = { team: path.teamId, first: limit, after: after ?? null };
      const data = await ask(documents.RestPatientsOfTeamDocument, page);
      return isProblem(data) ? data : { body: pageIn(data.patients), next: data.patients.next };
    },
  }),
];

const identifierIn = (text: string) => {
  const bar = text.indexOf('|');
  return { system: text.slice(0, bar), value: text.slice(bar + 1) };
};

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const pageIn = <Item>({ items, next }: Page<Item>): Page<Item> => ({ items, next });

/** For what only makes sense to somebody with a record of their own. */
export const noOwnRecord = new Problem('not_found', 'Nobody who has a record of their own has given this token.');
