import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../test/fhir-examples.ts';
import { isIssue } from '../issue.ts';
import { readExact } from '../json/read.ts';
import { fromXml } from './from-xml.ts';
import { toXml } from './to-xml.ts';

const xmlOf = (text: string, version: 'STU3' | 'R4' = 'R4'): string => {
  const written = toXml(version, text);
  if (isIssue(written)) throw new Error(written.diagnostics);
  return written.xml;
};

const jsonOf = (xml: string, version: 'STU3' | 'R4' = 'R4'): string => {
  const read = fromXml(version, xml);
  if (isIssue(read)) throw new Error(read.diagnostics);
  return read.text;
};

/** Most are smaller; the few that are larger are lists of definitions, and take minutes all together. */
const largest = 40_000;

describe.each([
  ['STU3', 6000],
  ['R4', 3000],
] as const)('the official %s examples', (version, atLeast) => {
  const examples = examplesOf(version).filter(({ text }) => text.length <= largest);
  if (examples.length === 0) {
    it.skip('are not installed (the HL7 packages are development dependencies)', () => undefined);
    return;
  }

  it('come back from XML as they were, each number as it was written', () => {
    expect(examples.length).toBeGreaterThan(atLeast);
    for (const { name, text } of examples) {
      // An R4 resource that strayed into the STU3 package.
      if (version === 'STU3' && name === 'ig-r4') continue;
      expect([name, readExact(jsonOf(xmlOf(text, version), version))]).toEqual([name, readExact(text)]);
    }
  });
});

const fhir = 'xmlns="http://hl7.org/fhir"';

