import { graphql } from 'graphql';
import { fixedClock, type Clock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import type { Principal } from '../kernel/principal.ts';
import { unseal } from '../kernel/seal.ts';
import { organisations } from '../prisma/demo.ts';
import { seedPatients } from '../prisma/seed-patients.ts';
import { callOf, feedOf, testKeys } from './calls.ts';
import { prismaOn } from './clients.ts';
import { testDatabase } from './database.ts';
import type { Purview } from '../subgraphs/kit/purview.ts';
import { openPatients } from '../subgraphs/patients/index.ts';

type Identifier = { readonly value: string; readonly authority: string; readonly typeCode: string };

export const nhs = (value: string): Identifier => ({ value, authority: 'NHS', typeCode: 'NH' });
export const riversideNumber = (value: string): Identifier => ({ value, authority: 'RVS', typeCode: 'MR' });
export const hillsideNumber = (value: string): Identifier => ({ value, authority: 'HLS', typeCode: 'MR' });

export const why = 'The same person, registered twice at the front desk.';
export const at = (time: string): Clock => fixedClock(`${time.includes('T') ? time : `2026-06-01T${time}`}Z`);

export type MergeAnswer = {
  readonly id?: string;
  readonly survivorId?: string;
  readonly mergedId?: string;
  readonly by?: string;
  readonly note?: string;
  readonly reversedAt?: string | null;
  readonly reversibleUntil?: string;
  readonly kind?: string;
  readonly field?: string;
  readonly message?: string;
};

const merge = `... on RecordMerge { id survivorId mergedId by note reversedAt reversibleUntil } ... on Refusal { kind field message }`;

/** A database with the demo world, and the slice asked as each of its people. */
export const mergeWorld = async () => {
  const database = await testDatabase();
  const prisma = prismaOn(database.url);
  await seedPatients(prisma);
  const { schema } = openPatients({ sql: database.sql, newId: uuid7 });

  const ask = async <Answer>(
    by: Principal,
    source: string,
    { clock, ...variableValues }: Record<string, unknown> & { readonly clock?: Clock | undefined } = {},
  ): Promise<Answer> => {
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(by, clock) });
    if (errors?.[0] !== undefined) throw errors[0];
    return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
  };

  let messages = 0;
  const message = (sentAt = '2026-05-01T10:00:00Z') => ({ id: uuid7(), sentAt, controlId: `m${String(++messages)}` });
  type Placed = {
    readonly patientId?: string;
    readonly placement?: string;
    readonly outcome?: string;
    readonly kind?: string;
  };
  const placed = '... on PlacedPatient { patientId outcome placement } ... on Refusal { kind message field }';

  return {
    database,
    prisma,
    ask,
    message,
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },

    /** A record of nobody who signs in, as a feed makes it. */
    newcomer: async (identifiers: readonly Identifier[], organisation: 'riverside' | 'hillside' = 'riverside') => {
      const demographics = { familyName: 'Twin', givenName: 'Tess', dateOfBirth: '1990-02-03', gender: 'FEMALE' };
      const { patientId, ...rest } = await ask<Placed>(
        feedOf(organisation),
        `mutation ($input: PatientFromFeedInput!) { answer: upsertPatientFromFeed(input: $input) { ${placed} } }`,
        { input: { message: message(), identifiers, demographics } },
      );
      if (patientId === undefined) throw new Error(JSON.stringify(rest));
      return patientId;
    },

    /** As for a message that is then done: the organisation holds the record. */
    match: async (
      identifiers: readonly Identifier[],
      organisation: 'riverside' | 'hillside' = 'riverside',
    ): Promise<Placed> => {
      const matched = await ask<Placed>(
        feedOf(organisation),
        `mutation ($input: MatchPatientInput!) { answer: matchPatientFromFeed(input: $input) { ${placed} } }`,
        { input: { message: message(), identifiers } },
      );
      const { placement } = matched;
      if (placement !== undefined)
        await ask(
          feedOf(organisation),
          'mutation ($input: LinkPatientInput!) { answer: linkPatientFromFeed(input: $input) { __typename } }',
          { input: { placement } },
        );
      return matched;
    },

    merge: (by: Principal, input: Record<string, unknown>, clock?: Clock): Promise<MergeAnswer> =>
      ask(by, `mutation ($input: MergePatientsInput!) { answer: mergePatients(input: $input) { ${merge} } }`, {
        input: { organisationId: organisations.riverside.id, note: why, ...input },
        clock,
      }),

    reverse: (by: Principal, id: string | undefined, clock?: Clock): Promise<MergeAnswer> =>
      ask(by, `mutation ($id: ID!) { answer: reverseMerge(id: $id) { ${merge} } }`, { id, clock }),

    merges: (
      by: Principal,
      asked: Record<string, unknown> = {},
    ): Promise<{ items: MergeAnswer[]; next: string | null }> =>
      ask(
        by,
        `query ($organisationId: ID!, $first: Int! = 20, $after: String) {
          answer: merges(organisationId: $organisationId, first: $first, after: $after) {
            items { id survivorId mergedId by note reversedAt reversibleUntil } next } }`,
        { organisationId: organisations.riverside.id, ...asked },
      ),

    /** What the caller may see of the record that this id leads to; undefined where nothing. */
    purview: async (by: Principal, id: string, clock?: Clock): Promise<Purview | undefined> => {
      const source = 'query ($id: ID!) { answer: patient(id: $id) { purview } }';
      const answer = await ask<{ purview: string } | null>(by, source, { id, clock });
      return answer === null ? undefined : (unseal(testKeys, 'purview', answer.purview) as Purview);
    },

    listed: async (by: Principal): Promise<string[]> =>
      (await ask<{ items: { id: string }[] }>(by, 'query { answer: patients(first: 100) { items { id } } }')).items.map(
        ({ id }) => id,
      ),

    /** Everything that the database says of these records, but for their versions and what was done about them. */
    state: async (...ids: readonly string[]) => {
      const { rows } = await database.pool.query<{ state: unknown }>(
        `select jsonb_build_object('patients', (select jsonb_agg(to_jsonb(p) - 'version' - 'last_updated' order by p.id) from patients.patient p where p.id = any($1)),
          'identifiers', (select jsonb_agg(to_jsonb(i) order by i.system, i.value) from patients.identifier i where i.patient_id = any($1)),
          'emails', (select jsonb_agg(to_jsonb(e) order by e.address) from patients.email e where e.patient_id = any($1)),
          'links', (select jsonb_agg(to_jsonb(l) order by l.patient_id, l.team_id) from patients.team_link l where l.patient_id = any($1)),
          'consents', (select jsonb_agg(to_jsonb(c) order by c.patient_id, c.grantee_id) from patients.consent c where c.patient_id = any($1)),
          'invitations', (select jsonb_agg(to_jsonb(v) order by v.id) from patients.invitation v where v.patient_id = any($1))) as state`,
        [ids],
      );
      return rows[0]?.state;
    },
  };
};
