import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { eventually } from './eventually.ts';
import { adt, anInpatient, oru, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { besideIt, inOneProcess, type Wiring } from './wiring.ts';

// What patients are told of by e-mail, through a real mail server. Domain reference §3.1, Notifications

type Mail = { readonly to: string; readonly text: string };

const mails: Mail[] = [];
/** What the mail server answers to an address, where that is not yes. */
const answers = new Map<string, number>();
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onRcptTo: ({ address }, _session, done) => {
    const code = answers.get(address);
    done(code === undefined ? null : Object.assign(new Error('not here'), { responseCode: code }));
  },
  onData: (stream, { envelope }, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const text = Buffer.concat(chunks)
        .toString('utf8')
        .replaceAll(/\r\n (?=\S)|=\r\n/g, '')
        .replaceAll('=3D', '=');
      for (const { address } of envelope.rcptTo) mails.push({ to: address, text });
      done();
    });
  },
});

const smtpUrl = (): string => `smtp://127.0.0.1:${String((mailServer.server.address() as AddressInfo).port)}`;

let system: Wiring;
let alice: Headers;
beforeAll(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  system = await inOneProcess({ SMTP_URL: smtpUrl() });
  alice = await session(system.base, 'alice');
});
afterAll(async () => {
  await system.stop();
  await new Promise<void>((resolve) => {
    mailServer.close(resolve);
  });
});

const who = anInpatient({ nhsNumber: patients.alice.nhsNumber });
let items = 0;
const book = (): Promise<unknown> => outside.deliver(system.base, siu('S12', who, `N${String((items += 1))}`));
const report = (): Promise<unknown> =>
  outside.deliver(system.base, oru(who, { id: `N${String((items += 1))}`, potassium: '4.1' }));

const arrived = async (count: number): Promise<readonly Mail[]> =>
  eventually(
    () => Promise.resolve(mails),
    ({ length }) => length >= count,
  );

const isOn = async (): Promise<boolean | undefined> => {
  const reply = await outside.postGraphWith(system.base, alice, { query: '{ emailNotifications { on } }' });
  return outside.graphAnswer<{ emailNotifications: { on: boolean } }>(reply).data?.emailNotifications.on;
};

const turnOn = (): Promise<outside.Reply> =>
  outside.postGraphWith(system.base, alice, { query: 'mutation { setEmailNotifications(on: true) { __typename } }' });

/** The same but for one character, whose bits all count. */
const anotherOf = (sealed: string): string => sealed.replace(/.(?=.{20}$)/, (letter) => (letter === 'x' ? 'y' : 'x'));

const noticed = (): Promise<readonly { kind: string; waiting: number; attempts: number; held: boolean }[]> =>
  system.database.sql.query(
    'test.noticed',
    'select kind, waiting, attempts, holder is not null as held from events.notice where patient_id = $1 order by kind',
    [patients.alice.id],
  );
/** All that was announced has been noticed, and all of that was told, or is to be told to nobody. */
const settled = async (): Promise<void> => {
  const left = (): Promise<readonly unknown[]> =>
    system.database.sql.query('test.left', 'select seq from events.outbox limit 1', []);
  await eventually(left, ({ length }) => length === 0);
  await eventually(noticed, (rows) => rows.length > 0 && rows.every(({ waiting }) => waiting === 0));
};

it('says that there is something new, and not what; of results once a day, of appointments each time', async () => {
  await report();
  await arrived(1);
  await report();
  await book();
  const [first, second] = await arrived(2);
  expect(first?.text).toContain('a new test result');
  expect(second?.text).toContain('a new or changed appointment');
  expect(second?.text).not.toContain('test result');
  await eventually(noticed, (rows) => rows.some(({ kind, waiting }) => kind === 'APPOINTMENT' && waiting === 0));
  expect(await noticed()).toMatchObject([
    { kind: 'APPOINTMENT', waiting: 0 },
    { kind: 'TEST', waiting: 1 },
  ]);
  for (const { text } of mails) {
    expect(text.replaceAll('alice@demo.example', '')).not.toMatch(
      /Alice|Archer|Potassium|Sodium|4\.1|Eye clinic|Woolf|Riverside|9434765919/i,
    );
    expect(text).toMatch(/^List-Unsubscribe: ?<http/m);
    expect(text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated/m);
  }
});

