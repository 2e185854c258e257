import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDocument } from '../../test/clinical-inputs.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { contentHash, documentReferenceOf, projectDocument, refuseDocument } from './document.rules.ts';

const place = {
  id: '000000000000400080000000000000a1.0000000000001',
  patient: '00000000-0000-4000-8000-0000000000a1',
  organisation: '00000000-0000-4000-8000-000000000001',
};
const content = {
  contentType: 'application/pdf',
  size: 23,
  sha1: 'qUqP5cyxm6YcTAhz05Hph5gvu9M=',
  sha256: 'ab'.repeat(32),
};
const item = (resource: object) => ({
  id: place.id,
  version: 1,
  text: JSON.stringify(resource),
  label: 'UNSET' as const,
});

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const documents = fc
  .record(
    {
      externalId: word,
      type: fc.record({ code: fc.stringMatching(/^[A-Z]{2,3}$/), display: word }),
      title: word,
      filename: word,
      author: word,
      specialty: fc.stringMatching(/^\d{3}$/),
      writtenAt: fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    },
    { requiredKeys: ['externalId', 'type', 'title', 'writtenAt'] },
  )
  .map((document) => aDocument(document));

describe('A document as FHIR', () => {
  it('is valid R4, whatever the sender says of it', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(faultsInR4(JSON.parse(JSON.stringify(documentReferenceOf(document, content, place))))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('reads back as what was put in', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(projectDocument(item(documentReferenceOf(document, content, place)), false)).toEqual({
          id: place.id,
          version: 1,
          externalId: document.externalId,
          type: document.type,
          title: document.title,
          author: document.author,
          writtenAt: document.writtenAt,
          contentType: content.contentType,
          size: content.size,
          sha256: content.sha256,
        });
      }),
    );
  });

  it('leads to its bytes under its own id', () => {
    expect(documentReferenceOf(aDocument(), content, place)).toMatchObject({
      content: [{ attachment: { url: `Binary/${place.id}`, size: 23, hash: content.sha1 } }],
    });
    expect(contentHash(JSON.stringify(documentReferenceOf(aDocument(), content, place)))).toBe(content.sha256);
  });

  it('shows its title and date, but nothing of its content, while it is closed', () => {
    const view = projectDocument(item(documentReferenceOf(aDocument(), content, place)), true);
    expect(view).toMatchObject({ title: 'Clinic letter', writtenAt: aDocument().writtenAt });
    expect(JSON.stringify(view)).not.toContain(content.sha256);
  });

  it('is shown although others wrote it with next to nothing', () => {
    expect(
      projectDocument(item({ resourceType: 'DocumentReference', status: 'current', content: [] }), false),
    ).toMatchObject({ title: 'Document' });
  });

  it.each([
    ['without a number of its own', aDocument({ externalId: '' }), 'externalId'],
    ['without a title', aDocument({ title: '  ' }), 'title'],
    ['without a type that says anything', aDocument({ type: {} }), 'type'],
    ['with a control character in its author', aDocument({ author: 'Dr\u0001 Who' }), 'author'],
  ])('is refused %s', (_case, document, field) => {
    expect(refuseDocument(document)).toMatchObject({ kind: 'invalid', field });
  });
});
