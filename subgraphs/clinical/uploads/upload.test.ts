import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { person } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, patientBy, permitOf, purviewOf } from '../../../test/slice.ts';
import { directoryBlobs, openClinical } from '../index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'uploads-'));
const clinical = openClinical({ sql: database.sql, blobs: directoryBlobs(directory, randomUUID) });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const [alice, carol, diaz] = [person('alice'), person('carol'), person('diaz')];
type Who = typeof alice;
const permit = (who: Who = alice) =>
  permitOf(who, 'alice', {
    isSelf: who === alice,
    asCarer: who === carol ? ['GENERAL_HEALTH'] : [],
    ...(who === diaz ? {} : { writer: { as: who === alice ? 'PATIENT' : 'CARER', sources: [who.user] } }),
  });

type Result = {
  readonly upload?: string;
  readonly size?: number;
  readonly ids?: readonly string[];
  readonly kind?: string;
  readonly field?: string;
};

const upload = async (text: string, { by = alice, ...more }: { by?: Who; upload?: string; offset?: number } = {}) => {
  const input = { permit: permit(by), offset: 0, content: Buffer.from(text).toString('base64'), ...more };
  const question = `mutation ($input: UploadPartInput!) { result: uploadPart(input: $input) {
    ... on Uploaded { upload size } ... on Refusal { kind field } } }`;
  return (await asking(clinical, by).run(question, { input })).data?.['result'] as Result;
};

const add = async (of: string, { by = alice, ...more }: { by?: Who; label?: string } = {}) => {
  const input = { permit: permit(by), upload: of, title: 'A note', contentType: 'text/plain', ...more };
  const question = `mutation ($input: AddDocumentInput!) { result: addDocument(input: $input) {
    ... on AddedItems { ids } ... on Refusal { kind field } } }`;
  return (await asking(clinical, by).run(question, { input })).data?.['result'] as Result;
};

const seen = async (id: string, labels: readonly 'GENERAL_HEALTH'[] = ['GENERAL_HEALTH']) => {
  const fields = `document(documentId: "${id}") { size } documentPart(documentId: "${id}", offset: 2, length: 3)`;
  return asking(clinical, diaz).patient(patientBy('alice', purviewOf(diaz, 'alice', { labels })), fields);
};

it('puts parts together in their order, and gives out any part of the whole', async () => {
  const first = await upload('Hello');
  const second = await upload(', world', { upload: first.upload ?? '', offset: 5 });
  expect(second).toEqual({ upload: first.upload, size: 12 });
  const { ids = [] } = await add(first.upload ?? '');
  expect(await seen(ids[0] ?? '')).toEqual({
    document: { size: 12 },
    documentPart: Buffer.from('llo').toString('base64'),
  });
});

it('shows neither a document nor a part of it to whom its label hides it', async () => {
  const { upload: of = '' } = await upload('Hello');
  const { ids = [] } = await add(of);
  expect(await seen(ids[0] ?? '', [])).toEqual({ document: null, documentPart: null });
});

it('takes no part that does not follow on the one before', async () => {
  const { upload: of = '' } = await upload('Hello');
  expect(await upload('again', { upload: of, offset: 4 })).toMatchObject({ kind: 'CONFLICT', field: 'offset' });
});

it('lets nobody go on with what another brings', async () => {
  const { upload: of = '' } = await upload('Hello');
  expect(await upload('!', { by: carol, upload: of, offset: 5 })).toMatchObject({ kind: 'FORBIDDEN', field: 'upload' });
  expect(await add(of, { by: carol })).toMatchObject({ kind: 'FORBIDDEN', field: 'upload' });
});

it('takes nothing from who may add nothing, nor from a carer under a label that is not shared', async () => {
  expect(await upload('Hello', { by: diaz })).toMatchObject({ kind: 'FORBIDDEN', field: 'permit' });
  const { upload: of = '' } = await upload('Hello', { by: carol });
  expect(await add(of, { by: carol, label: 'SEXUAL_HEALTH' })).toMatchObject({ kind: 'FORBIDDEN', field: 'label' });
});

it('throws away what is not what it claims to be', async () => {
  const { upload: of = '' } = await upload('a\0b');
  expect(await add(of)).toMatchObject({ kind: 'INVALID', field: 'content' });
  expect(await add(of)).toMatchObject({ kind: 'INVALID', field: 'upload' });
});
