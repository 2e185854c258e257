import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSearchset } from './bundle.ts';

const timestamp = '2026-01-01T12:00:00.000Z';
const self = { relation: 'self' as const, url: 'http://x/Observation?subject=Patient/1' };

describe('a searchset', () => {
  it('carries any resources as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (resources) => {
        const entries = resources.map((resource) => ({ resource: JSON.stringify(resource), mode: 'match' as const }));
        const read = JSON.parse(writeSearchset({ timestamp, links: [self], entries })) as {
          entry?: { resource: unknown }[];
        };
        expect((read.entry ?? []).map(({ resource }) => resource)).toEqual(
          resources.map((resource) => JSON.parse(JSON.stringify(resource)) as unknown),
        );
      }),
    );
  });

  it('keeps a decimal as it was written', () => {
    const entries = [{ resource: '{"value":1.00}', mode: 'match' as const }];
    expect(writeSearchset({ timestamp, links: [self], entries })).toContain('{"value":1.00}');
  });

  it('has no entry element where it has no entries, for FHIR knows no empty arrays', () => {
    expect(JSON.parse(writeSearchset({ timestamp, total: 0, links: [self], entries: [] }))).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp,
      total: 0,
      link: [self],
    });
  });

  it('says why each entry is there', () => {
    const entries = [
      { fullUrl: 'http://x/"1"', resource: '{}', mode: 'match' as const },
      { resource: '{}', mode: 'outcome' as const },
    ];
    expect(JSON.parse(writeSearchset({ timestamp, links: [self], entries }))).toHaveProperty('entry', [
      { fullUrl: 'http://x/"1"', resource: {}, search: { mode: 'match' } },
      { resource: {}, search: { mode: 'outcome' } },
    ]);
  });
});
