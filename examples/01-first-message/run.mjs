// Send one message as a hospital would, and read what comes back. node examples/01-first-message/run.mjs [URL]
import { base, expect, graph, message, nhsNumber, say, sendHl7, tokenOf } from '../client.mjs';

const newPatient = () => message(import.meta.url, 'new-patient.hl7');

say(`Riverside tells ${base} of a patient, Grace Okafor (ADT^A28):`);
const text = newPatient();
const accepted = await sendHl7('riverside-hl7', text);
console.log(accepted.text.replaceAll(/^|\r(?!$)/g, '\n    ').trimEnd());
expect('AA: she is in the database, on disk', accepted.code === 'AA', accepted.text);

say('Riverside’s own system asks for her in GraphQL, by NHS number:');
const query = `query ($who: [IdentifierInput!]) {
  patients(identifiers: $who) { items { givenName familyName dateOfBirth identifiers { system value } } }
}`;
const { data, text: answer } = await graph(await tokenOf('riverside-customer'), query, {
  who: [{ system: nhsNumber, value: '9990001014' }],
});
const [grace, ...others] = data?.patients.items ?? [];
expect('one patient', grace !== undefined && others.length === 0, answer);
console.log(`      ${grace.givenName} ${grace.familyName}, born ${grace.dateOfBirth}`);
expect('as the message has her', grace.familyName === 'Okafor' && grace.dateOfBirth === '1987-02-28', answer);
const own = grace.identifiers.some(({ value }) => value === 'R2001014');
expect('with Riverside’s own hospital number', own, answer);

say('The line broke, and Riverside’s system does not know whether that arrived. It sends the very same message again:');
const again = await sendHl7('riverside-hl7', text);
expect('the very same acknowledgement, byte by byte; nothing was done twice', again.text === accepted.text, again.text);

say('Somebody typed the 30th of February:');
const mistyped = await sendHl7('riverside-hl7', newPatient().replace('|19870228|', '|19870230|'));
expect('AR: the message is wrong, and sending it again will not help', mistyped.code === 'AR', mistyped.text);
expect(`it says where and why: ${mistyped.reason}`, mistyped.reason.includes('PID[1].7'), mistyped.text);

say('A digit of the NHS number got lost on the way, so that its check digit is wrong:');
const misread = await sendHl7('riverside-hl7', newPatient().replace('9990001014', '9990001015'));
expect(`AR: ${misread.reason}`, misread.code === 'AR' && misread.reason.includes('PID[1].3[1]'), misread.text);

say('Somebody without the password tries:');
const unknown = await sendHl7('riverside-hl7', newPatient(), 'Basic cml2ZXJzaWRlLWhsNzpndWVzcw==');
expect('401: not even an acknowledgement', unknown.status === 401 && unknown.code === undefined, unknown);
