import { describe, expect, it } from 'vitest';
import { asksForJson, refuseFhirXml, refuseOtherThanJson } from './negotiation.ts';

describe('content negotiation', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['*/*', undefined],
    ['application/*', undefined],
    ['application/fhir+json', undefined],
    ['application/json', undefined],
    ['application/fhir+json; fhirVersion=4.0', undefined],
    ['application/fhir+xml, application/fhir+json;q=0.5', undefined],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', undefined],
    ['application/fhir+xml', 'json'],
    ['application/fhir+xml', 'application/fhir+json'],
    ['application/fhir+xml', 'application/fhir json'],
  ])('answers JSON to Accept %j and _format %j', (accept, format) => {
    expect(refuseOtherThanJson({ accept, format })).toBeUndefined();
  });

  it.each([
    ['application/fhir+xml', undefined, 'Accept'],
    ['text/xml', undefined, 'Accept'],
    ['application/fhir+json;q=0', undefined, 'Accept'],
    ['application/fhir+json; fhirVersion=3.0', undefined, 'Accept'],
    ['application/fhir+json', 'xml', '_format'],
    [undefined, 'application/fhir+xml', '_format'],
    [undefined, 'text/turtle', '_format'],
  ])('refuses Accept %j and _format %j because of %s', (accept, format, parameter) => {
    expect(refuseOtherThanJson({ accept, format })).toMatchObject({ kind: 'unacceptable', parameter });
  });

  it.each([
    [undefined, undefined, false],
    ['*/*', undefined, false],
    ['application/pdf, */*', undefined, false],
    ['application/fhir+json', undefined, true],
    ['application/fhir+json;q=0, */*', undefined, false],
    ['*/*', 'json', true],
  ])('Accept %j and _format %j ask for JSON by name: %s', (accept, format, asks) => {
    expect(asksForJson({ accept, format })).toBe(asks);
  });

  it.each([
    [undefined, undefined],
    ['application/pdf', undefined],
    ['application/xml', undefined],
    ['application/fhir+json', undefined],
    ['application/fhir+xml, */*', undefined],
    [undefined, 'json'],
  ])('gives a document to Accept %j and _format %j', (accept, format) => {
    expect(refuseFhirXml({ accept, format })).toBeUndefined();
  });

  it.each([
    ['application/fhir+xml', undefined, 'Accept'],
    ['*/*', 'xml', '_format'],
  ])('gives no document as XML, to Accept %j and _format %j', (accept, format, parameter) => {
    expect(refuseFhirXml({ accept, format })).toMatchObject({ kind: 'unacceptable', parameter });
  });
});
