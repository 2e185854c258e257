import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcess } from '../../gateway/index.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { openPatients } from '../../subgraphs/patients/index.ts';
import { hiddenFields, type Browser } from '../../test/browser.ts';
import { testKeys } from '../../test/calls.ts';
import type { Reply } from '../../test/outside.ts';
import { signIn, signInWorld, type SignInProcess, type SignInWorld } from '../../test/people.ts';
import { asking, noon } from '../../test/slice.ts';
import { joiningFrom } from './index.ts';

// From the codes on a letter to a record of one's own, as patients do it. ADR 31

const clock = fixedClock(noon);
const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
const postbridge: Principal = {
  kind: 'partner',
  integration: 'partner.fhir',
  client: 'postbridge',
  partner: 'postbridge',
  organisation: organisations.riverside.id as OrganisationId,
};
/** Somebody whom a feed has made known. */
const dora = { id: '00000000-0000-4000-8000-0000000000d1', number: '5555555555', born: '1990-02-03' };

let world: SignInWorld;
let here: SignInProcess;
let slice: ReturnType<typeof openPatients>;
beforeAll(async () => {
  world = await signInWorld(clock);
  await seedPatients(world.prisma);
  slice = openPatients({ sql: world.database.sql, newId: uuid7 });
  here = await world.open({ joining: joiningFrom(inProcess(slice, { clock, keys: testKeys })) });
});
afterAll(async () => {
  await here.close();
  await world.drop();
});
beforeEach(async () => {
  clock.set(new Date(noon));
  await world.database.pool.query(
    `delete from identity.sign_in_lane; delete from patients.registration_token; truncate events.outbox;
     update patients.person set patient_id = null where patient_id = '${dora.id}';
     delete from patients.email where patient_id = '${dora.id}'; delete from patients.patient_version where patient_id = '${dora.id}';
     delete from patients.team_link where patient_id = '${dora.id}'; delete from patients.identifier where patient_id = '${dora.id}';
     delete from patients.patient where id = '${dora.id}'`,
  );
  await world.prisma.patient.create({
    data: {
      ...{ id: dora.id, version: 1, lastUpdated: new Date(noon), enteredAt: new Date(noon), enteredBy: 'feed' },
      ...{ familyName: 'Dale', givenName: 'Dora', dateOfBirth: new Date(dora.born), gender: 'FEMALE' },
      ...{ deceased: false, status: 'UNREGISTERED', sharingDisabled: false, accessFrozen: false },
      identifiers: { create: { system: nhs, value: dora.number, verification: '01' } },
      links: {
        create: {
          teamId: teams['riverside-prt'].id,
          organisationId: organisations.riverside.id,
          since: new Date(noon),
        },
      },
    },
  });
});

type OnLetter = { readonly code: string; readonly token: string; readonly joinPath: string };
const letter = async (): Promise<OnLetter> => {
  const { data } = await asking(slice, postbridge, clock).run(
    `mutation ($input: InvitationTokensInput!) { r: generateInvitationTokens(input: $input) {
      ... on InvitationTokens { tokens { code token joinPath } } } }`,
    { input: { patients: [{ system: nhs, value: dora.number }] } },
  );
  const [made] = (data?.['r'] as { readonly tokens: readonly OnLetter[] }).tokens;
  if (made === undefined) throw new Error('No token was made.');
  return made;
};

const at = (address = '192.0.2.1'): Browser => here.at(address);
let guests = 0;
const newcomer = () => ({ born: dora.born, email: `dora-${++guests}@demo.example`, chosen: 'three random words' });
const send = (from: Browser, path: string, fields: Readonly<Record<string, string>>): Promise<Reply> =>
  from.submit(path, '/join/riverside-prt', fields);
const errorIn = ({ text }: Reply): string | undefined => /role="alert".*?<p>(.*?)<\/p>/s.exec(text)?.[1];
const record = () =>
  world.prisma.patient.findUniqueOrThrow({ where: { id: dora.id }, include: { person: true, emails: true } });
