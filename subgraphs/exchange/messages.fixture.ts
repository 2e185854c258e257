import { graphql } from 'graphql';
import { afterAll } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { callOf, feedOf } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { openExchange } from './index.ts';

type Schema = ReturnType<typeof openExchange>['schema'];
type Asking = { readonly by?: Principal; readonly at?: Schema };

export type Opened = {
  readonly messageId?: string;
  readonly acknowledgement?: string | null;
  readonly kind?: string;
  readonly field?: string;
};

type Closed = { readonly acknowledgement?: string; readonly kind?: string; readonly field?: string };
type Close = { state?: string; acknowledgement?: string; reason?: string; patientId?: string; addressee?: string };

type Message = {
  readonly id: string;
  readonly controlId: string;
  readonly state: string;
  readonly patient: { readonly id: string } | null;
} & Record<string, unknown>;

let controls = 0;
export const newControl = (): string => `control-${String(++controls)}`;

export const at64 = <Result>(work: (nth: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 64 }, (_, nth) => work(nth)));

/** For tests: the slice on a database of the test file's own; who asks is riverside's feed, unless it is said. */
export const openMessages = async () => {
  const database = await testDatabase();
  const prisma = prismaOn(database.url);
  const clock = fixedClock('2026-06-01T12:00:00Z');
  const parts = { sql: database.sql, prisma, newId: uuid7, clock, log: () => undefined };
  const { schema } = openExchange(parts);
  // A second process on the same database: it shares no group of writes with the first.
  const elsewhere = openExchange(parts).schema;
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  const ask = async <Data>(
    source: string,
    variableValues: Record<string, unknown>,
    { by = feedOf('riverside'), at = schema }: Asking,
  ): Promise<Data> => {
    const result = await graphql({ schema: at, source, variableValues, contextValue: callOf(by, clock) });
    for (const error of result.errors ?? []) throw error;
    return JSON.parse(JSON.stringify(result.data)) as Data;
  };

  const open = async (
    input: { controlId?: string | null; raw?: string; type?: string },
    asking: Asking = {},
  ): Promise<Opened> => {
    const source = `mutation ($input: OpenMessageInput!) { openMessage(input: $input) {
      ... on OpenedMessage { messageId acknowledgement } ... on Refusal { kind field } } }`;
    return (await ask<{ openMessage: Opened }>(source, { input: { raw: 'MSH|', ...input } }, asking)).openMessage;
  };

  const close = async (messageId: string | undefined, input: Close = {}, asking: Asking = {}): Promise<Closed> => {
    const source = `mutation ($input: CloseMessageInput!) { closeMessage(input: $input) {
      ... on ClosedMessage { acknowledgement } ... on Refusal { kind field } } }`;
    const variables = { input: { messageId, state: 'ACCEPTED', acknowledgement: 'MSA|AA', ...input } };
    return (await ask<{ closeMessage: Closed }>(source, variables, asking)).closeMessage;
  };

  const status = async (controlId: string, asking: Asking = {}): Promise<Message | null> => {
    const source = `query ($controlId: String!) { messageStatus(controlId: $controlId) {
      id controlId type receivedAt state reason acknowledgement patient { id } } }`;
    return (await ask<{ messageStatus: Message | null }>(source, { controlId }, asking)).messageStatus;
  };

  const list = async (variables: { first?: number; after?: string | null; state?: string }, asking: Asking = {}) => {
    const source = `query ($first: Int! = 20, $after: String, $state: MessageState) { messages(first: $first, after: $after, state: $state) {
      items { id controlId state } next } }`;
    return (await ask<{ messages: { items: Message[]; next: string | null } }>(source, variables, asking)).messages;
  };

  const rowsOf = (controlId: string) =>
    prisma.inboundMessage.findMany({ where: { controlId }, orderBy: { attempt: 'asc' } });

  return { database, prisma, clock, schema, elsewhere, open, close, status, list, rowsOf };
};
