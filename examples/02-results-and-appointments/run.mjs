// A blood test, an appointment and a letter come in as HL7, and are read as one record in GraphQL.
// node examples/02-results-and-appointments/run.mjs [URL]
import { expect, graph, message, nhsNumber, say, sendHl7, tokenOf } from '../client.mjs';

const send = async (what, file) => {
  const { code, text } = await sendHl7('riverside-hl7', message(import.meta.url, file));
  expect(`${code}: ${what}`, code === 'AA', text);
};

say('Three systems of Riverside send what they know of Hassan Malik:');
await send('who he is (ADT^A28, patient administration)', 'new-patient.hl7');
await send('three results of one blood test (ORU^R01, laboratory)', 'blood-test.hl7');
await send('an appointment (SIU^S12, patient administration)', 'appointment.hl7');
await send('a letter (MDM^T02, document system)', 'clinic-letter.hl7');

const query = `query ($who: [IdentifierInput!]) {
  patients(identifiers: $who) { items {
    id givenName familyName
    labReports(first: 3) { items { externalId status results { code { display } quantity { value unit } interpretation referenceRange notes } } }
    appointments(first: 3) { items { externalId subject status start location participants { name role } } }
    documents(first: 3) { items { id title size } }
    letters(first: 3) { items { title state } }
  } }
}`;
const token = await tokenOf('riverside-customer');
const read = async () => {
  const { data, text } = await graph(token, query, { who: [{ system: nhsNumber, value: '9990001022' }] });
  const [record, ...others] = data?.patients.items ?? [];
  expect('one question gives one record', record !== undefined && others.length === 0, text);
  return record;
};

say('Riverside’s own system reads the record:');
const record = await read();
const [report] = record.labReports.items;
for (const { code, quantity, interpretation } of report.results)
  console.log(`      ${code.display}: ${quantity.value} ${quantity.unit} ${interpretation ?? ''}`);
const [, potassium, creatinine] = report.results;
expect('the results stand in the laboratory’s order', report.results.length === 3, report);
expect('5.60 is still 5.60, not 5.6', potassium.quantity.value === '5.60', potassium);
expect(
  'it is marked high, with its range',
  potassium.interpretation === 'H' && potassium.referenceRange !== null,
  report,
);
expect('the laboratory’s comment stands at its result', creatinine.notes[0]?.startsWith('Known chronic'), creatinine);
const [appointment] = record.appointments.items;
expect(`${appointment.subject}: ${appointment.status}`, appointment.status === 'ACTIVE', appointment);
expect('with Dr Nwosu', appointment.participants[0]?.name.includes('Nwosu'), appointment);
const [letter] = record.letters.items;
expect(`a letter, “${letter.title}”, not opened by him yet`, letter.state === 'PUBLISHED', letter);

const content = await graph(
  token,
  `query ($id: ID!, $document: ID!) { patient(id: $id) { documentContent(documentId: $document) } }`,
  {
    id: record.id,
    document: record.documents.items[0].id,
  },
);
const words = Buffer.from(content.data?.patient.documentContent ?? '', 'base64').toString();
expect('the letter’s own words', words.startsWith('Dear Mr Malik,') && words.includes('two weeks'), content.text);

say('The clinic is cancelled (SIU^S15):');
await send('the cancellation', 'cancellation.hl7');
const after = (await read()).appointments.items;
expect('still one appointment, and it says so', after.length === 1 && after[0].status === 'CANCELLED', after);

say('Somebody sends a result of a patient whom nobody has announced:');
const stranger = message(import.meta.url, 'blood-test.hl7')
  .replace('9990001022', '9990001081')
  .replace('R2001022', 'R2001081');
const refused = await sendHl7('riverside-hl7', stranger);
expect(
  `${refused.code}: ${refused.reason}`,
  refused.code === 'AR' && refused.reason.includes('PID[1].3'),
  refused.text,
);
