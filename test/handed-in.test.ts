import type { DocumentReference, OperationOutcome, Patient } from 'fhir/r3.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isError } from '../fhir/issue.ts';
import { validate } from '../fhir/validate/validate.ts';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { adt, anInpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Letters that a partner hands in by FHIR, and others through the graph. Domain reference §7.4

let system: Wiring;
let postbridge: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  postbridge = await callers['partner.fhir'](system.base);
});
afterAll(() => system.stop());

const nhs = outside.nhsNumberSystem;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
let count = 0;
const aNumber = (): string => `handed-${(count += 1)}`;

const aLetter = (number: string, more: Partial<DocumentReference> = {}): DocumentReference => ({
  resourceType: 'DocumentReference',
  masterIdentifier: { system: 'https://postbridge.example/letters', value: number },
  status: 'current',
  type: { coding: [{ code: 'CL', display: 'Clinic letter' }] },
  subject: { identifier: { system: nhs, value: patients.alice.nhsNumber } },
  indexed: '2026-05-01T10:00:00Z',
  description: 'Your visit to the clinic',
  content: [{ attachment: { contentType: 'application/pdf', data: pdf.toString('base64') } }],
  ...more,
});
const send = (letter: object, headers = postbridge): Promise<outside.Reply> =>
  outside.ask(`${system.base}/fhir/messaging/DocumentReference`, 'POST', {
    headers: { 'content-type': 'application/fhir+json', ...headers },
    body: JSON.stringify(letter),
  });
const issuesOf = ({ text }: outside.Reply): OperationOutcome['issue'] => {
  const outcome = JSON.parse(text) as OperationOutcome;
  expect(validate('STU3', outcome).filter(isError)).toEqual([]);
  return outcome.issue;
};
const ask = async <Data>(headers: Headers, query: string, variables: object = {}): Promise<Data> => {
  const reply = await outside.postGraphWith(system.base, headers, { query, variables: { ...variables } });
  const { data, errors } = outside.graphAnswer<Data>(reply);
  expect(errors).toBeUndefined();
  return data as Data;
};
type Sent = { readonly documentIdentifier: string; readonly state: string; readonly reason: string | null };
const sent = async (number: string, headers = postbridge): Promise<Sent[]> => {
  const query = '{ page: sentLetters(first: 100) { items { documentIdentifier title state reason } } }';
  const { page } = await ask<{ page: { items: Sent[] } }>(headers, query);
  return page.items.filter(({ documentIdentifier }) => documentIdentifier === number);
};

describe('A DocumentReference that a partner sends', () => {
  it('is a letter to the patient, whose bytes are in the record', async () => {
    const number = aNumber();
    const reply = await send(aLetter(number));
    expect([reply.status, issuesOf(reply)[0]?.diagnostics]).toEqual([201, `Letter ${number}: it was handed in.`]);
    expect(await sent(number)).toMatchObject([{ title: 'Your visit to the clinic', state: 'PUBLISHED' }]);
    const location = reply.headers.get('location') ?? '';
    const bytes = await outside.ask(location.replace('/DocumentReference/', '/Binary/'), 'GET', {
      headers: { ...postbridge, accept: 'application/pdf' },
    });
    expect(bytes.bytes).toEqual(pdf);
    const { patient } = await ask<{ patient: { letters: { items: { externalId: string }[] } } }>(
      await session(system.base, 'alice'),
      `{ patient(id: "${patients.alice.id}") { letters { items { externalId } } } }`,
    );
    expect(patient.letters.items).toContainEqual({ externalId: number });
  });

  it('is done once when it is sent twice, replaced by a later one, and stands against an earlier one', async () => {
    const number = aNumber();
    expect((await send(aLetter(number))).status).toBe(201);
    const again = await send(aLetter(number));
    expect([again.status, issuesOf(again)[0]?.diagnostics]).toEqual([200, expect.stringContaining('nothing was')]);
    expect(await sent(number)).toHaveLength(1);
    const later = await send(aLetter(number, { indexed: '2026-05-02T10:00:00Z', description: 'Put right' }));
    expect(issuesOf(later)[0]?.diagnostics).toContain('it was changed');
    expect((await sent(number)).map(({ state }) => state).sort()).toEqual(['EXCLUDED', 'PUBLISHED']);
    expect(issuesOf(await send(aLetter(number)))[0]?.diagnostics).toContain('a later one was here');
  });

  it('is taken back by one that was entered in error', async () => {
    const number = aNumber();
    await send(aLetter(number));
    const back = await send(aLetter(number, { status: 'entered-in-error', indexed: '2026-05-02T10:00:00Z' }));
    expect([back.status, await sent(number)]).toEqual([
      200,
      [expect.objectContaining({ state: 'EXCLUDED', reason: 'WITHDRAWN' })],
    ]);
    const never = await send(aLetter(aNumber(), { status: 'entered-in-error' }));
    expect([never.status, issuesOf(never)[0]?.expression]).toEqual([422, ['DocumentReference.masterIdentifier']]);
  });

  it('is printed at once for who cannot sign in, and may name the patient within itself', async () => {
    const dora = anInpatient();
    await outside.deliver(system.base, adt('A28', dora, { facility: 'riverside-post' }), 'postbridge-hl7');
    const number = aNumber();
    const patient: Patient = {
      resourceType: 'Patient',
      id: 'p',
      identifier: [{ system: nhs, value: dora.nhsNumber }],
    };
    const reply = await send(aLetter(number, { contained: [patient], subject: { reference: '#p' } }));
    expect([reply.status, await sent(number)]).toEqual([
      201,
      [expect.objectContaining({ state: 'PRINT_REQUESTED', reason: 'UNREGISTERED' })],
    ]);
  });

  it.each<readonly [string, string, object]>([
    ['no number', 'DocumentReference.masterIdentifier', { masterIdentifier: undefined, identifier: undefined }],
    ['nobody', 'DocumentReference.subject', { subject: undefined }],
    [
      'a patient who is not known',
      'DocumentReference.subject',
      { subject: { identifier: { system: nhs, value: anInpatient().nhsNumber } } },
    ],
    [
      'a number that is none',
      'DocumentReference.subject.identifier',
      { subject: { identifier: { system: nhs, value: '1234567890' } } },
    ],
    ['a time that is still to come', 'DocumentReference.indexed', { indexed: '2126-05-01T10:00:00Z' }],
    [
      'a PDF that is none',
      'DocumentReference.content[0].attachment.data',
      { content: attached('MZ', 'application/pdf') },
    ],
    [
      'a program',
      'DocumentReference.content[0].attachment.contentType',
      { content: attached('MZ', 'application/x-msdownload') },
    ],
    [
      'bytes elsewhere',
      'DocumentReference.content[0].attachment.data',
      { content: [{ attachment: { contentType: 'application/pdf', url: 'http://169.254.169.254/' } }] },
    ],
  ])('with %s is refused at %s, and nothing is stored', async (_what, expression, change) => {
    const number = aNumber();
    const reply = await send({ ...aLetter(number), ...change });
    expect([reply.status, issuesOf(reply).map((issue) => issue.expression?.[0])]).toEqual([422, [expression]]);
    expect(await sent(number)).toEqual([]);
  });

  it('is not for those who send no letters', async () => {
    const app = await callers.app(system.base);
    expect((await send(aLetter(aNumber()), app)).status).toBe(403);
    const named = (organisation: string) => ({ ...postbridge, 'x-org-public-id': organisation });
    expect((await send(aLetter(aNumber()), named(organisations.hillside.id))).status).toBe(403);
    expect((await send(aLetter(aNumber()), named(patients.bob.id))).status).toBe(404);
  });
});

