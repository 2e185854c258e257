import { describe, expect, it } from 'vitest';
import { relativeIn } from './reference.ts';

describe('the text with references by its own URL as relative ones', () => {
  const base = 'http://hub.example/fhir/customer/riverside';

  it.each([
    [`{"reference":"${base}/Patient/1"}`, '{"reference":"Patient/1"}'],
    [`{"reference" : "${base}/Patient/1"}`, '{"reference" : "Patient/1"}'],
    [`{"reference":"${base.replaceAll('/', '\\/')}\\/Patient\\/1"}`, '{"reference":"Patient/1"}'],
    [`{"reference":"${base}/Patient/\\"1"}`, '{"reference":"Patient/\\"1"}'],
    [
      `[{"reference":"${base}/Patient/1"},{"reference":"${base}/Patient/2"}]`,
      '[{"reference":"Patient/1"},{"reference":"Patient/2"}]',
    ],
  ])('%s is %s', (text, relative) => {
    expect(relativeIn(text, base)).toBe(relative);
  });

  it.each([
    '{"reference":"Patient/1","value":1.00}',
    `{"reference":"${base}-2/Patient/1"}`,
    `{"reference":"${base}"}`,
    `{"url":"${base}/Patient/1"}`,
    `{"text":"\\"reference\\":\\"${base}/Patient/1\\""}`,
    '{"reference":"http:\\/\\/elsewhere.example\\/riverside\\/Patient\\/1"}',
  ])('%s stays as it is', (text) => {
    expect(relativeIn(text, base)).toBe(text);
  });
});
