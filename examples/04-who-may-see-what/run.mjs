// One patient, two organisations, two views of her record; and what nobody gets to see. Alice and Bob are in the demo
// world: Alice shares general health with a team of Riverside and everything with a team of Hillside, Bob shares nothing.
// node examples/04-who-may-see-what/run.mjs [URL]
import { basic, expect, fhir, graph, message, nhsNumber, say, sendHl7, tokenOf } from '../client.mjs';

const alice = '00000000-0000-4000-8000-0000000000a1';
const bob = '00000000-0000-4000-8000-0000000000b0';
const nobody = '00000000-0000-4000-8000-0000000000ff';

say('Three things are sent of Alice. The specialty (PV1-10) says how private they are:');
for (const [feed, file] of [
  ['riverside-hl7', 'sexual-health-result.hl7'],
  ['hillside-hl7', 'general-result.hl7'],
  ['hillside-hl7', 'mental-health-letter.hl7'],
]) {
  const { code, text } = await sendHl7(feed, message(import.meta.url, file));
  expect(`${code}: ${feed} sends ${file}`, code === 'AA', text);
}

const [riverside, hillside] = await Promise.all([tokenOf('riverside-customer'), tokenOf('hillside-customer')]);
const view = async (token) => {
  const query = `query ($id: ID!) { patient(id: $id) {
    observations { items { code { display } label } } documents { items { id title label } } } }`;
  const { data, text } = await graph(token, query, { id: alice });
  expect('Alice is there', data?.patient?.observations !== null && data?.patient?.documents !== null, text);
  const { observations, documents } = data.patient;
  const names = [...observations.items.map(({ code }) => code.display), ...documents.items.map(({ title }) => title)];
  for (const { code, title, label } of [...observations.items, ...documents.items])
    console.log(`      ${label.padEnd(15)} ${title ?? code.display}`);
  return { documents, sees: (name) => names.includes(name) };
};
const [chlamydia, hba1c, therapy] = [
  'Chlamydia trachomatis RNA',
  'Haemoglobin A1c level - IFCC standardised',
  'Talking therapies letter',
];

say('Hillside asks. Alice shares all four labels with its community team:');
const whole = await view(hillside);
expect('it sees all three', [chlamydia, hba1c, therapy].every(whole.sees), whole);

say('Riverside asks the same question. Alice shares general health with its diabetes team:');
const part = await view(riverside);
expect('it sees Hillside’s HbA1c: general health is shared', part.sees(hba1c), part);
expect('it sees the sexual health result: it put that there itself', part.sees(chlamydia), part);
expect('it does not see the letter on mental health, nor that there is one', !part.sees(therapy), part);

say('Both ask at the same moment, forty times. The server gathers such questions; the answers must not mix:');
const question = `{ patient(id: "${alice}") { observations { items { id } } documents { items { id } } } }`;
const [asHillside, asRiverside] = [await graph(hillside, question), await graph(riverside, question)];
const together = await Promise.all(
  Array.from({ length: 40 }, () => Promise.all([graph(hillside, question), graph(riverside, question)])),
);
expect('they are two different answers', asHillside.text !== asRiverside.text, asHillside.text);
expect(
  'and each gets its own, every time',
  together.every(([one, other]) => one.text === asHillside.text && other.text === asRiverside.text),
  together.map(([one, other]) => [one.text, other.text]),
);

say('Riverside has learnt the letter’s id somewhere, and asks for it directly:');
const { id } = whole.documents.items.find(({ title }) => title === therapy);
const content = await graph(
  riverside,
  `query ($id: ID!, $of: ID!) { patient(id: $of) { documentContent(documentId: $id) } }`,
  {
    id,
    of: alice,
  },
);
expect('GraphQL: null', content.data?.patient.documentContent === null, content.text);
const read = await fhir(riverside, `DocumentReference/${id}`);
expect('FHIR: 404, as for something that does not exist', read.status === 404, read);
const owner = await fhir(hillside, `DocumentReference/${id}`);
expect('and Hillside gets it under the same address', owner.status === 200, owner);

say('Hillside asks for Bob, who shares nothing, and for somebody who does not exist:');
const [hidden, missing] = await Promise.all(
  [bob, nobody].map((of) => graph(hillside, `query ($id: ID!) { patient(id: $id) { id familyName } }`, { id: of })),
);
expect('null for both; the two answers are the same, byte by byte', hidden.text === missing.text, hidden.text);
expect('and it is null', hidden.data?.patient === null, hidden.text);
const byNumber = await fhir(hillside, `Patient?identifier=${encodeURIComponent(`${nhsNumber}|5760678914`)}`);
expect('FHIR by his NHS number: nothing found', byNumber.status === 200 && byNumber.resource.total === 0, byNumber);

say('What is refused whatever the record says:');
const everyone = '{ patients { items { id } } }';
const refusals = [
  ['no token', await graph(undefined, everyone), 401],
  ['a token that somebody made up', await graph('Bearer made-up', everyone), 401],
];
for (const [what, { status, text }, wanted] of refusals) expect(`${what}: ${wanted}`, status === wanted, text);
const codeOf = ({ errors }) => errors?.[0]?.extensions?.code;
const partner = await graph(await tokenOf('stranger'), everyone);
expect('a partner that does not say for whom it acts: 400', partner.status === 400, partner.text);
const feed = await graph(basic('riverside-hl7'), everyone);
expect('a feed, whose password is for HL7 alone: 403', feed.status === 403, feed.text);
const writing = await graph(riverside, 'mutation { openMessage(input: { raw: "MSH|" }) { __typename } }');
expect('a reader that sends: FORBIDDEN', codeOf(writing) === 'FORBIDDEN', writing.text);
const purview = await graph(riverside, `{ patient(id: "${alice}") { purview } }`);
expect('the capability itself: no such field', codeOf(purview) === 'GRAPHQL_VALIDATION_FAILED', purview.text);
const put = await fhir(riverside, `Patient/${alice}`, { method: 'DELETE' });
expect('FHIR that changes something: 405', put.status === 405, put);
