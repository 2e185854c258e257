import { describe, expect, it } from 'vitest';
import { isUnchanged, versionHeaders } from './conditional.ts';

const version = { version: 3, lastUpdated: '2026-01-01T12:00:00.750Z' };
const given = (ifNoneMatch?: string, ifModifiedSince?: string): boolean =>
  isUnchanged(version, { ifNoneMatch, ifModifiedSince });

describe('conditional reads', () => {
  it('names a version by a weak ETag and its time', () => {
    expect(versionHeaders(version)).toEqual({ etag: 'W/"3"', 'last-modified': 'Thu, 01 Jan 2026 12:00:00 GMT' });
  });

  it('finds what it named unchanged', () => {
    const { etag, 'last-modified': lastModified } = versionHeaders(version);
    expect([given(etag), given(undefined, lastModified)]).toEqual([true, true]);
  });

  it.each([
    ['"3"', true],
    ['W/"2", W/"3"', true],
    ['*', true],
    ['W/"2"', false],
    ['W/"33"', false],
    ['3', false],
  ])('If-None-Match %s is the version we have: %s', (tags, same) => {
    expect(given(tags)).toBe(same);
  });

  it('has changed since a second earlier', () => {
    expect(given(undefined, 'Thu, 01 Jan 2026 11:59:59 GMT')).toBe(false);
  });

  it('lets If-None-Match decide where both are given', () => {
    expect(given('W/"2"', 'Thu, 01 Jan 2026 12:00:00 GMT')).toBe(false);
  });

  it('passes over a date that is none', () => {
    expect(given(undefined, 'yesterday')).toBe(false);
  });

  it('answers in full where nothing is given', () => {
    expect(given()).toBe(false);
  });
});
