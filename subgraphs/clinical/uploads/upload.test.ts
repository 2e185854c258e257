import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { feedOf, person, testKeys } from '../../../test/calls.ts';
import { aDocument } from '../../../test/clinical-inputs.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, patientBy, permitOf, placementOf, purviewOf } from '../../../test/slice.ts';
import { bytesBeside, directoryBlobs, openClinical } from '../index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'uploads-'));
const blobs = directoryBlobs(directory, randomUUID);
const clinical = openClinical({ sql: database.sql, blobs });
const bytes = bytesBeside({ blobs, keys: testKeys, clock: fixedClock('2026-06-01T12:00:00Z') });
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

const referenceTo = async (id: string, labels: readonly 'GENERAL_HEALTH'[]) => {
  const of = patientBy('alice', purviewOf(diaz, 'alice', { labels }));
  const found = await asking(clinical, diaz).patient(of, `documentBytes(documentId: "${id}")`);
  return (found as { readonly documentBytes: string | null }).documentBytes;
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

it('takes bytes beside the graph for an upload that has been begun, once, and gives them out by reference', async () => {
  const { upload: of = '' } = await upload('');
  expect(await bytes.take(of, Readable.from([Buffer.from('Hello'), Buffer.from(', world')]))).toBe(12);
  expect(await bytes.take(of, Readable.from([Buffer.from('again')]))).toMatchObject({ kind: 'conflict' });
  const { ids = [] } = await add(of);
  const reference = await referenceTo(ids[0] ?? '', ['GENERAL_HEALTH']);
  const given = await bytes.give(reference ?? '', { first: 2, last: 7 });
  expect(isFailure(given) ? given : await text(given)).toBe('llo, w');
});

it('gives no reference to whom a label hides the document, and takes none that it did not give', async () => {
  const { upload: of = '' } = await upload('Hello');
  const { ids = [] } = await add(of);
  expect(await referenceTo(ids[0] ?? '', [])).toBeNull();
  expect(await bytes.give(of, { first: 0, last: 1 })).toMatchObject({ kind: 'forbidden' });
  expect(await bytes.take('made up', Readable.from([]))).toMatchObject({ kind: 'forbidden' });
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

it('takes the bytes of a letter from whoever may send one there, and into no other record', async () => {
  const feed = feedOf('riverside');
  const [alices, bobs] = [
    placementOf(feed, 'alice', 'riverside-diabetes'),
    placementOf(feed, 'bob', 'riverside-diabetes'),
  ];
  const result = async (call: string, type: string, input: object): Promise<Result & { readonly id?: string }> => {
    const question = `mutation ($input: ${type}!) { result: ${call}(input: $input) {
      ... on ${call === 'uploadPart' ? 'Uploaded { upload size }' : 'Stored { id }'} ... on Refusal { kind field } } }`;
    const value = JSON.parse(JSON.stringify(input)) as unknown;
    return (await asking(clinical, feed).run(question, { input: value })).data?.['result'] as Result;
  };
  const bring = (text: string, leave: object) =>
    result('uploadPart', 'UploadPartInput', { ...leave, offset: 0, content: btoa(text) });
  const send = (placement: string, more: object) =>
    result('ingestDocument', 'DocumentInput', aDocument({ placement, contentType: 'text/plain', ...more }));

  const { upload: of = '' } = await bring('Hello', { placement: alices });
  expect(await send(bobs, { content: null, upload: of })).toMatchObject({ kind: 'FORBIDDEN', field: 'upload' });
  expect(await send(alices, { upload: of })).toMatchObject({ kind: 'INVALID', field: 'upload' });
  expect(await send(alices, { content: null })).toMatchObject({ kind: 'INVALID', field: 'content' });
  const { id = '' } = await send(alices, { content: null, upload: of });
  expect(await seen(id)).toEqual({ document: { size: 5 }, documentPart: btoa('llo') });
  expect(await bring('Hello', { placement: alices, permit: permit() })).toMatchObject({ field: 'placement' });
  expect(await bring('Hello', {})).toMatchObject({ kind: 'FORBIDDEN', field: 'permit' });
});
