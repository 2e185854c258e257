import { readFileSync } from 'node:fs';
import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readingOf } from './reading.ts';

const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));
const reading = readingOf(schema);
const reads = (fields: string, variables = {}) =>
  reading(parse(`query ($type: String!, $query: String) { patient(id: "1") { id ${fields} } }`), variables);
const page = '{ items { id } }';

describe('what an operation reads, in the words of the access log', () => {
  it('is what its fields are about', () => {
    expect(reads(`familyName observations ${page} letters ${page}`)).toEqual([
      'DEMOGRAPHICS',
      'OBSERVATIONS',
      'LETTERS',
    ]);
  });

  it('is the type that a search of the record names, be it in a variable', () => {
    expect(reads(`records(type: "Condition") ${page}`)).toEqual(['FHIR:Condition']);
    expect(reads(`records(type: $type) ${page}`, { type: 'Flag' })).toEqual(['FHIR:Flag']);
    expect(reads(`records(type: $type) ${page}`, { type: '<b>' })).toEqual(['FHIR:unknown']);
  });

  it('is leave to act, of however many records it is asked', () => {
    expect(reading(parse('{ permits(patients: ["1", "2"]) }'), {})).toEqual(['PERMIT']);
  });

  it('is what is to come along, too', () => {
    const query = '_revinclude=Observation:encounter,Condition:encounter&_include=Encounter:diagnosis:Procedure';
    expect(reads(`records(type: "Encounter", query: $query) ${page}`, { query })).toEqual([
      'FHIR:Encounter',
      'FHIR:Observation',
      'FHIR:Condition',
      'FHIR:Procedure',
    ]);
    expect(reads(`appointmentRecords(query: "_include=*&_include:iterate=*") ${page}`)).toEqual([
      'APPOINTMENTS',
      'FHIR:INCLUDED',
    ]);
  });
});
