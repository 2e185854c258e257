import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redirected } from './references.rules.ts';

const system = 'https://fhir.example.health/customer/riverside-r4';
const moved = (reference: string) =>
  reference.startsWith('Patient/')
    ? { reference: `Patient/new-${reference.slice(8)}` }
    : reference.startsWith('Practitioner/')
      ? { name: reference }
      : undefined;
const after = (text: string): string => redirected(text, moved, system);

describe('references of a resource', () => {
  it('point to where they are sent, wherever they stand, and nothing else changes', () => {
    expect(
      after(
        '{ "subject" : {"reference" : "Patient/1"}, "value":1.50,"performer":[{"display":"reference"},{"reference":"#c"}]}',
      ),
    ).toBe(
      '{ "subject" : {"reference":"Patient/new-1"}, "value":1.50,"performer":[{"display":"reference"},{"reference":"#c"}]}',
    );
  });

  it('keep the name of what is no longer to be found, as an identifier', () => {
    expect(JSON.parse(after('{"a":{"reference":"Practitioner/7","display":"Dr No"}}'))).toEqual({
      a: { type: 'Practitioner', identifier: { system, value: 'Practitioner/7' }, display: 'Dr No' },
    });
  });

  it.each([
    ['{"a":{"reference":"Practitioner/7","identifier":{"value":"x"},"type":"Practitioner"}}'],
    ['{"a":{"identifier":{"value":"x"},"reference":"Practitioner/7","type":"Practitioner"}}'],
    ['{"a":{"identifier":{"value":"x"},"type":"Practitioner" , "reference":"Practitioner/7"}}'],
  ])('leave the identifier that they have: %s', (text) => {
    expect(JSON.parse(after(text))).toEqual({ a: { identifier: { value: 'x' }, type: 'Practitioner' } });
  });

  it('are read within strings as little as anything else', () => {
    const text = JSON.stringify({ text: { div: '{"reference":"Patient/1"}' }, 'a"reference"': { x: 'Patient/1' } });
    expect(after(text)).toBe(text);
  });

  it('are all found, in whatever JSON', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
      fc.record({ reference: fc.constantFrom('Patient/1', 'Encounter/2', '#x') }),
    );
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('json'), { maxKeys: 3 }),
      ),
    }));
    const expected = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(expected);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          name === 'reference' && typeof member === 'string' && member.startsWith('Patient/')
            ? `Patient/new-${member.slice(8)}`
            : expected(member),
        ]),
      );
    };
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (resource) => {
        const text = JSON.stringify(resource);
        expect(after(text)).toBe(JSON.stringify(expected(JSON.parse(text))));
      }),
    );
  });
});