const attached = (text: string, contentType: string): DocumentReference['content'] => [
  { attachment: { contentType, data: Buffer.from(text).toString('base64') } },
];

type Stored = { readonly r: { readonly id?: string; readonly outcome?: string } };

it.each(['tethered.rest', 'customer.fhir'] as const)(
  'A letter is handed in through the graph by %s',
  async (client) => {
    const headers = await callers[client](system.base);
    const number = aNumber();
    const { placeLetter: placed } = await ask<{ placeLetter: { placement: string; messageId: string } }>(
      headers,
      'mutation ($to: LetterAddresseeInput!) { placeLetter(to: $to) { ... on PlacedLetter { placement messageId } } }',
      { to: { identifiers: [{ system: nhs, value: patients.alice.nhsNumber }] } },
    );
    const message = { id: placed.messageId, sentAt: '2026-05-01T10:00:00Z', controlId: 'one' };
    const shared = { placement: placed.placement, message, externalId: number, title: 'From the team' };
    const document = await ask<Stored>(
      headers,
      'mutation ($input: DocumentInput!) { r: ingestDocument(input: $input) { ... on Stored { id } } }',
      {
        input: {
          ...shared,
          type: { code: 'CL' },
          writtenAt: message.sentAt,
          contentType: 'application/pdf',
          content: pdf.toString('base64'),
        },
      },
    );
    const letter = await ask<Stored>(
      headers,
      'mutation ($input: PublishLetterInput!) { r: publishLetter(input: $input) { ... on Stored { outcome } } }',
      { input: { ...shared, documentId: document.r.id } },
    );
    expect(letter.r.outcome).toBe('CREATED');
    expect(await sent(number, headers)).toMatchObject([{ documentIdentifier: number, title: 'From the team' }]);
  },
);

it('A partner puts no letter where it is not placed', async () => {
  const oscar = await session(system.base, 'oscar');
  const refused = await outside.postGraphWith(system.base, oscar, {
    query: 'mutation { placeLetter(to: { identifiers: [] }) { __typename } }',
  });
  expect(outside.graphAnswer(refused).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  const { placeLetter: placed } = await ask<{ placeLetter: { placement: string; messageId: string } }>(
    postbridge,
    'mutation ($to: LetterAddresseeInput!) { placeLetter(to: $to) { ... on PlacedLetter { placement messageId } } }',
    { to: { identifiers: [{ system: nhs, value: patients.alice.nhsNumber }] } },
  );
  const customer = await callers['customer.fhir'](system.base);
  const input = {
    placement: placed.placement,
    message: { id: placed.messageId, sentAt: '2026-05-01T10:00:00Z', controlId: 'one' },
    externalId: aNumber(),
    title: 'Not theirs',
    documentId: organisations.riverside.id,
  };
  const { r } = await ask<{ r: { field: string } }>(
    customer,
    'mutation ($input: PublishLetterInput!) { r: publishLetter(input: $input) { ... on Refusal { field } } }',
    { input },
  );
  expect(r.field).toBe('placement');
});
