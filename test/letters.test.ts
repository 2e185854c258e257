import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { anInpatient, mdm } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Letters whose message waits for an administrator. Domain reference §4.2, §7.4

const alice = anInpatient({ nhsNumber: patients.alice.nhsNumber, family: 'Archer', given: 'Alice' });
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

let system: Wiring;
let postbridge: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  postbridge = await callers['partner.fhir'](system.base);
});
afterAll(() => system.stop());

const ask = async <Data>(headers: Headers, query: string, variables: object = {}): Promise<Data> => {
  const reply = await outside.postGraphWith(system.base, headers, { query, variables: { ...variables } });
  const { data, errors } = outside.graphAnswer<Data>(reply);
  expect(errors).toBeUndefined();
  return data as Data;
};
const envelope = { facility: 'riverside-post' };
const send = (message: string) => outside.deliver(system.base, message, 'postbridge-hl7');

type Sent = {
  readonly id: string;
  readonly documentIdentifier: string;
  readonly documentId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly patient: {
    readonly id: string;
    readonly familyName: string;
    readonly address: { readonly lines: readonly string[] } | null;
  };
};
type Page = { readonly page: { readonly items: readonly Sent[]; readonly next: string | null } };
const all = async (field: 'printJobs' | 'sentLetters'): Promise<Sent[]> => {
  const found: Sent[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { page }: Page = await ask<Page>(
      postbridge,
      `query ($after: String) { page: ${field}(first: 50, after: $after) { next items {
        id documentIdentifier documentId state reason patient { id familyName address { lines } } } } }`,
      { after },
    );
    found.push(...page.items);
    after = page.next;
  }
  return found;
};

/** As long as it takes: the run as a whole ends what hangs. */
const until = async <Answer>(look: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> => {
  for (;;) {
    const answer = await look();
    if (wanted(answer)) return answer;
    await wait(50);
  }
};

it('The letter of a message that is held for review is printed at once, and goes on as that when the message is released', async () => {
  const oscar = await session(system.base, 'oscar');
  const organisationId = organisations.riverside.id;
  const check = (softMatch: readonly string[]) =>
    ask(oscar, 'mutation ($input: MatchingInput!) { setMatching(input: $input) { __typename } }', {
      input: { organisationId, checksNhsStatus: false, softMatch, autoCreates: false },
    });
  // The date of birth in the message is not Alice’s.
  await check(['DATE_OF_BIRTH']);
  await send(mdm(alice, { id: 'held-1', content: pdf }, envelope));
  const job = (await all('printJobs')).find(({ documentIdentifier }) => documentIdentifier === 'held-1');
  expect(job).toMatchObject({ state: 'PRINT_REQUESTED', reason: 'HELD', patient: null, documentId: null });

  const { heldMessages } = await ask<{ heldMessages: { items: { id: string }[] } }>(
    oscar,
    'query ($id: ID!) { heldMessages(organisationId: $id, state: HELD, first: 10) { items { id } } }',
    { id: organisationId },
  );
  const decide = { ids: heldMessages.items.map(({ id }) => id), decision: 'APPROVE' };
  await ask(oscar, 'mutation ($input: DecideMessagesInput!) { decideMessages(input: $input) { __typename } }', {
    input: decide,
  });
  const released = async () =>
    (await all('sentLetters')).filter(({ documentIdentifier }) => documentIdentifier === 'held-1');
  const found = await until(released, ([one]) => one?.documentId != null);
  expect(found).toMatchObject([{ id: job?.id, state: 'PRINT_REQUESTED', patient: { id: patients.alice.id } }]);
});
