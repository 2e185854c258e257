import { describe, expect, it } from 'vitest';
import { examplesOf } from '../test/fhir-examples.ts';
import { isError } from './issue.ts';
import { subsetOf, type Wanted } from './subset.ts';
import { validate } from './validate/validate.ts';

const observation = {
  resourceType: 'Observation',
  id: 'o',
  meta: { versionId: '3', tag: [{ code: 'mine' }] },
  language: 'en',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">6.3</div>' },
  modifierExtension: [{ url: 'http://x.org/not', valueBoolean: true }],
  status: 'final',
  _status: { extension: [{ url: 'u', valueString: 'x' }] },
  code: { coding: [{ system: 'http://loinc.org', code: '15074-8' }], extension: [{ url: 'u', valueString: 'x' }] },
  subject: { reference: 'Patient/1' },
  valueQuantity: { value: 6.3, unit: 'mmol/l' },
  note: [{ text: 'a note' }],
};

const subset = (wanted: Wanted) =>
  JSON.parse(subsetOf('R4', JSON.stringify(observation), wanted)) as typeof observation;

const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue';
const meta = { versionId: '3', tag: [{ code: 'mine' }, { system, code: 'SUBSETTED' }] };

describe('a subset of a resource', () => {
  it('of _summary=true has what the specification marks so, at every depth', () => {
    const { language, text, note, ...rest } = observation;
    expect(subset({ summary: 'true' })).toEqual({ ...rest, meta, code: { coding: rest.code.coding } });
  });

  it('of _summary=text has the text, ids and what is required', () => {
    const { resourceType, id, text, modifierExtension, status, _status, code } = observation;
    expect(subset({ summary: 'text' })).toEqual({
      resourceType,
      id,
      meta,
      text,
      modifierExtension,
      status,
      _status,
      code,
    });
  });

  it('of _summary=data has all but the text', () => {
    const { text, ...rest } = observation;
    expect(subset({ summary: 'data' })).toEqual({ ...rest, meta });
  });

  it.each([['value'], ['valueQuantity'], ['Observation.value']])(
    'of _elements=%s has the value and what is required',
    (name) => {
      const { resourceType, id, modifierExtension, status, _status, code, valueQuantity } = observation;
      expect(subset({ elements: [name, 'horse'] })).toEqual({
        resourceType,
        id,
        meta,
        modifierExtension,
        status,
        _status,
        code,
        valueQuantity,
      });
    },
  );

  it('keeps numbers as they are written, and is tagged once', () => {
    const text = `{"resourceType":"Observation","meta":{"tag":[{"system":"${system}","code":"SUBSETTED"}]},"valueQuantity":{"value":1.00}}`;
    expect(subsetOf('R4', text, { elements: ['value'] })).toBe(text);
  });

  it('has the tag of its version', () => {
    expect(subsetOf('STU3', '{"resourceType":"Patient","id":"a","active":true}', { summary: 'true' })).toBe(
      '{"resourceType":"Patient","id":"a","meta":{"tag":[{"system":"http://hl7.org/fhir/v3/ObservationValue","code":"SUBSETTED"}]},"active":true}',
    );
  });
});

describe.each(['STU3', 'R4'] as const)('of the official %s examples', (version) => {
  const examples = examplesOf(version).filter(({ text }) => text.length < 20_000);
  if (examples.length === 0) {
    it.skip('none are installed (the HL7 packages are development dependencies)', () => undefined);
    return;
  }

  it('every summary and every selection is as valid as the whole', () => {
    const right = examples.filter(({ resource }) => !validate(version, resource).some(isError));
    for (const { name, text } of right)
      for (const wanted of [{ summary: 'true' }, { summary: 'text' }, { summary: 'data' }, { elements: [] }] as const)
        expect([name, wanted, validate(version, JSON.parse(subsetOf(version, text, wanted))).filter(isError)]).toEqual([
          name,
          wanted,
          [],
        ]);
  });
});
