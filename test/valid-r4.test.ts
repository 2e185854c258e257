import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsInR4 } from './valid-r4.ts';

const examples = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));
const example = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(examples, `${name}.json`), 'utf8')) as Record<string, unknown>;

describe('The check of R4 resources', () => {
  it.each(['Observation-f001', 'Observation-blood-pressure', 'DiagnosticReport-f201', 'Appointment-example'])(
    'finds nothing wrong with the official %s',
    (name) => {
      expect(faultsInR4(example(name))).toEqual([]);
    },
  );

  it('finds nothing wrong with the official DocumentReference, but for what it contains', () => {
    const { contained: _, ...document } = example('DocumentReference-example');
    expect(faultsInR4(document).filter((fault) => fault !== 'Reference: breaks ref-1')).toEqual([]);
  });

  const appointment = example('Appointment-example');
  it.each([
    ['a missing element', { ...appointment, status: undefined }, 'Appointment.status: missing'],
    ['a code outside its list', { ...appointment, status: 'maybe' }, 'Appointment.status: "maybe" is not in'],
    ['a list where there is one', { ...appointment, comment: ['x'] }, 'Appointment.comment: a list'],
    ['one where there is a list', { ...appointment, serviceType: {} }, 'Appointment.serviceType: not a list'],
    ['an element that R4 does not have', { ...appointment, reason: 'x' }, 'Appointment.reason: unknown'],
    [
      'a time that is none',
      { ...appointment, start: '2026-01-01' },
      'Appointment.start: "2026-01-01" is not a instant',
    ],
    ['a broken invariant', { ...appointment, end: undefined }, 'Appointment: breaks app-2'],
    [
      'a fault within a datatype',
      { ...appointment, identifier: [{ use: 'mine' }] },
      'Identifier.use: "mine" is not in',
    ],
  ])('finds %s', (_fault, resource, expected) => {
    expect(faultsInR4(JSON.parse(JSON.stringify(resource)))).toContainEqual(expect.stringContaining(expected));
  });
});
