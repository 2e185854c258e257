import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, noon } from '../../../test/slice.ts';
import { openPatients } from '../index.ts';

// Carers in conversations of whom they care for.

const database = await testDatabase();
const prisma = prismaOn(database.url);
const slice = openPatients({ sql: database.sql, newId: uuid7 });
const [alice, carol] = [person('alice'), person('carol')];
const patientId = patients.alice.id;
const teamId = teams['riverside-diabetes'].id;
const apptly: Principal = {
  kind: 'team',
  integration: 'tethered.rest',
  client: 'apptly',
  partner: 'apptly',
  organisation: organisations.riverside.id as OrganisationId,
  team: teamId as TeamId,
};
const all = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'];

beforeEach(async () => {
  await database.pool.query('truncate patients.conversation cascade');
  await seedPatients(prisma);
  await share(all);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
const share = (labels: readonly string[]): Promise<unknown> =>
  prisma.consent.update({
    where: { patientId_granteeId: { patientId, granteeId: people.carol.id } },
    data: { labels: [...labels] },
  });

type Message = {
  readonly id: string;
  readonly conversationId: string;
  readonly side: string;
  readonly author: string | null;
  readonly status: string;
  readonly firstReadAt: string | null;
  readonly version: number;
  readonly kind?: string;
};
const fields = '... on ConversationMessage { id conversationId side author status firstReadAt version content }';
const done = async (by: Principal, call: string): Promise<Message> => {
  const source = `mutation { done: ${call} { ${fields} ... on Refusal { kind field } } }`;
  const { data, errors } = await asking(slice, by, fixedClock(noon)).run(source, {});
  expect(errors).toBeUndefined();
  return data?.['done'] as Message;
};
const write = (by: Principal, more: string): Promise<Message> =>
  done(by, `writeMessage(input: { patientId: "${patientId}", content: "How much?", ${more} })`);
const begin = (by: Principal, more = ''): Promise<Message> =>
  write(by, `teamId: "${teamId}", subject: "Insulin" ${more}`);
const read = (by: Principal, { id }: Message): Promise<Message> => done(by, `readMessage(messageId: "${id}")`);
const seen = async (by: Principal, more = ''): Promise<readonly Message[]> => {
  const source = `{ patient(id: "${patientId}") { messages(first: 50 ${more}) { items { id side author status firstReadAt } } } }`;
  const { data } = await asking(slice, by, fixedClock(noon)).run(source, {});
  return (data?.['patient'] as { readonly messages: { readonly items: readonly Message[] } }).messages.items;
};

describe('A carer with whom everything is shared', () => {
  it('writes for the patient, by her own name, and is answered', async () => {
    const first = await begin(carol);
    expect(first).toMatchObject({ side: 'PATIENT', author: people.carol.name, status: 'SENT' });
    await write(apptly, `conversationId: "${first.conversationId}"`);
    expect(await seen(alice)).toMatchObject([{ author: people.carol.name }, { side: 'TEAM', status: 'UNREAD' }]);
    expect(await seen(carol)).toEqual(await seen(alice));
    expect(await write(carol, `conversationId: "${first.conversationId}"`)).toMatchObject({ side: 'PATIENT' });
    expect(await seen(apptly)).toHaveLength(3);
  });

  it('opens what a team has written, and it is still the patient who has not read it', async () => {
    const message = await begin(apptly);
    expect(await read(carol, message)).toMatchObject({ status: 'UNREAD', firstReadAt: null });
    expect(await read(alice, message)).toMatchObject({ status: 'READ', firstReadAt: '2026-06-01T12:00:00.000Z' });
  });

  it('keeps her drafts to herself, and sees none of the patient', async () => {
    const own = await begin(carol, ', draft: true');
    const hers = await begin(alice, ', draft: true');
    expect((await seen(carol, ', drafts: true')).map(({ id }) => id)).toEqual([own.id]);
    expect((await seen(alice, ', drafts: true')).map(({ id }) => id)).toEqual([hers.id]);
    const send = (by: Principal, { id }: Message) =>
      done(by, `changeDraft(input: { messageId: "${id}", version: 1, send: true })`);
    expect(await send(carol, hers)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await send(carol, own)).toMatchObject({ status: 'SENT' });
  });

  it('neither sees nor writes any more, once a label is taken from her', async () => {
    const { conversationId, id } = await begin(carol);
    await share(all.slice(1));
    expect(await seen(carol)).toEqual([]);
    expect(await write(carol, `conversationId: "${conversationId}"`)).toMatchObject({ kind: 'FORBIDDEN' });
    expect(await begin(carol)).toEqual({ kind: 'FORBIDDEN', field: 'patientId' });
    expect(await read(carol, { id } as Message)).toMatchObject({ kind: 'NOT_FOUND' });
    await prisma.consent.delete({ where: { patientId_granteeId: { patientId, granteeId: people.carol.id } } });
    expect(await begin(carol)).toEqual({ kind: 'NOT_FOUND', field: 'patientId' });
  });
});
