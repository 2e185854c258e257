import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Content } from '../../kernel/content.ts';
import { unavailable } from '../../kernel/failure.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { feedOf, person } from '../../test/calls.ts';
import { aDocument, aMessage, pdf } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, idOf, noon, patientBy, placementOf, purviewOf } from '../../test/slice.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import type { DocumentInput } from './ingest.types.ts';
import { openCodes } from '../codes/index.ts';
import { directoryBlobs, openClinical } from './index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'documents-'));
const blobs = directoryBlobs(directory, randomUUID);
const clinical = openClinical({ sql: database.sql, blobs });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(() => database.pool.query('truncate clinical.res, clinical.ver'));

const riverside = feedOf('riverside');
const hillside = feedOf('hillside');
const [alice, diaz] = [person('alice'), person('diaz')];
const placement = placementOf(riverside, 'alice', 'riverside-diabetes');
const generalOnly = { labels: ['GENERAL_HEALTH'] as const };

type Outcome = { readonly id: string; readonly outcome?: string; readonly kind?: string; readonly field?: string };
const ingest = async (document: Partial<DocumentInput> = {}, by = riverside, slice = clinical): Promise<Outcome> => {
  const input = JSON.parse(JSON.stringify(aDocument({ placement, ...document }))) as unknown;
  const query =
    'mutation ($input: DocumentInput!) { ingestDocument(input: $input) { ... on Stored { id outcome } ... on Refusal { kind message field } } }';
  const { data, errors } = await asking(slice, by).run(query, { input });
  expect(errors).toBeUndefined();
  return data?.['ingestDocument'] as Outcome;
};

it('may come as its bytes from within the process, and as their Base64 from elsewhere', async () => {
  await ingest();
  const content = new Content(pdf);
  const input = { ...aDocument({ placement }), content, writtenAt: aDocument().writtenAt.toISOString() };
  expect(await ingest({ content })).toMatchObject({ outcome: 'UNCHANGED' });
  const message = { ...input.message, sentAt: input.message.sentAt.toISOString() };
  const query = 'mutation ($input: DocumentInput!) { ingestDocument(input: $input) { ... on Stored { outcome } } }';
  const { data, errors } = await asking(clinical, riverside).run(query, { input: { ...input, message } });
  expect([data, errors]).toEqual([{ ingestDocument: { outcome: 'UNCHANGED' } }, undefined]);
});

const showAlice = <View>(
  fields: string,
  may: Parameters<typeof purviewOf>[2] = generalOnly,
  clock = fixedClock(noon),
) => asking(clinical, alice, clock).patient<View>(patientBy('alice', purviewOf(alice, 'alice', may, clock)), fields);
const contentFor = async (id: string, may: Parameters<typeof purviewOf>[2] = generalOnly, clock = fixedClock(noon)) =>
  (
    await showAlice<{ documentContent: string | null }>(
      `documentContent(documentId: ${JSON.stringify(id)})`,
      may,
      clock,
    )
  ).documentContent;