it('ends by the link of an e-mail, which does nothing when it is only looked at, and begins again when she says so', async () => {
  const link = /To get no more of these e-mails: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  expect((await outside.ask(link, 'GET')).status).toBe(200);
  expect(await isOn()).toBe(true);
  const forged = await outside.ask(anotherOf(link), 'POST', { body: 'List-Unsubscribe=One-Click' });
  expect(forged.status).toBe(404);
  expect(await isOn()).toBe(true);

  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await outside.ask(link, 'POST', { headers, body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
  expect(await isOn()).toBe(false);
  const before = mails.length;
  await system.database.sql.query('test.due', `update events.notice set due_at = '-infinity'`, []);
  await book();
  await settled();
  expect(mails).toHaveLength(before);

  await turnOn();
  await book();
  expect(await arrived(before + 1)).toHaveLength(before + 1);
  await settled();
});

it('is tried again where the mail server says later, and not where it says never', async () => {
  const [{ to } = { to: '' }] = mails;
  const before = mails.length;
  answers.set(to, 451);
  await book();
  const put = await eventually(noticed, (rows) =>
    rows.some(({ attempts, waiting, held }) => attempts > 0 && waiting > 0 && !held),
  );
  expect(put).toContainEqual({ kind: 'APPOINTMENT', waiting: 1, attempts: 1, held: false });
  answers.set(to, 550);
  const again = async (): Promise<void> => {
    await system.database.sql.query('test.due-again', `update events.notice set due_at = '-infinity'`, []);
    await settled();
  };
  await again();
  answers.delete(to);
  await book();
  await again();
  expect(mails).toHaveLength(before);
  expect(await system.database.sql.query('test.refused', 'select address from events.refused_address', [])).toEqual([
    { address: to },
  ]);
});

it('shows her that her address was refused, until it is long ago', async () => {
  const query = '{ emailNotifications { on refusedAt problem } }';
  type State = { readonly emailNotifications: { readonly refusedAt: string; readonly problem: string } };
  const state = outside.graphAnswer<State>(await outside.postGraphWith(system.base, alice, { query })).data;
  expect(state?.emailNotifications).toEqual({
    on: true,
    refusedAt: expect.any(String) as string,
    problem: expect.stringContaining('not here') as string,
  });
  await system.database.sql.query(
    'test.forgiven',
    `update events.refused_address set at = now() - interval '31 days'`,
    [],
  );
  const later = outside.graphAnswer<State>(await outside.postGraphWith(system.base, alice, { query })).data;
  expect(later?.emailNotifications).toEqual({ on: true, refusedAt: null, problem: null });
});

it('hears of an e-mail that comes back later, and of nobody’s address but its reader’s', async () => {
  const before = mails.length;
  await book();
  const [mail] = (await arrived(before + 1)).slice(before);
  await settled();
  const id = /^Message-ID: ?<([^@>]+)@/im.exec(mail?.text ?? '')?.[1] ?? expect.unreachable();
  expect(Buffer.from(id.split('.').at(-1) ?? '', 'base64url').toString('latin1')).not.toContain('alice');
  const report = (of: string): string =>
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b']
      .concat('Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example', '')
      .concat('Final-Recipient: rfc822; petra@demo.example', 'Action: failed', 'Status: 5.1.1', '', '--b')
      .concat('Content-Type: text/rfc822-headers', '', `Message-ID: <${of}@localhost>`, '', '--b--', '')
      .join('\r\n');
  const bring = async (body: string): Promise<unknown> => {
    const headers = { 'content-type': 'message/rfc822' };
    const reply = await outside.ask(`${system.base}/notifications/bounces`, 'POST', { headers, body });
    return reply.status === 200 ? JSON.parse(reply.text) : reply.status;
  };
  const refused = () =>
    system.database.sql.query<{ address: string; patient_id: string }>(
      'test.bounced',
      `select address, patient_id from events.refused_address where at > now() - interval '1 day'`,
      [],
    );
  const forged = anotherOf(id);
  for (const nothing of ['', 'hello', report('made-up'), report(forged)])
    expect(await bring(nothing)).toEqual({ marked: false });
  expect(await bring('x'.repeat(300_000))).toBe(413);
  expect(await refused()).toEqual([]);
  expect(await bring(report(id))).toEqual({ marked: true });
  expect(await refused()).toEqual([{ address: mail?.to, patient_id: patients.alice.id }]);
  await book();
  await settled();
  expect(mails).toHaveLength(before + 1);
  await system.database.sql.query(
    'test.forgiven',
    `update events.refused_address set at = now() - interval '31 days'`,
    [],
  );
});

const change = async (by: Headers, mutation: string): Promise<Readonly<Record<string, unknown>>> => {
  const reply = await outside.postGraphWith(system.base, by, { query: `mutation { done: ${mutation} }` });
  const { data, errors } = outside.graphAnswer<{ done: Readonly<Record<string, unknown>> }>(reply);
  return data?.done ?? expect.unreachable(JSON.stringify(errors));
};
/** The mail to an address, without the lines that are made of chance and of the clock: they may contain any word. */
const mailTo = async (address: string, from: number): Promise<string> => {
  const found = await eventually(
    () => Promise.resolve(mails.slice(from).find(({ to }) => to === address)),
    (mail) => mail !== undefined,
  );
  return (found?.text ?? '').replace(/^(?:Date|Message-ID):.*$/gim, '');
};

it('tells of each message of a team, and of a record that was opened in an emergency, which its officer hears too', async () => {
  const before = mails.length;
  const team = await callers['tethered.rest'](system.base);
  const patientId = patients.alice.id;
  const message = `patientId: "${patientId}", subject: "Your blood", content: "Potassium again"`;
  await change(team, `writeMessage(input: { ${message} }) { ... on Refusal { message } }`);
  expect(await mailTo('alice@demo.example', before)).toContain('a new message');
  await settled();
  const between = mails.length;
  await change(
    alice,
    `writeMessage(input: { ${message}, teamId: "${teams['riverside-diabetes'].id}" }) { ... on Refusal { message } }`,
  );
  await change(
    team,
    `breakGlass(input: { patientId: "${patientId}", reason: "She cannot be asked" }) { ... on Refusal { message } }`,
  );
  const [hers, officers, carers] = await Promise.all(
    ['alice', 'petra', 'carol'].map((name) => mailTo(`${name}@demo.example`, between)),
  );
  expect(hers).toContain('opened in an emergency');
  expect(hers).not.toContain('a new message');
  expect(officers).toContain('opened a record in an emergency');
  expect(carers).toContain('opened a health record that you look after in an emergency');
  for (const text of [hers, officers, carers]) expect(text).not.toMatch(/Archer|Potassium|blood|asked/i);
  await settled();
});

it('tells that a team has given something to read, and not what', async () => {
  const before = mails.length;
  const team = await callers['tethered.rest'](system.base);
  const input = 'title: "Living with diabetes", url: "https://example.org/diabetes"';
  const { id } = await change(team, `publishResource(input: { ${input} }) { ... on LibraryResource { id } }`);
  const reply = await outside.postGraphWith(system.base, team, {
    query: `{ patient(id: "${patients.alice.id}") { permit } }`,
  });
  const { data } = outside.graphAnswer<{ patient: { permit: string } }>(reply);
  const given = `permit: "${data?.patient.permit ?? ''}", resourceId: "${String(id)}"`;
  await change(team, `giveResource(input: { ${given} }) { ... on Refusal { message } }`);
  const text = await mailTo('alice@demo.example', before);
  expect(text).toContain('something to read for you');
  expect(text).not.toMatch(/diabetes/i);
  await settled();
});

it('brings an invitation to its address, with its link; and no more than ten to one address in a day', async () => {
  const oscar = await session(system.base, 'oscar');
  const invite = (email: string): Promise<Readonly<Record<string, unknown>>> =>
    change(
      oscar,
      `inviteMember(input: { role: ADMINISTRATOR, organisationId: "${organisations.riverside.id}", email: "${email}" }) { ... on IssuedInvitation { token } }`,
    );
  const { token } = await invite('new@example.org');
  const text = await mailTo('new@example.org', 0);
  expect(text).toContain(`/invitation?token=${String(token)}`);
  expect(text).not.toMatch(/Riverside|Oscar|List-Unsubscribe/);
  for (let nth = 0; nth < 12; nth += 1) await invite('many@example.org');
  await invite('last@example.org');
  await mailTo('last@example.org', 0);
  expect(mails.filter(({ to }) => to === 'many@example.org').length).toBeLessThanOrEqual(10);
  const carer = `invite(input: { patientId: "${patients.alice.id}", kind: CARER, email: "carer@example.org", labels: [GENERAL_HEALTH] })`;
  await change(alice, `${carer} { ... on Refusal { message } }`);
  expect(await mailTo('carer@example.org', 0)).toContain('invites you to look after a health record');
});

it('tells a child and the carer before a birthday that ends the care, when a server looks', async () => {
  const before = mails.length;
  await system.database.pool.query(
    `update patients.patient set date_of_birth = (now() - interval '12 years 10 months')::date where id = $1`,
    [patients.alice.id],
  );
  const another = await besideIt(system, { SMTP_URL: smtpUrl() });
  const [hers, carers] = await Promise.all(['alice', 'carol'].map((name) => mailTo(`${name}@demo.example`, before)));
  expect(hers).toContain('the access of somebody who looks after your health record ends');
  expect(carers).toContain('your access to a health record that you look after ends');
  for (const text of [hers, carers]) expect(text).not.toMatch(/Archer|\b13\b|birthday/i);
  await another.stop();
});

it('tells both users, and carers, that an administrator proposes to make one record of two', async () => {
  const before = mails.length;
  const twin = anInpatient();
  const localOnly = adt('A28', twin).replace(/\d{10}\^\^\^NHS\^NH[^~|]*~?/, '');
  await outside.deliver(system.base, localOnly);
  const { rows } = await system.database.pool.query<{ id: string }>(
    `insert into patients.person (id, name, email, patient_id)
     select gen_random_uuid(), 'Tess', 'twin@example.org', patient_id from patients.identifier where value = $1 returning patient_id as id`,
    [twin.hospitalNumber],
  );
  const input = `organisationId: "${organisations.riverside.id}", survivorId: "${patients.alice.id}", mergedId: "${rows[0]?.id ?? ''}", note: "Seen twice in the eye clinic"`;
  const oscar = await session(system.base, 'oscar');
  const proposed = await change(
    oscar,
    `proposeMerge(input: { ${input} }) { ... on MergeProposal { state } ... on Refusal { message } }`,
  );
  expect(proposed).toEqual({ state: 'OPEN' });
  const told = ['alice@demo.example', 'twin@example.org', 'carol@demo.example'];
  const [hers, twins, carers] = await Promise.all(told.map((address) => mailTo(address, before)));
  for (const text of [hers, twins]) expect(text).toContain('proposes to make one of the two');
  expect(carers).toContain('a second record of somebody whose health record you look after');
  for (const text of [hers, twins, carers]) expect(text).not.toMatch(/Archer|Tess|Riverside|Oscar|eye clinic/i);
});

it('is for those who have come in or were invited, and for nobody else', async () => {
  const stranger = anInpatient();
  await outside.deliver(system.base, adt('A28', stranger));
  await outside.deliver(system.base, siu('S12', stranger, 'N-stranger'));
  const done = (): Promise<{ waiting: number }[]> =>
    system.database.sql.query(
      'test.stranger',
      `select n.waiting from events.notice n join patients.identifier i using (patient_id) where i.value = $1`,
      [stranger.nhsNumber],
    );
  expect(await eventually(done, ([row]) => row?.waiting === 0)).toEqual([{ waiting: 0 }]);
  const known = [
    'alice@demo.example',
    'petra@demo.example',
    'carol@demo.example',
    ...['new', 'many', 'last', 'carer', 'twin'].map((name) => `${name}@example.org`),
  ];
  expect(mails.map(({ to }) => to).filter((to) => !known.includes(to))).toEqual([]);
});
