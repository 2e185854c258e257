// What came in as HL7 goes out as FHIR R4: find a patient, search results, turn pages, open a PDF.
// node examples/03-aggregated-fhir/run.mjs [URL]
import { base, expect, fhir, message, nhsNumber, say, sendHl7, tokenOf } from '../client.mjs';

say('Hillside sends Megan Price and three laboratory reports with five results in all, and a letter as a PDF:');
for (const file of ['new-patient.hl7', 'blood-tests.hl7', 'clinic-letter.hl7']) {
  const { code, text } = await sendHl7('hillside-hl7', message(import.meta.url, file));
  expect(`${code}: ${file}`, code === 'AA', text);
}

say('Before anybody signs in: what does this server speak?');
const { status: said, resource: capability } = await fhir('', 'metadata');
const { fhirVersion, rest = [] } = capability;
expect(`metadata: FHIR ${fhirVersion}, for everybody`, said === 200 && fhirVersion === '4.0.1', capability);
const served = (rest[0]?.resource ?? []).map(({ type }) => type);
console.log(`      ${served.join(', ')}`);
expect(
  'all that we ask for below',
  ['Patient', 'Observation', 'DocumentReference', 'Binary'].every((type) => served.includes(type)),
  served,
);

say('Hillside’s own system gets a token (client credentials), and looks for her by NHS number:');
const token = await tokenOf('hillside-customer');
const identifier = encodeURIComponent(`${nhsNumber}|9990001030`);
const found = await fhir(token, `Patient?identifier=${identifier}`);
const [patient] = found.resource.entry ?? [];
expect('a searchset with one Patient', found.status === 200 && found.resource.entry?.length === 1, found);
expect('it is she', patient.resource.name[0].family === 'Price', patient);

say('Results are searched within one patient, two on a page, newest first:');
const results = [];
let pages = 0;
let url = `Observation?subject:Patient.identifier=${identifier}&_sort=-date&_count=2&_total=accurate`;
while (url !== undefined) {
  const { status, resource } = await fhir(token, url);
  expect(`page ${(pages += 1)}`, status === 200 && resource.total === 5, resource);
  results.push(...(resource.entry ?? []).map((entry) => entry.resource));
  url = resource.link.find(({ relation }) => relation === 'next')?.url;
  expect('the link to the next page carries no NHS number', !(url ?? '').includes('9990001030'), url);
}
for (const { code, valueQuantity, effectiveDateTime } of results)
  console.log(
    `      ${effectiveDateTime.slice(0, 10)}  ${code.coding[0].display}: ${valueQuantity.value} ${valueQuantity.unit}`,
  );
expect(
  'three pages, five results, none twice',
  pages === 3 && new Set(results.map(({ id }) => id)).size === 5,
  results,
);
const dates = results.map(({ effectiveDateTime }) => effectiveDateTime);
expect('newest first', dates.join() === [...dates].sort().reverse().join(), dates);

say('Only HbA1c since the new year, by SNOMED CT code and date:');
const hba1c = encodeURIComponent('http://snomed.info/sct|999791000000106');
const searched = await fhir(
  token,
  `Observation?subject:Patient.identifier=${identifier}&code=${hba1c}&date=ge2026-01-01`,
);
const values = (searched.resource.entry ?? []).map(({ resource }) => resource.valueQuantity.value);
expect('52 mmol/mol, and not the 61 of last year', values.join() === '52', searched.resource);

say('The letter, and its PDF:');
const letters = await fhir(token, `DocumentReference?subject:Patient.identifier=${identifier}`);
const [letter] = letters.resource.entry ?? [];
expect('one DocumentReference', letter !== undefined && letters.resource.entry.length === 1, letters);
const { contentType, size, url: content } = letter.resource.content[0].attachment;
const binary = await fhir(token, content);
expect(
  `${content.split('/')[0]}, as JSON: ${binary.resource.contentType}`,
  binary.resource.contentType === contentType,
  binary,
);
const opened = await fetch(`${base}/fhir/aggregated/${content}`, { headers: { authorization: token } });
const pdf = Buffer.from(await opened.arrayBuffer());
expect(
  'without FHIR JSON asked for: the bytes themselves',
  opened.headers.get('content-type') === 'application/pdf',
  opened.status,
);
expect(
  `${size} bytes, and they are a PDF`,
  pdf.length === size && pdf.toString('latin1').startsWith('%PDF-'),
  pdf.length,
);
expect('the same bytes both ways', pdf.toString('base64') === binary.resource.data, binary);

say('One of the results by its id, and what is not there:');
const one = await fhir(token, `Observation/${results[0].id}`);
expect('the same resource', one.status === 200 && one.resource.id === results[0].id, one);
const missing = await fhir(token, `Observation/${'0'.repeat(32)}.1`);
expect(
  '404 with an OperationOutcome',
  missing.status === 404 && missing.resource.resourceType === 'OperationOutcome',
  missing,
);

say('A search parameter that FHIR does not know is passed over with a warning, or refused where you say so:');
const odd = `Observation?subject:Patient.identifier=${identifier}&colour=blue`;
const lenient = await fhir(token, odd);
expect(
  'a warning in the bundle',
  lenient.resource.entry?.some(({ search }) => search.mode === 'outcome'),
  lenient.resource,
);
const strict = await fhir(token, odd, { headers: { prefer: 'handling=strict' } });
expect('400 with Prefer: handling=strict', strict.status === 400, strict);

say('Results of everybody at once:');
const everybody = await fhir(token, 'Observation?code=718-7');
expect('400: a search names its patient', everybody.status === 400, everybody);
