// The patient decides who sees what, and sees who looked: people sign in, consent is given and taken back, and glass is
// broken in an emergency. Alice, Dr Diaz, and Petra, a privacy officer, are in the demo world.
// node examples/05-who-decides/run.mjs [URL]
import { expect, message, say, sendHl7, signIn } from '../client.mjs';

const alice = '00000000-0000-4000-8000-0000000000a1';
const riverside = '00000000-0000-4000-8000-000000000001';
const diabetesTeam = '00000000-0000-4000-8000-000000000012';

const [asAlice, asDiaz, asPetra] = await Promise.all(['alice', 'diaz', 'petra'].map(signIn));

say('Hillside sends a letter about talking therapies. Alice shares general health with Dr Diaz’s team, no more:');
const sent = await sendHl7('hillside-hl7', message(import.meta.url, 'mental-health-letter.hl7'));
expect('AA: the letter is in her record', sent.code === 'AA', sent.text);
const share = (labels) =>
  asAlice(
    `mutation ($input: SetConsentInput!) { setConsent(input: $input) { __typename ... on Consent { name labels } ... on Refusal { message } } }`,
    { input: { patientId: alice, teamId: diabetesTeam, labels } },
  );
await share(['GENERAL_HEALTH']);

const letters = async () => {
  const { data, text } = await asDiaz(`query ($id: ID!) { patient(id: $id) { documents { items { title label } } } }`, {
    id: alice,
  });
  expect('Dr Diaz is answered', Array.isArray(data?.patient?.documents?.items), text);
  return data.patient.documents.items.filter(({ label }) => label === 'MENTAL_HEALTH').length;
};
expect('Dr Diaz does not see it, nor that there is one', (await letters()) === 0);

say('Alice shares mental health with the team:');
const given = await share(['GENERAL_HEALTH', 'MENTAL_HEALTH']);
expect('it is done', given.data?.setConsent.labels?.length === 2, given.text);
expect('Dr Diaz sees the letter, with the very next question', (await letters()) > 0);

say('She takes that back:');
await share(['GENERAL_HEALTH']);
expect('Dr Diaz sees it no more', (await letters()) === 0);

say('She is brought in unconscious. Dr Diaz breaks the glass, and has to say why:');
const reason = 'Unconscious in the emergency department, no relatives';
const broken = await asDiaz(
  `mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { __typename ... on BrokenGlass { id until } ... on Refusal { message } } }`,
  { input: { patientId: alice, reason } },
);
const glass = broken.data?.breakGlass;
expect('the record is open for 30 minutes', glass?.until !== undefined, broken.text);
expect('everything in it', (await letters()) > 0);
await asDiaz(`mutation ($id: ID!) { mendGlass(id: $id) { __typename } }`, { id: glass.id });
expect('and closed again when Dr Diaz ends it', (await letters()) === 0);

say('Alice looks who was there:');
const log = await asAlice(
  `query ($id: ID!) { patient(id: $id) { accessLog(first: 100) { items { at actor kind basis reading } } } }`,
  { id: alice },
);
const entries = log.data?.patient?.accessLog?.items ?? [];
for (const { actor, kind, basis, reading } of entries.slice(0, 6))
  console.log(`      ${actor}: ${kind}${basis === null ? '' : ` by ${basis}`} ${reading.join(', ')}`);
expect(
  'she sees that the glass was broken',
  entries.some(({ kind }) => kind === 'GLASS_BROKEN'),
  log.text,
);
expect(
  'and what was read through it',
  entries.some(({ basis }) => basis === 'BTG'),
  log.text,
);

say('So does the privacy officer of Riverside:');
const told = await asPetra(
  `query ($id: ID!) { brokenGlass(organisationId: $id, first: 5) { items { patientId reason } } }`,
  { id: riverside },
);
expect(
  'by whom, for whom, and why',
  told.data?.brokenGlass?.items.some((one) => one.reason === reason),
  told.text,
);
const asked = await asPetra(`query ($id: ID!) { patient(id: $id) { familyName } }`, { id: alice });
expect('but not the record: her office opens none', asked.data?.patient === null, asked.text);