describe('a resource in XML', () => {
  it('has its elements in the order of the specification, ids as attributes, and values with their extensions', () => {
    const patient = {
      birthDate: '1974-12-25',
      _birthDate: { id: 'b', extension: [{ url: 'http://x.org/time', valueDateTime: '1974-12-25T14:35:45-05:00' }] },
      name: [
        {
          id: 'n',
          given: ['Peter', null, 'J&"<>\n'],
          _given: [null, { extension: [{ url: 'u', valueBoolean: true }] }, null],
        },
      ],
      id: 'p',
      resourceType: 'Patient',
    };
    expect(xmlOf(JSON.stringify(patient))).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Patient ${fhir}><id value="p"/><name id="n"><given value="Peter"/>` +
        '<given><extension url="u"><valueBoolean value="true"/></extension></given>' +
        '<given value="J&amp;&quot;&lt;&gt;&#10;"/></name><birthDate value="1974-12-25" id="b">' +
        '<extension url="http://x.org/time"><valueDateTime value="1974-12-25T14:35:45-05:00"/></extension>' +
        '</birthDate></Patient>',
    );
    const { resourceType, id, name, ...rest } = patient;
    expect(JSON.parse(jsonOf(xmlOf(JSON.stringify(patient))))).toEqual({ resourceType, id, name, ...rest });
  });

  it('keeps the text of numbers, both ways', () => {
    const text =
      '{"resourceType":"Observation","valueQuantity":{"value":1.00},"referenceRange":[{"low":{"value":-0.10e+2}}]}';
    expect(xmlOf(text)).toContain('<value value="1.00"/>');
    expect(jsonOf(xmlOf(text))).toBe(text);
  });

  it('holds resources within others, and a narrative as it stands', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">\n <p  class="a">&#160;&lt;b&gt;<br />é</p></div>';
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'Patient',
            text: { status: 'generated', div },
            contained: [{ resourceType: 'Basic' }],
          },
        },
      ],
    });
    expect(xmlOf(text)).toContain(
      `<resource><Patient><text><status value="generated"/>${div}</text><contained><Basic/></contained>`,
    );
    expect(jsonOf(xmlOf(text))).toBe(text);
  });

  it('may have a prefix, comments, processing instructions and the place of its schema', () => {
    const xml =
      '\uFEFF<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- a patient -->\n' +
      '<f:Patient xmlns:f="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml" ' +
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://hl7.org/fhir x.xsd">\n' +
      '<f:text><f:status value="generated"/><h:div class="a">a &amp; <h:b>b</h:b><h:br/></h:div></f:text><!-- x -->' +
      '<f:active value="true"/></f:Patient>\n';
    expect(JSON.parse(jsonOf(xml))).toEqual({
      resourceType: 'Patient',
      text: {
        status: 'generated',
        div: '<div xmlns="http://www.w3.org/1999/xhtml" class="a">a &amp; <b>b</b><br/></div>',
      },
      active: true,
    });
  });
});

describe('XML that is no resource', () => {
  it.each([
    [
      `<Patient ${fhir}>\n<id value="a"></Patient>`,
      'Patient',
      'The XML is not well-formed (unexpected close tag): line 2, column 24.',
    ],
    [
      `<Patient ${fhir}>\n  <shoeSize value="42"/></Patient>`,
      'Patient',
      'FHIR does not have shoeSize here: line 2, column 24.',
    ],
    [
      `<Patient ${fhir}><name><family value="a"/><family value="b"/></name></Patient>`,
      'Patient.name[0].family',
      'family may be there only once: line 1, column 81.',
    ],
    [
      `<Patient ${fhir}><name/><name><given text="a"/></name></Patient>`,
      'Patient.name[1].given[0]',
      'FHIR does not have the attribute text here: line 1, column 67.',
    ],
    [
      `<Patient ${fhir}><active value="yes"/></Patient>`,
      'Patient.active',
      'active must be true or false: line 1, column 58.',
    ],
    [
      `<Observation ${fhir}><valueInteger value="0x1"/></Observation>`,
      'Observation.value',
      'valueInteger must be a number: line 1, column 68.',
    ],
    [
      `<Patient ${fhir}><birthDate/></Patient>`,
      'Patient.birthDate',
      'birthDate must have a value or extensions: line 1, column 49.',
    ],
    [`<Patient ${fhir}>Peter</Patient>`, 'Patient', 'There may be no text here: line 1, column 43.'],
    [`<Patient ${fhir}><contained/></Patient>`, 'Patient.contained[0]', 'A resource is expected: line 1, column 49.'],
    ['<Patient/>', '', 'A resource in the namespace http://hl7.org/fhir is expected: line 1, column 10.'],
    [`<Horse ${fhir}/>`, '', 'A resource in the namespace http://hl7.org/fhir is expected: line 1, column 36.'],
    [
      `<!DOCTYPE Patient [<!ENTITY a "b">]><Patient ${fhir}/>`,
      '',
      'A document type declaration is not allowed: line 1, column 36.',
    ],
    [
      `<Patient ${fhir}><id value="&a;"/></Patient>`,
      'Patient',
      'The XML is not well-formed (undefined entity): line 1, column 51.',
    ],
    ['', '', 'The XML is not well-formed (document must contain a root element): line 1, column 0.'],
  ])('%j is refused with its place', (xml, expression, diagnostics) => {
    expect(fromXml('R4', xml)).toMatchObject({ severity: 'error', expression, diagnostics });
  });

  it('is not followed below 100 levels of JSON', () => {
    const deep = (levels: number): string =>
      `<Questionnaire ${fhir}>${'<item>'.repeat(levels)}${'</item>'.repeat(levels)}</Questionnaire>`;
    expect(isIssue(fromXml('R4', deep(49)))).toBe(false);
    expect(isIssue(readExact(jsonOf(deep(49))))).toBe(false);
    expect(fromXml('R4', deep(10_000))).toMatchObject({ code: 'too-costly' });
  });

  it('does not become JSON that was never there: entities that grow are refused', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><Patient ${fhir}><id value="&b;"/></Patient>`;
    expect(fromXml('R4', bomb)).toMatchObject({ severity: 'error' });
  });
});

describe('JSON that XML has no place for', () => {
  it.each([
    ['{"resourceType":"Patient","shoeSize":42}', 'Patient'],
    ['{"resourceType":"Horse"}', ''],
    ['{"resourceType":"Patient","name":{"family":"a"}}', 'Patient.name'],
    ['{"resourceType":"Patient","name":[{"family":"\\u0001"}]}', 'Patient.name[0].family'],
    ['{"resourceType":"Patient","name":[{"family":"\\ud800"}]}', 'Patient.name[0].family'],
    ['{"resourceType":"Patient","text":{"status":"generated","div":"<div>"}}', 'Patient.text.div'],
    ['{"resourceType":"Patient","birthDate":{}}', 'Patient.birthDate'],
    ['{"resourceType":"Patient","contained":[{"a":1}]}', 'Patient.contained[0]'],
    ['[]', ''],
    ['{', ''],
  ])('%s is refused', (text, expression) => {
    expect(toXml('R4', text)).toMatchObject({ severity: 'error', code: 'structure', expression });
  });
});
