import { describe, expect, it } from 'vitest';
import { asksForFhir, formWanted } from './negotiation.ts';

const r4 = ['4.0'];

describe('content negotiation', () => {
  it.each([
    [undefined, undefined, 'json'],
    ['', undefined, 'json'],
    ['*/*', undefined, 'json'],
    ['application/*', undefined, 'json'],
    ['application/fhir+json', undefined, 'json'],
    ['application/json', undefined, 'json'],
    ['application/fhir+json; fhirVersion=4.0', undefined, 'json'],
    ['application/fhir+xml;q=0.5, application/fhir+json', undefined, 'json'],
    ['application/fhir+xml', 'json', 'json'],
    ['application/fhir+xml', 'application/fhir+json', 'json'],
    ['application/fhir+xml', 'application/fhir json', 'json'],
    ['application/fhir+xml', undefined, 'xml'],
    ['text/xml', undefined, 'xml'],
    ['application/fhir+xml, application/fhir+json;q=0.5', undefined, 'xml'],
    ['application/fhir+json', 'xml', 'xml'],
    [undefined, 'application/fhir+xml', 'xml'],
    ['application/fhir+json;q=0', undefined, undefined],
    ['application/fhir+json; fhirVersion=3.0', undefined, undefined],
    ['text/html', undefined, undefined],
    [undefined, 'text/turtle', undefined],
  ])('answers Accept %j and _format %j in %s', (accept, format, form) => {
    expect(formWanted({ accept, format }, r4)).toBe(form);
  });

  it.each([
    [undefined, undefined, false],
    ['*/*', undefined, false],
    ['application/pdf, */*', undefined, false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', undefined, false],
    ['application/fhir+json', undefined, true],
    ['application/fhir+xml', undefined, true],
    ['application/fhir+json;q=0, */*', undefined, false],
    ['application/fhir+json; fhirVersion=3.0', undefined, false],
    ['*/*', 'json', true],
    ['application/pdf', 'xml', true],
    [undefined, 'application/pdf', false],
  ])('Accept %j and _format %j ask for FHIR by name: %s', (accept, format, asks) => {
    expect(asksForFhir({ accept, format }, r4)).toBe(asks);
  });
});