/** What a refusal must leave as it was. */
const untouched = async (email: string): Promise<void> => {
  const { status, version, person, emails } = await record();
  expect({ status, version, person, emails }).toEqual({ status: 'UNREGISTERED', version: 1, person: null, emails: [] });
  expect(await world.prisma.account.count({ where: { email } })).toBe(0);
  expect((await world.database.pool.query('select from events.outbox')).rowCount).toBe(0);
};

describe('A patient with a letter', () => {
  it('is told who has sent it, makes an account, and has a record of their own', async () => {
    const { joinPath } = await letter();
    const guest = at();
    const page = await guest.get(joinPath);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Riverside Patient Records Team')]);
    // Nothing of the record is shown to whoever has found the letter.
    for (const word of ['Dora', 'Dale', dora.number, dora.born]) expect(page.text).not.toContain(word);
    const typed = newcomer();
    const reply = await send(guest, joinPath, typed);
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/join']);
    expect((await guest.get('/join')).text).toContain('Your record is open to you now');
    const { status, version, person, emails } = await record();
    expect({ status, version }).toEqual({ status: 'REGISTERED', version: 2 });
    expect(person).toMatchObject({ id: await here.personIn(guest), name: 'Dora Dale', email: typed.email });
    expect(emails).toMatchObject([{ address: typed.email, isPrimary: true, confirmed: false }]);
    const act = await world.prisma.act.findFirst({
      where: { kind: 'PATIENT_REGISTERED', patientId: dora.id },
      orderBy: { id: 'desc' },
    });
    expect(act).toMatchObject({ personId: person?.id, organisationId: organisations.riverside.id });
    const { rows } = await world.database.pool.query(
      'select kind, organisation_id, patient_id, about from events.outbox',
    );
    expect(rows).toEqual([
      {
        kind: 'patient.registered',
        organisation_id: organisations.riverside.id,
        patient_id: dora.id,
        about: { registeredAt: '2026-06-01T12:00:00.000Z' },
      },
    ]);
  });

  it('may type both codes as they are printed, in whatever case', async () => {
    const { code, token } = await letter();
    const guest = at();
    expect((await guest.get('/join/riverside-prt')).text).toContain('Type both as they are printed');
    const typed = `/join/riverside-prt?t1=${code.slice(0, 4).toLowerCase()}-${code.slice(4)}&t2=${encodeURIComponent(token.replaceAll(/(.{4})/g, '$1 '))}`;
    expect((await send(guest, typed, newcomer())).status).toBe(303);
  });

  it('uses it once', async () => {
    const { joinPath } = await letter();
    const second = at('192.0.2.2');
    const { text } = await second.get(joinPath);
    expect((await send(at(), joinPath, newcomer())).status).toBe(303);
    const late = newcomer();
    const form = new URLSearchParams({ ...hiddenFields(text, '/join/riverside-prt'), ...late });
    const refused = await second.post('/join/riverside-prt', form);
    expect([refused.status, errorIn(refused)]).toEqual([404, expect.stringContaining('cannot be used')]);
    expect(await world.prisma.account.count({ where: { email: late.email } })).toBe(0);
  });

  it('is one person, however many have the same letter at once', async () => {
    const { joinPath } = await letter();
    const forms = await Promise.all(
      [1, 2, 3, 4].map(async (nth) => {
        const from = at(`192.0.2.${nth}`);
        const { text } = await from.get(joinPath);
        return { from, form: new URLSearchParams({ ...hiddenFields(text, '/join/riverside-prt'), ...newcomer() }) };
      }),
    );
    const replies = await Promise.all(forms.map(({ from, form }) => from.post('/join/riverside-prt', form)));
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.every(({ status }) => status < 500)).toBe(true);
    expect((await record()).version).toBe(2);
  });

  it('who gives a wrong date of birth three times has locked it, and nothing is stored', async () => {
    const { joinPath } = await letter();
    const guest = at();
    const typed = { ...newcomer(), born: '1990-02-04' };
    for (let nth = 0; nth < 3; nth++) {
      const refused = await send(guest, joinPath, typed);
      expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining('not the date of birth')]);
      await untouched(typed.email);
    }
    const locked = await guest.get(joinPath);
    expect([locked.status, errorIn(locked)]).toEqual([404, expect.stringContaining('locked after three wrong')]);
    // Another letter is another chance.
    expect((await send(guest, (await letter()).joinPath, newcomer())).status).toBe(303);
  });

  it.each([
    [
      'has expired',
      async () => {
        clock.set(new Date(Date.parse(noon) + 90 * 86_400_000));
        await Promise.resolve();
      },
    ],
    [
      'is of somebody who has died',
      () => world.prisma.patient.update({ where: { id: dora.id }, data: { deceased: true } }),
    ],
    [
      'is of somebody whose access is frozen',
      () => world.prisma.patient.update({ where: { id: dora.id }, data: { accessFrozen: true } }),
    ],
    [
      'is of somebody who has registered otherwise',
      () => world.prisma.patient.update({ where: { id: dora.id }, data: { status: 'REGISTERED' } }),
    ],
  ])('that %s is told the same as one that guesses', async (_what, happen) => {
    const { joinPath, code } = await letter();
    await happen();
    const unusable = await at().get(joinPath);
    const guessed = await at().get(`/join/riverside-prt?t1=${code}&t2=0000000000000000`);
    expect([unusable.status, errorIn(unusable)]).toEqual([404, errorIn(guessed)]);
    expect(guessed.status).toBe(404);
  });

  it('of another team is not found', async () => {
    const { joinPath } = await letter();
    expect((await at().get(joinPath.replace('riverside-prt', 'hillside-prt'))).status).toBe(404);
    expect((await at().get(joinPath.replace('riverside-prt', '%00'))).status).toBe(404);
  });

  it.each([
    ['a short password', { chosen: 'short' }, 'at least 12'],
    ['no e-mail address', { email: 'dora' }, 'an @ and a domain'],
    ['somebody else’s e-mail address', { email: 'alice@demo.example' }, 'already'],
  ])('is told what is wrong with %s, and nothing is stored', async (_what, fields, words) => {
    const { joinPath } = await letter();
    const typed = { ...newcomer(), ...fields };
    const refused = await send(at(), joinPath, typed);
    expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining(words)]);
    expect((await record()).status).toBe('UNREGISTERED');
  });
});

