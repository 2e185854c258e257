import { describe, expect, it } from 'vitest';
import { relativeCanonicals, withCanonicals } from './canonicals.ts';

const named = (text: string): string => withCanonicals(text, ({ name }) => `http://here/${name}`);

describe('a canonical that is relative', () => {
  it('is found, and named otherwise, alone and in a list, with its version', () => {
    const text =
      '{"questionnaire" : "Questionnaire/a|2","x":1.00,"instantiatesCanonical":["PlanDefinition/b", "http://c"]}';
    expect(relativeCanonicals(text)).toEqual([
      { member: 'questionnaire', name: 'Questionnaire/a|2' },
      { member: 'instantiatesCanonical', name: 'PlanDefinition/b' },
    ]);
    expect(named(text)).toBe(
      '{"questionnaire" : "http://here/Questionnaire/a|2","x":1.00,"instantiatesCanonical":["http://here/PlanDefinition/b", "http://c"]}',
    );
  });

  it.each([
    ['an absolute one', '{"questionnaire":"http://example.org/Questionnaire/a"}'],
    ['a contained one', '{"questionnaire":"#a"}'],
    ['a URN', '{"questionnaire":"urn:uuid:0b2b6b0e-0000-4000-8000-000000000000"}'],
    ['what only looks like it within a text', String.raw`{"note":"\"questionnaire\":\"Questionnaire/a\""}`],
    ['an object of that name', '{"questionnaire":{"reference":"Questionnaire/a"}}'],
  ])('is not %s', (_what, text) => {
    expect(relativeCanonicals(text)).toEqual([]);
    expect(named(text)).toBe(text);
  });
});
