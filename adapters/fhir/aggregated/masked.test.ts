import { describe, expect, it } from 'vitest';
import { faultsInR4 } from '../../../test/valid-r4.ts';
import { maskedText } from './masked.ts';
import { servedRecords } from './served.ts';

const item = { id: '9f2c.1', version: 2, lastUpdated: '2026-01-01T12:00:00.000Z', resource: null };

describe('a masked resource', () => {
  it.each(servedRecords.map(({ type }) => type))(
    'of type %s says that it is there, and that it says no more',
    (type) => {
      const resource = JSON.parse(maskedText(type, item)) as { meta: { security: unknown; tag: unknown } };
      expect(resource).toMatchObject({
        resourceType: type,
        id: item.id,
        meta: {
          versionId: '2',
          lastUpdated: item.lastUpdated,
          security: [{ code: 'MASKED' }],
          tag: [{ code: 'SUBSETTED' }],
        },
      });
    },
  );

  it('says why what FHIR requires is missing', () => {
    const reason = {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
    };
    expect(JSON.parse(maskedText('Observation', item))).toMatchObject({ _status: reason, code: reason });
  });

  it.each(servedRecords.map(({ type }) => type))('of type %s is valid R4', (type) => {
    expect(faultsInR4(JSON.parse(maskedText(type, item)))).toEqual([]);
  });
});