describe('Somebody who is signed in', () => {
  it('opens the record to their account by the date of birth alone', async () => {
    const { joinPath } = await letter();
    const hall = at();
    await signIn(hall, 'hall');
    const page = await hall.get(joinPath);
    expect(page.text).toContain('hall@demo.example');
    expect(page.text).not.toContain('password');
    const wrong = await send(hall, joinPath, { born: '1990-02-04' });
    expect([wrong.status, errorIn(wrong)]).toEqual([400, expect.stringContaining('not the date of birth')]);
    expect((await send(hall, joinPath, { born: dora.born })).headers.get('location')).toBe('/join');
    expect((await record()).person?.id).toBe(people.hall.id);
  });

  it('gets no second record', async () => {
    const { joinPath } = await letter();
    const alice = at();
    await signIn(alice, 'alice');
    const refused = await send(alice, joinPath, { born: dora.born });
    expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining('already')]);
    await untouched('none');
    const { patientId } = await world.prisma.person.findUniqueOrThrow({ where: { id: people.alice.id } });
    expect(patientId).toBe(patients.alice.id);
  });
});

it('Identity alone asks what a letter is worth', async () => {
  const { code, token } = await letter();
  const { data } = await asking(slice, postbridge, clock).run(
    'query ($letter: LetterTokenInput!) { letterTokenSeen(letter: $letter) { team } }',
    { letter: { team: 'riverside-prt', code, token } },
  );
  expect(data).toEqual({ letterTokenSeen: null });
  const joined = await asking(slice, postbridge, clock).run(
    'mutation ($input: JoinInput!) { r: joinByLetter(input: $input) { joined field } }',
    { input: { letter: { team: 'riverside-prt', code, token }, dateOfBirth: dora.born, person: people.diaz.id } },
  );
  expect(joined.data).toEqual({ r: { joined: null, field: 'token' } });
  await untouched('none');
});
