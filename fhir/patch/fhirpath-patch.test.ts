import { describe, expect, it } from 'vitest';
import { isIssue } from '../issue.ts';
import { validate } from '../validate/validate.ts';
import { applyFhirPathPatch } from './fhirpath-patch.ts';
import { simplePath } from './simple-path.ts';

type Part = Record<string, unknown>;

/** Strings are codes and paths, numbers indexes; a value is given as a whole part. */
const operation = (parts: Record<string, string | number | Part>): Part => ({
  name: 'operation',
  part: Object.entries(parts).map(([name, value]) => ({
    name,
    ...(typeof value === 'string'
      ? { [name === 'type' ? 'valueCode' : 'valueString']: value }
      : typeof value === 'number'
        ? { valueInteger: value }
        : value),
  })),
});

const patchOf = (...operations: Record<string, string | number | Part>[]): string =>
  JSON.stringify({ resourceType: 'Parameters', parameter: operations.map(operation) });

const apply = (resource: object, ...operations: Record<string, string | number | Part>[]): unknown => {
  const patched = applyFhirPathPatch('R4', JSON.stringify(resource), patchOf(...operations));
  return isIssue(patched) ? patched : (JSON.parse(patched.text) as unknown);
};

const patient = {
  resourceType: 'Patient',
  identifier: [
    { use: 'official', value: 'a' },
    { use: 'old', system: 'http://x.org', value: 'b' },
  ],
  name: [{ given: ['Peter', 'James', 'J'] }],
  birthDate: '1974-12-25',
};
const [official, old] = patient.identifier;
const added = { url: 'u', valueString: 'x' };

