import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withId, withMeta } from './resource-text.ts';

const meta = { versionId: '7', lastUpdated: '2024-03-01T10:00:00.000Z' };
const security = [{ system: 'http://labels', code: 'GENERAL_HEALTH' }];

describe('withMeta', () => {
  it('adds meta after the id and leaves every other byte alone', () => {
    expect(withMeta('{"resourceType":"Patient","id":"1", "x":1.00}', meta)).toBe(
      '{"resourceType":"Patient","id":"1","meta":{"versionId":"7","lastUpdated":"2024-03-01T10:00:00.000Z"}, "x":1.00}',
    );
  });

  it('replaces version and time, and keeps tags and profiles as they are written', () => {
    const text = '{"meta" : {"versionId":"old","tag":[ {"code":"}\\""} ],"lastUpdated":"x"},"id":"1"}';
    expect(JSON.parse(withMeta(text, meta))).toEqual({ meta: { ...meta, tag: [{ code: '}"' }] }, id: '1' });
    expect(withMeta(text, meta)).toContain('"tag":[ {"code":"}\\""} ]');
  });

  it('replaces security only where it is given', () => {
    const text = '{"meta":{"security":[{"code":"theirs"}]}}';
    expect(JSON.parse(withMeta(text, meta))).toMatchObject({ meta: { security: [{ code: 'theirs' }] } });
    expect(JSON.parse(withMeta(text, { ...meta, security }))).toEqual({ meta: { ...meta, security } });
  });
});

/** Any resource, its members in any order, written with any blanks. */
const resources = fc
  .tuple(
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.option(fc.jsonValue(), { nil: undefined }),
    fc.option(fc.dictionary(fc.constantFrom('tag', 'versionId', 'security', 'lastUpdated', 'other'), fc.jsonValue()), {
      nil: undefined,
    }),
    fc.constantFrom(undefined, 1, '\t'),
  )
  .map(([members, id, own, blanks]) => {
    const resource = { ...members, ...(id === undefined ? {} : { id }), ...(own === undefined ? {} : { meta: own }) };
    return {
      resource: JSON.parse(JSON.stringify(resource)) as Record<string, unknown>,
      text: JSON.stringify(resource, null, blanks),
    };
  });

describe('splicing into raw text', () => {
  it('is the same as parsing, setting and writing', () => {
    fc.assert(
      fc.property(resources, ({ resource, text }) => {
        expect(JSON.parse(withId(text, 'new'))).toEqual({ ...resource, id: 'new' });
        const own = (resource['meta'] ?? {}) as Record<string, unknown>;
        expect(JSON.parse(withMeta(text, { ...meta, security }))).toEqual({
          ...resource,
          meta: { ...own, ...meta, security },
        });
      }),
      { numRuns: 500 },
    );
  });
});
