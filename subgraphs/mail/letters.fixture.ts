import { graphql } from 'graphql';
import { afterAll, beforeEach } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId, type PatientId, type TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, teams } from '../../prisma/demo.ts';
import { callOf, feedOf, person } from '../../test/calls.ts';
import { testDatabase } from '../../test/database.ts';
import { permitOf } from '../../test/slice.ts';
import { labels } from '../kit/label.ts';
import { sealPlacement, type Placement } from '../kit/placement.ts';
import { sealPurview, type Purview } from '../kit/purview.ts';
import { openMail } from './index.ts';

export const noon = new Date('2026-06-01T12:00:00Z');
export const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);
export const aliceId = patients.alice.id as PatientId;
export const bobId = patients.bob.id as PatientId;

export type Outcome = {
  readonly id?: string;
  readonly outcome?: string;
  readonly kind?: string;
  readonly field?: string;
};

export type Publishing = {
  readonly by?: Principal;
  readonly placement?: string;
  readonly placed?: Partial<Placement>;
  readonly sentAt?: string;
  readonly controlId?: string;
} & Record<string, unknown>;

type Letter = {
  readonly id: string;
  readonly externalId: string;
  readonly title: string | null;
  readonly state: string;
  readonly firstReadAt: string | null;
} & Record<string, unknown>;

export type Page = { readonly items: readonly Letter[]; readonly next: string | null };

type Looking = {
  readonly by?: Principal;
  readonly sight?: Partial<Purview>;
  readonly first?: number;
  readonly after?: string | null;
};

type Opened = Partial<Letter> & { readonly kind?: string };

export const everything: Purview['labels'] = [...labels, 'UNSET'];

const letter = 'id documentId externalId title documentType state publishedAt firstReadAt label visibleFrom';

/** For tests: the slice on a database of the test file's own, at noon and without a letter before each test. */
export const openLetters = async () => {
  const database = await testDatabase();
  const clock = fixedClock(noon);
  const queries: string[] = [];
  const watched = {
    ...database.sql,
    query: <Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
      queries.push(name);
      return database.sql.query<Row>(name, text, values);
    },
  };
  const { schema } = openMail({ sql: watched, newId: uuid7 });
  afterAll(database.drop);
  beforeEach(async () => {
    await database.pool.query('truncate mail.letter cascade');
    clock.set(noon);
  });

  const ask = async <Data>(by: Principal, source: string, variableValues: Record<string, unknown>): Promise<Data> => {
    const result = await graphql({ schema, source, variableValues, contextValue: callOf(by, clock) });
    for (const error of result.errors ?? []) throw error;
    return JSON.parse(JSON.stringify(result.data)) as Data;
  };

  const placementFor = (by: Principal, more: Partial<Placement> = {}): string =>
    sealPlacement(callOf(by, clock), {
      patient: aliceId,
      organisation: organisations.riverside.id as OrganisationId,
      team: teams['riverside-diabetes'].id as TeamId,
      ...more,
    });

  const publish = async ({
    by = feedOf('riverside'),
    placement,
    placed,
    sentAt = '2026-06-01T09:00:00Z',
    controlId = 'c1',
    ...more
  }: Publishing = {}): Promise<Outcome> => {
    const source = `mutation ($input: PublishLetterInput!) { publishLetter(input: $input) {
      ... on Stored { id outcome } ... on Refusal { kind field } } }`;
    const input = {
      placement: placement ?? placementFor(by, placed),
      message: { id: uuid7(), sentAt, controlId },
      externalId: 'letter-1',
      documentId: 'document-1',
      title: 'Clinic letter',
      ...more,
    };
    return (await ask<{ publishLetter: Outcome }>(by, source, { input })).publishLetter;
  };

  const purviewFor = (by: Principal, more: Partial<Purview> = {}): string =>
    sealPurview(callOf(by, clock), {
      patient: aliceId,
      labels: everything,
      sources: [],
      masks: [],
      basis: 'SELF',
      ...more,
    });

  /** The letters of several patients, as the gateway asks for them. */
  const pages = async (
    by: Principal,
    representations: readonly object[],
    { first = 20, after = null as string | null } = {},
  ) => {
    const source = `query ($representations: [_Any!]!, $first: Int!, $after: String) { _entities(representations: $representations) {
      ... on Patient { letters(first: $first, after: $after) { items { ${letter} } next } } } }`;
    const variables = {
      representations: representations.map((one) => ({ __typename: 'Patient', ...one })),
      first,
      after,
    };
    const { _entities } = await ask<{ _entities: { letters: Page | null }[] }>(by, source, variables);
    return _entities.map(({ letters }) => letters);
  };

  const letters = async ({ by = person('alice'), sight = {}, ...page }: Looking = {}): Promise<Page> => {
    const [found] = await pages(by, [{ id: sight.patient ?? aliceId, purview: purviewFor(by, sight) }], page);
    if (!found) throw new Error('There is no purview.');
    return found;
  };

  const open = async (
    letterId = '',
    {
      by = person('alice'),
      permit = permitOf(by, 'alice', { isSelf: by.kind === 'person' && by.patient === aliceId }, clock),
    }: { by?: Principal; permit?: string } = {},
  ): Promise<Opened> => {
    const source = `mutation ($input: OpenLetterInput!) { openLetter(input: $input) { ... on Letter { ${letter} } ... on Refusal { kind } } }`;
    return (await ask<{ openLetter: Opened }>(by, source, { input: { permit, letterId } })).openLetter;
  };

  return { database, clock, queries, ask, placementFor, purviewFor, publish, pages, letters, open };
};