describe('a FHIRPath Patch', () => {
  it.each<[string, Record<string, string | number | Part>, object]>([
    [
      'adds what is not there',
      { type: 'add', path: 'Patient', name: 'gender', value: { valueCode: 'male' } },
      { ...patient, gender: 'male' },
    ],
    [
      'adds to a list',
      { type: 'add', path: 'Patient', name: 'identifier', value: { valueIdentifier: { value: 'c' } } },
      { ...patient, identifier: [official, old, { value: 'c' }] },
    ],
    [
      'adds a list',
      {
        type: 'add',
        path: 'Patient',
        name: 'contact',
        value: {
          part: [
            { name: 'name', valueHumanName: { text: 'a' } },
            { name: 'gender', valueCode: 'male' },
          ],
        },
      },
      { ...patient, contact: [{ name: { text: 'a' }, gender: 'male' }] },
    ],
    [
      'adds one of a choice',
      { type: 'add', path: 'Patient', name: 'deceased', value: { valueBoolean: true } },
      { ...patient, deceasedBoolean: true },
    ],
    [
      'adds an extension beside a value',
      { type: 'add', path: 'Patient.birthDate', name: 'extension', value: { valueExtension: added } },
      { ...patient, _birthDate: { extension: [added] } },
    ],
    [
      'adds an extension beside a value in a list',
      {
        type: 'add',
        path: 'Patient.name.given[1]',
        name: 'extension',
        value: {
          part: [
            { name: 'url', valueUri: 'u' },
            { name: 'value', valueString: 'x' },
          ],
        },
      },
      { ...patient, name: [{ ...patient.name[0], _given: [null, { extension: [added] }] }] },
    ],
    [
      'adds a contained resource',
      { type: 'add', path: 'Patient', name: 'contained', value: { resource: { resourceType: 'Device' } } },
      { ...patient, contained: [{ resourceType: 'Device' }] },
    ],
    [
      'inserts into a list',
      { type: 'insert', path: 'Patient.identifier', index: 1, value: { valueIdentifier: { value: 'c' } } },
      { ...patient, identifier: [official, { value: 'c' }, old] },
    ],
    [
      'inserts into a list that is not there',
      { type: 'insert', path: 'Patient.telecom', index: 0, value: { valueContactPoint: { value: 'c' } } },
      { ...patient, telecom: [{ value: 'c' }] },
    ],
    ['deletes', { type: 'delete', path: 'Patient.birthDate' }, { ...patient, birthDate: undefined }],
    [
      'deletes out of a list',
      { type: 'delete', path: "Patient.identifier.where(use = 'official')" },
      { ...patient, identifier: [old] },
    ],
    [
      'deletes the last of a list with the list',
      { type: 'delete', path: 'Patient.name[0]' },
      { ...patient, name: undefined },
    ],
    ['does not mind that what it deletes is not there', { type: 'delete', path: 'Patient.gender' }, patient],
    [
      'replaces',
      { type: 'replace', path: 'Patient.birthDate', value: { valueDate: '2000' } },
      { ...patient, birthDate: '2000' },
    ],
    [
      'replaces in a list',
      { type: 'replace', path: "Patient.name.given.where($this = 'James')", value: { valueString: 'K' } },
      { ...patient, name: [{ given: ['Peter', 'K', 'J'] }] },
    ],
    [
      'replaces deep within',
      {
        type: 'replace',
        path: "identifier.where(use='old' and system = 'http://x.org').first().value",
        value: { valueString: 'c' },
      },
      { ...patient, identifier: [official, { ...old, value: 'c' }] },
    ],
    [
      'moves to the front',
      { type: 'move', path: 'Patient.name.last().given', source: 2, destination: 0 },
      { ...patient, name: [{ given: ['J', 'Peter', 'James'] }] },
    ],
    [
      'moves to the back',
      { type: 'move', path: 'Patient.name.given', source: 0, destination: 2 },
      { ...patient, name: [{ given: ['James', 'J', 'Peter'] }] },
    ],
  ])('%s', (_, parts, expected) => {
    const patched = apply(patient, parts);
    expect(patched).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(validate('R4', patched)).toEqual([]);
  });

  it('gives a choice its new name, in its place', () => {
    const text =
      '{"resourceType":"Observation","valueQuantity":{"value":1.00},"referenceRange":[{"low":{"value":2.50}}]}';
    const patch = patchOf({
      type: 'replace',
      path: 'Observation.value.ofType(Quantity)',
      value: { valueString: 'high' },
    });
    expect(applyFhirPathPatch('R4', text, patch)).toEqual({
      text: '{"resourceType":"Observation","valueString":"high","referenceRange":[{"low":{"value":2.50}}]}',
    });
  });

  it('keeps extensions beside the values that they belong to', () => {
    const name = { given: ['a', null, 'c'], _given: [null, { extension: [added] }, null] };
    const resource = { resourceType: 'Patient', name: [name] };
    const given = (parts: Record<string, string | number | Part>) =>
      (apply(resource, parts) as { name: unknown[] }).name[0];
    expect(given({ type: 'delete', path: 'Patient.name.given[0]' })).toEqual({
      given: [null, 'c'],
      _given: [{ extension: [added] }, null],
    });
    expect(given({ type: 'delete', path: 'Patient.name.given[1]' })).toEqual({ given: ['a', 'c'] });
    expect(given({ type: 'move', path: 'Patient.name.given', source: 1, destination: 0 })).toEqual({
      given: [null, 'a', 'c'],
      _given: [{ extension: [added] }, null, null],
    });
    expect(given({ type: 'replace', path: 'Patient.name.given[1]', value: { valueString: 'b' } })).toEqual({
      given: ['a', 'b', 'c'],
    });
  });

  it('finds elements by their extension, and those of resources within', () => {
    const resource = {
      ...patient,
      extension: [added],
      contained: [{ resourceType: 'Patient', id: 'c', active: true }],
    };
    expect(
      apply(resource, { type: 'replace', path: "Patient.extension('u').value", value: { valueString: 'y' } }),
    ).toMatchObject({
      extension: [{ url: 'u', valueString: 'y' }],
    });
    expect(apply(resource, { type: 'delete', path: "Patient.contained.where(id = 'c').active" })).toMatchObject({
      contained: [{ resourceType: 'Patient', id: 'c' }],
    });
  });

  it('does all operations, each on what the one before has left', () => {
    const remove = { type: 'delete', path: 'Patient.name.given[0]' };
    expect(apply(patient, remove, remove)).toEqual({ ...patient, name: [{ given: ['J'] }] });
  });

  it.each<[Record<string, string | number | Part>, string]>([
    [{ type: 'replace', path: 'Patient.gender', value: { valueCode: 'male' } }, 'not-found'],
    [{ type: 'add', path: 'Patient.contact', name: 'gender', value: { valueCode: 'male' } }, 'not-found'],
    [{ type: 'insert', path: 'Patient.identifier', index: 3, value: { valueIdentifier: {} } }, 'not-found'],
    [{ type: 'move', path: 'Patient.identifier', source: 2, destination: 0 }, 'not-found'],
    [{ type: 'move', path: 'Patient.identifier', source: 0, destination: 2 }, 'not-found'],
    [{ type: 'replace', path: 'Patient.identifier', value: { valueIdentifier: {} } }, 'invalid'],
    [{ type: 'delete', path: 'Patient.identifier' }, 'invalid'],
    [{ type: 'delete', path: 'Patient' }, 'invalid'],
    [{ type: 'replace', path: 'Patient', value: { resource: patient } }, 'invalid'],
    [{ type: 'add', path: 'Patient', name: 'birthDate', value: { valueDate: '2000' } }, 'invalid'],
    [{ type: 'add', path: 'Patient', name: 'shoeSize', value: { valueInteger: 42 } }, 'invalid'],
    [{ type: 'add', path: 'Patient', name: 'deceased', value: { valueString: 'yes' } }, 'invalid'],
    [{ type: 'add', path: 'Patient', name: 'gender' }, 'invalid'],
    [
      { type: 'add', path: 'Patient', name: 'contact', value: { part: [{ name: 'horse', valueString: 'a' }] } },
      'invalid',
    ],
    [{ type: 'insert', path: 'Patient.birthDate', index: 0, value: { valueDate: '2000' } }, 'invalid'],
    [{ type: 'insert', path: 'Patient.identifier', value: { valueIdentifier: {} } }, 'invalid'],
    [{ type: 'move', path: 'Patient.identifier', source: 0 }, 'invalid'],
    [{ type: 'plus', path: 'Patient' }, 'invalid'],
    [{ type: 'delete' }, 'invalid'],
    [{ type: 'delete', path: 'Patient.name.given.trim()' }, 'invalid'],
  ])('%j fails, and says which operation', (parts, code) => {
    const issue = apply(patient, { type: 'delete', path: 'Patient.gender' }, parts);
    expect(issue).toMatchObject({ severity: 'error', code });
    expect((issue as { diagnostics: string }).diagnostics).toContain('Operation 2: ');
  });

  it.each([
    '{"resourceType":"Patient"}',
    '[]',
    '{"resourceType":"Parameters"}',
    '{"resourceType":"Parameters","parameter":[{"name":"a"}]}',
    '{',
  ])('is not %s', (patch) => {
    expect(applyFhirPathPatch('R4', JSON.stringify(patient), patch)).toMatchObject({ severity: 'error' });
  });
});

describe('a simple path', () => {
  it.each([
    [
      'Patient.name[0].given.first()',
      [{ child: 'Patient' }, { child: 'name' }, { index: 0 }, { child: 'given' }, { index: 0 }],
    ],
    [
      "a.where(b.c = 'it\\'s' and d=true)",
      [
        { child: 'a' },
        {
          where: [
            { path: ['b', 'c'], equals: "it's" },
            { path: ['d'], equals: true },
          ],
        },
      ],
    ],
    ['value.as(Quantity)', [{ child: 'value' }, { type: 'Quantity' }]],
  ])('%s is read', (text, steps) => {
    expect(simplePath(text)).toEqual(steps);
  });

  it.each([
    '',
    '.',
    'a.',
    'a b',
    'a[',
    'a[b]',
    'a[-1]',
    'a.where()',
    'a.where(b)',
    "a.where(b = 'c'",
    "a.where(b = 'c)",
    'a | b',
    'a + b',
    'first(',
    'a.repeat(b)',
    'a.all(b=1)',
  ])('%s is not', (text) => {
    expect(simplePath(text)).toBeUndefined();
  });
});