describe('A document from a feed', () => {
  it('is stored, and shown as the sender wrote it', async () => {
    expect(await ingest({ author: 'Dr Grey', filename: 'letter.pdf' })).toMatchObject({ outcome: 'CREATED' });
    expect(
      await showAlice(
        'documents { items { externalId version title author type { code display } writtenAt contentType size sha256 label visibleFrom } next }',
      ),
    ).toEqual({
      documents: {
        items: [
          {
            externalId: 'DOC-1',
            version: 1,
            title: 'Clinic letter',
            author: 'Dr Grey',
            type: { code: 'CL', display: 'Clinic letter' },
            writtenAt: '2026-05-01T08:00:00.000Z',
            contentType: 'application/pdf',
            size: pdf.length,
            sha256: createHash('sha256').update(pdf).digest('hex'),
            label: 'GENERAL_HEALTH',
            visibleFrom: null,
          },
        ],
        next: null,
      },
    });
  });

  it('gives its bytes back under its id', async () => {
    const { id } = await ingest();
    expect(await contentFor(id)).toBe(pdf.toString('base64'));
  });

  it('is valid R4 that leads to its bytes by its own id', async () => {
    const { id } = await ingest();
    const { record } = await showAlice<{ record: { resource: string } }>(
      `record(type: "DocumentReference", id: "${id}") { resource }`,
    );
    const resource: unknown = JSON.parse(record.resource);
    expect(faultsInR4(resource)).toEqual([]);
    expect(resource).toMatchObject({
      id,
      subject: { reference: `Patient/${idOf('alice')}` },
      content: [
        {
          attachment: { url: `Binary/${id}`, size: pdf.length, hash: createHash('sha1').update(pdf).digest('base64') },
        },
      ],
    });
  });

  it('replaces all of an earlier one with the same number', async () => {
    const { id } = await ingest({ author: 'Dr Grey' });
    const content = Buffer.from('%PDF-1.7 second').toString('base64');
    expect(await ingest({ message: aMessage('2026-05-02T09:00:00Z'), content })).toEqual({ id, outcome: 'UPDATED' });
    expect(await showAlice('documents { items { version author } }')).toEqual({
      documents: { items: [{ version: 2, author: null }] },
    });
    expect(await contentFor(id)).toBe(content);
  });

  it('is the same when the same message comes again, and does not give way to an older one', async () => {
    await ingest();
    expect(await ingest()).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await ingest({ message: aMessage('2026-04-30T09:00:00Z'), title: 'Older' })).toMatchObject({
      outcome: 'STALE',
    });
    expect(await showAlice('documents { items { title version } }')).toEqual({
      documents: { items: [{ title: 'Clinic letter', version: 1 }] },
    });
  });

  it('is one document, however many connections bring it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => ingest()));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'CREATED',
      ...Array.from({ length: 15 }, () => 'UNCHANGED'),
    ]);
  });

  it('leaves alone the document of another organisation with the same number', async () => {
    await ingest({ title: 'Riverside' });
    await ingest({ title: 'Hillside', placement: placementOf(hillside, 'alice', 'hillside-community') }, hillside);
    const { documents } = await showAlice<{ documents: { items: readonly { title: string }[] } }>(
      'documents { items { title } }',
    );
    expect(documents.items.map(({ title }) => title).sort()).toEqual(['Hillside', 'Riverside']);
  });

  it('shows title and date before its time, and keeps its content closed', async () => {
    const { id } = await ingest({ visibleFrom: new Date('2026-06-15T09:00:00Z') });
    const may = { ...generalOnly, masks: ['DELAYED'] as const };
    const fields = `documents { items { title writtenAt visibleFrom size sha256 } } record(type: "DocumentReference", id: "${id}") { resource }`;
    expect(await showAlice(fields, may)).toEqual({
      documents: {
        items: [
          {
            title: 'Clinic letter',
            writtenAt: '2026-05-01T08:00:00.000Z',
            visibleFrom: '2026-06-15T09:00:00.000Z',
            size: null,
            sha256: null,
          },
        ],
      },
      record: { resource: null },
    });
    expect(await contentFor(id, may)).toBeNull();
    const later = fixedClock('2026-06-15T09:00:00Z');
    expect(await contentFor(id, may, later)).toBe(pdf.toString('base64'));
    const ask = `documentContent(documentId: "${id}")`;
    expect(
      await asking(clinical, diaz).patient(patientBy('alice', purviewOf(diaz, 'alice', generalOnly)), ask),
    ).toEqual({ documentContent: pdf.toString('base64') });
  });

  it('gives its bytes to nobody who may not see it', async () => {
    const { id } = await ingest({ specialty: '360' });
    expect(await contentFor(id)).toBeNull();
    expect(await contentFor(id, { labels: ['SEXUAL_HEALTH'] })).toBe(pdf.toString('base64'));
    const ofBob = patientBy('bob', purviewOf(alice, 'bob', { labels: ['SEXUAL_HEALTH'] }));
    expect(await asking(clinical, alice).patient(ofBob, `documentContent(documentId: "${id}")`)).toEqual({
      documentContent: null,
    });
  });

  it('gives no bytes for a hash or a path instead of an id', async () => {
    await ingest();
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect([await contentFor(sha256), await contentFor(`../${sha256}`), await contentFor('')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('says that its bytes cannot be had when they are damaged', async () => {
    const { id } = await ingest({ content: Buffer.from('%PDF-1.7 to be damaged').toString('base64') });
    const sha256 = createHash('sha256').update('%PDF-1.7 to be damaged').digest('hex');
    await writeFile(join(directory, sha256.slice(0, 2), sha256), 'damaged');
    const { data, errors } = await asking(clinical, alice).entities(
      [patientBy('alice', purviewOf(alice, 'alice', generalOnly))],
      `documentContent(documentId: "${id}")`,
    );
    expect(data?.['_entities']).toEqual([{ documentContent: null }]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect(JSON.stringify(errors)).not.toContain(directory);
  });
});

describe('A document is refused', () => {
  const documents = () => showAlice('documents { items { id } }');

  it.each<[string, Partial<DocumentInput>, string]>([
    ['without content', { content: '' }, 'content'],
    ['with content that is no Base64', { content: 'not base64!' }, 'content'],
    ['with content of another type', { contentType: 'image/png' }, 'content'],
    ['of a type that is not taken', { contentType: 'application/zip' }, 'contentType'],
    ['without a title', { title: '' }, 'title'],
  ])('%s, and nothing of it is kept', async (_case, document, field) => {
    const before = await readdir(directory);
    expect(await ingest(document)).toMatchObject({ kind: 'INVALID', field });
    expect(await documents()).toEqual({ documents: { items: [] } });
    expect(await readdir(directory)).toEqual(before);
  });

  it('where its number is that of another patient’s', async () => {
    await ingest();
    expect(await ingest({ placement: placementOf(riverside, 'bob', 'riverside-diabetes') })).toMatchObject({
      kind: 'CONFLICT',
      field: 'externalId',
    });
  });

  it('with the placement of another feed', async () => {
    expect(await ingest({}, hillside)).toMatchObject({ kind: 'FORBIDDEN', field: 'placement' });
    expect(await documents()).toEqual({ documents: { items: [] } });
  });

  it('for now, where its bytes cannot be stored', async () => {
    const full = { ...blobs, put: () => Promise.resolve(unavailable('The disk is full.')) };
    expect(await ingest({}, riverside, openClinical({ sql: database.sql, blobs: full }))).toMatchObject({
      kind: 'UNAVAILABLE',
    });
    expect(await documents()).toEqual({ documents: { items: [] } });
  });
});

describe('The bytes of a document', () => {
  it('are durable before the document that names them is stored', async () => {
    const order: string[] = [];
    const sql = {
      ...database.sql,
      query: <Row>(name: string, text: string, values: readonly unknown[]) => {
        order.push('row');
        return database.sql.query<Row>(name, text, values);
      },
    };
    const watched = {
      ...blobs,
      put: async (content: Buffer) => {
        const sha256 = await blobs.put(content);
        order.push('bytes');
        return sha256;
      },
    };
    await ingest({}, riverside, openClinical({ sql, blobs: watched, codes: openCodes(database) }));
    expect(order).toEqual(['bytes', 'row']);
  });
});
