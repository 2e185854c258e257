import { describe, expect, it } from 'vitest';
import { isIssue } from '../issue.ts';
import { convertText } from './text.ts';

const converted = (text: string): string => {
  const result = convertText('STU3', text);
  return isIssue(result) ? result.diagnostics : result.text;
};

describe('the text of a resource', () => {
  it.each(['1.50', '1e3', '0.10', '-0', '12345678901234567890', '0.0000001', '6.30', '0.1'])(
    'keeps a number as it was written: %s',
    (number) => {
      const text = `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":${number}},"context":{"reference":"Encounter/1"}}`;
      expect(converted(text)).toBe(text.replace('context', 'encounter'));
    },
  );

  it('is refused where it is no object in JSON', () => {
    expect(converted('{"resourceType":')).toContain('line 1');
    expect(converted('[1.0]')).toBe('A resource is an object in JSON.');
  });
});
