import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisations } from '../prisma/demo.ts';
import { session, type Headers } from './callers.ts';
import { patience } from './eventually.ts';
import { anInpatient, controlId, msh, oru, pid, wire, type Envelope, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Messages that wait for an administrator, through the real endpoint. Domain reference §4.2, §11 T3 and T9

let system: Wiring;
let riverside: outside.Client;
let oscar: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
  oscar = await session(system.base, 'oscar');
});
afterAll(() => system.stop());

const organisationId = organisations.riverside.id;

const asOscar = async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> => {
  const { data, errors } = outside.graphAnswer<Data>(
    await outside.postGraphWith(system.base, oscar, { query, variables }),
  );
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
};

type Checks = { checksNhsStatus?: boolean; softMatch?: readonly string[]; autoCreates?: boolean };
const check = async (checks: Checks): Promise<void> => {
  const input = { organisationId, checksNhsStatus: false, softMatch: [], autoCreates: false, ...checks };
  const query = `mutation ($input: MatchingInput!) { setMatching(input: $input) { __typename ... on Refusal { message } } }`;
  expect(await asOscar(query, { input })).toEqual({ setMatching: { __typename: 'Matching' } });
};

type Held = {
  readonly id: string;
  readonly controlId: string;
  readonly type: string;
  readonly reasons: readonly string[];
  readonly patientId: string | null;
  readonly candidates: readonly string[];
  readonly compared: readonly { field: string; messageValue: string | null; recordValue: string | null }[];
  readonly state: string;
  readonly decidedBy: string | null;
  readonly follows: string | null;
  readonly note: string | null;
  readonly settledAt: string | null;
  readonly problem: string | null;
};
const fields = `id controlId type reasons patientId candidates compared { field messageValue recordValue } state decidedBy follows
  note settledAt problem`;

/** The messages in this state that are about this patient, by what they say. */
const queue = async (who: Inpatient, state = 'HELD'): Promise<readonly Held[]> => {
  const query = `query ($organisationId: ID!, $state: ReviewState!) {
    heldMessages(organisationId: $organisationId, state: $state, first: 200) { items { ${fields} } } }`;
  const { heldMessages } = await asOscar<{ heldMessages: { items: readonly Held[] } }>(query, {
    organisationId,
    state,
  });
  return heldMessages.items.filter(({ compared }) =>
    compared.some(({ messageValue }) =>
      [who.nhsNumber, who.hospitalNumber].some((number) => messageValue?.startsWith(number)),
    ),
  );
};

type Decision = { decision: 'APPROVE' | 'REJECT'; note?: string; patientId?: string };
const decide = async (messages: readonly Held[], decision: Decision): Promise<unknown> => {
  const query = `mutation ($input: DecideMessagesInput!) { decideMessages(input: $input) {
    ... on DecidedMessages { decided { controlId state } } ... on Refusal { kind field message } } }`;
  const input = { ids: messages.map(({ id }) => id), ...decision };
  return (await asOscar<{ decideMessages: unknown }>(query, { input })).decideMessages;
};

const statusOf = async (id: string): Promise<string | undefined> => {
  const query = `query ($id: String!) { messageStatus(controlId: $id) { state } }`;
  const { messageStatus } = await riverside.graph<{ messageStatus: { state: string } | null }>(query, { id });
  return messageStatus?.state;
};

const becomes = (id: string, state: string) => expect.poll(() => statusOf(id), { timeout: patience }).toBe(state);

const send = async (message: string, user?: string) => {
  const reply = await outside.postHl7(system.base, message, user);
  const errors = reply.text
    .split('\r')
    .filter((segment) => segment.startsWith('ERR|'))
    .map((segment) => [2, 4, 8].map((field) => segment.split('|')[field]).join('|'));
  return { status: reply.status, ...outside.msaOf(reply), errors, text: reply.text };
};

const at = (minutes: number): Date => new Date(Date.UTC(2026, 4, 1, 9, minutes));
const a28 = (who: Inpatient, { status = '01', ...envelope }: Envelope & { status?: string } = {}): string =>
  wire(msh('ADT^A28', envelope), pid(who).replace('{status:01}', `{status:${status}}`));
const withoutNhsNumber = (who: Inpatient, envelope?: Envelope): string =>
  wire(msh('ADT^A28', envelope), pid(who).replace(`${who.nhsNumber}^^^NHS^NH{status:01}~`, ''));
const born = (message: string, date: string): string => message.replace('|19900203|', `|${date}|`);
const find = (who: Inpatient) => outside.find<{ id: string; familyName: string }>(riverside, who, 'id familyName');

type Results = {
  readonly observations: {
    readonly items: readonly {
      readonly version: number;
      readonly value: string;
      readonly code: { readonly code: string };
    }[];
  };
};
const potassium = async (who: Inpatient): Promise<readonly string[]> => {
  const view = await outside.find<Results>(riverside, who, 'observations { items { version value code { code } } }');
  return (view?.observations.items ?? [])
    .filter(({ code }) => code.code === '2823-3')
    .map(({ version, value }) => `${value} v${String(version)}`);
};

beforeEach(() => check({}));

describe('an A28 whose NHS number is not verified (T3)', () => {
  it('is acknowledged, held, nowhere to be seen, and done once it is approved', async () => {
    await check({ checksNhsStatus: true });
    const who = anInpatient();
    const id = controlId();
    const answer = await send(a28(who, { status: '02', controlId: id }));
    expect(answer).toMatchObject({ status: 200, code: 'AA', reason: '' });
    expect(answer.errors).toEqual(['PID^1^3^1|W|Held until it is reviewed: the NHS number is not verified.']);
    expect(await find(who)).toBeUndefined();
    expect(await statusOf(id)).toBe('HELD');

    const [held, ...others] = await queue(who);
    expect(others).toEqual([]);
    expect(held).toMatchObject({
      controlId: id,
      type: 'ADT^A28',
      reasons: ['NHS_STATUS'],
      patientId: null,
      candidates: [],
    });
    expect(held?.compared).toContainEqual({ field: 'familyName', messageValue: who.family, recordValue: null });

    expect(await decide(held === undefined ? [] : [held], { decision: 'APPROVE', note: 'Traced by hand.' })).toEqual({
      decided: [{ controlId: id, state: 'APPROVED' }],
    });
    await becomes(id, 'RELEASED');
    expect(await find(who)).toMatchObject({ familyName: who.family });
    expect(await queue(who)).toEqual([]);
    expect(await queue(who, 'APPROVED')).toMatchObject([
      { note: 'Traced by hand.', decidedBy: 'Oscar Lane', settledAt: expect.any(String) as unknown, problem: null },
    ]);
  });
});

describe('a report whose date of birth is not the record’s (T9)', () => {
  it('is held, and released in order by a corrected one about the same item', async () => {
    await check({ softMatch: ['DATE_OF_BIRTH'] });
    const who = anInpatient();
    await outside.deliver(system.base, a28(who, { at: at(0) }));
    const [wrong, right] = [controlId(), controlId()];
    const report = `F${controlId()}`;
    const first = await send(
      born(oru(who, { id: report, potassium: '4.1' }, { controlId: wrong, at: at(1) }), '19900302'),
    );
    expect(first.code).toBe('AA');
    expect(first.errors).toEqual([
      'PID^1^7^1|W|Held until it is reviewed: the date of birth is not that of the record.',
    ]);
    expect(await potassium(who)).toEqual([]);
    const [held] = await queue(who);
    expect(held).toMatchObject({ reasons: ['DOB_MISMATCH'], controlId: wrong });
    expect(held?.compared).toContainEqual({
      field: 'dateOfBirth',
      messageValue: '1990-03-02',
      recordValue: '1990-02-03',
    });

    const second = await send(oru(who, { id: report, potassium: '4.4' }, { controlId: right, at: at(2) }));
    expect(second.code).toBe('AA');
    await becomes(wrong, 'RELEASED');
    await becomes(right, 'RELEASED');
    expect(await potassium(who)).toEqual(['4.4 mmol/L v2']);
    expect(await queue(who)).toEqual([]);
  });
});

describe('a held message about a person', () => {
  const asthma = 'DG1|1||J45^Asthma^I10||20190203|F\r';
  const tracedLater = async (...lists: readonly [first: string, later: string]) => {
    await check({ checksNhsStatus: true });
    const who = anInpatient();
    const [first, later] = [controlId(), controlId()];
    expect((await send(a28(who, { status: '02', controlId: first, at: at(1) }) + lists[0])).code).toBe('AA');
    expect((await send(a28(who, { controlId: later, at: at(2) }) + lists[1])).errors).toEqual([]);
    return { who, first, later };
  };

  it('is superseded by a newer one with which all is well', async () => {
    const { who, first, later } = await tracedLater('', '');
    expect(await queue(who)).toEqual([]);
    const superseded = await queue(who, 'SUPERSEDED');
    expect(superseded).toMatchObject([{ controlId: first, decidedBy: null, follows: expect.any(String) as unknown }]);
    await becomes(first, 'DECLINED');
    expect(await statusOf(later)).toBe('ACCEPTED');
    expect(await decide(superseded, { decision: 'APPROVE' })).toMatchObject({ kind: 'CONFLICT', field: 'ids[0]' });
  });

  it('waits on where the newer one leaves out a list that it brings', async () => {
    expect(await queue((await tracedLater(asthma, asthma)).who)).toEqual([]);
    expect(await queue((await tracedLater(asthma, '')).who)).toHaveLength(1);
  });

  it('waits on where the newer one is older, or about somebody else', async () => {
    await check({ checksNhsStatus: true });
    const who = anInpatient();
    await send(a28(who, { status: '02', at: at(3) }));
    await send(a28(who, { at: at(2) }));
    await send(a28(anInpatient(), { at: at(4) }));
    expect(await queue(who)).toHaveLength(1);
    await send(a28(who, { at: at(5) }));
    expect(await queue(who)).toEqual([]);
  });

  it('waits on where it carries a number besides that is not the record’s', async () => {
    const [one, other] = [anInpatient(), anInpatient()];
    await outside.deliver(system.base, withoutNhsNumber(one, { at: at(0) }));
    await outside.deliver(system.base, a28(other, { at: at(0) }));
    await send(a28({ ...other, hospitalNumber: one.hospitalNumber }, { at: at(1) }));
    expect(await queue(other)).toMatchObject([{ reasons: ['ID_CONFLICT'] }]);
    await outside.deliver(system.base, a28(other, { at: at(2) }));
    expect(await queue(other)).toHaveLength(1);
  });
});

describe('soft match', () => {
  const registered = async (): Promise<Inpatient> => {
    const who = anInpatient();
    await outside.deliver(system.base, a28(who, { at: at(0) }));
    return who;
  };
  const reportOf = (who: Inpatient, controlled: string) =>
    oru(who, { id: `S${controlled}`, potassium: '4.1' }, { controlId: controlled, at: at(1) });

  it.each([
    ['FAMILY_NAME', 'FAMILY_NAME_MISMATCH', 'PID^1^5^1^1', 'PID[1].5.1', (who: Inpatient) => who.family],
    ['GIVEN_NAME', 'GIVEN_NAME_MISMATCH', 'PID^1^5^1^2', 'PID[1].5.2', (who: Inpatient) => who.given],
    ['DATE_OF_BIRTH', 'DOB_MISMATCH', 'PID^1^7^1', 'PID[1].7', () => '|19900203|'],
    ['GENDER', 'GENDER_MISMATCH', 'PID^1^8^1', 'PID[1].8', () => '|F|'],
  ] as const)('compares %s where the organisation wants that', async (field, reason, place, path, inMessage) => {
    await check({ softMatch: [field] });
    const who = await registered();
    const said = inMessage(who);
    const inCapitals = reportOf({ ...who, family: who.family.toUpperCase() }, controlId());
    expect(await send(inCapitals)).toMatchObject({ code: 'AA', errors: [] });

    const other = said.startsWith('|') ? (field === 'GENDER' ? '|M|' : '|19900302|') : 'Another';
    const id = controlId();
    const answer = await send(reportOf(who, id).replace(said, other));
    expect(answer).toMatchObject({ code: 'AA' });
    expect(answer.errors[0]).toContain(`${place}|W|Held until it is reviewed`);
    expect(await queue(who)).toMatchObject([{ controlId: id, reasons: [reason] }]);

    const missing = await send(reportOf(who, controlId()).replace(said, said.startsWith('|') ? '||' : ''));
    expect(missing.code).toBe('AR');
    expect(missing.reason).toContain(path);
    await check({ softMatch: [] });
    expect(await send(reportOf(who, controlId()).replace(said, other))).toMatchObject({ code: 'AA', errors: [] });
  });

  it('knows a sex by the organisation’s own code', async () => {
    const query = `mutation ($input: SetCodesInput!) { setCodes(input: $input) { __typename ... on Refusal { message } } }`;
    const codes = [{ code: 'XF', display: 'Female', standard: { code: 'FEMALE' } }];
    expect(await asOscar(query, { input: { organisationId, set: 'GENDER', codes } })).toMatchObject({ setCodes: {} });
    await check({ softMatch: ['GENDER'] });
    const who = await registered();
    const report = reportOf(who, controlId()).replace('|F|', '|XF|');
    expect(await send(report)).toMatchObject({ code: 'AA', errors: [] });
  });
});

describe('what is approved, rejected, and follows', () => {
  it('is a local number alone for a record with an NHS number: held, rejected, and approved after all', async () => {
    await check({ checksNhsStatus: true });
    const who = anInpatient();
    await outside.deliver(system.base, a28(who, { at: at(0) }));
    const id = controlId();
    const renamed = { ...who, family: `${who.family}son` };
    const answer = await send(withoutNhsNumber(renamed, { controlId: id, at: at(1) }));
    expect(answer.errors).toEqual(['PID^1^3^1|W|Held until it is reviewed: there is no NHS number.']);
    const held = await queue(who);
    expect(held).toMatchObject([{ reasons: ['LOCAL_ID_ONLY'], patientId: (await find(who))?.id }]);

    await decide(held, { decision: 'REJECT', note: 'Not her.' });
    await becomes(id, 'DECLINED');
    expect(await find(who)).toMatchObject({ familyName: who.family });

    await decide(held, { decision: 'APPROVE' });
    await becomes(id, 'RELEASED');
    expect(await find(who)).toMatchObject({ familyName: renamed.family });
    expect(await decide(held, { decision: 'REJECT' })).toMatchObject({ kind: 'CONFLICT', field: 'ids[0]' });
  });

  it('is not what a record without an NHS number gets from a local one', async () => {
    const who = anInpatient();
    await outside.deliver(system.base, withoutNhsNumber(who, { at: at(0) }));
    await check({ checksNhsStatus: true });
    const again = await send(withoutNhsNumber(who, { at: at(1) }));
    expect(again).toMatchObject({ code: 'AA', errors: [] });
  });

  it('keeps every earlier decision for the next message about the same report, whatever it says of the person', async () => {
    await check({ softMatch: ['DATE_OF_BIRTH'] });
    const who = anInpatient();
    await outside.deliver(system.base, a28(who, { at: at(0) }));
    const [good, bad] = [`G${controlId()}`, `B${controlId()}`];
    const wrong = (report: string, minute: number, value: string) =>
      send(born(oru(who, { id: report, potassium: value }, { at: at(minute) }), '19900302'));
    await wrong(good, 1, '4.1');
    await wrong(bad, 1, '6.6');
    const held = await queue(who);
    expect(held).toHaveLength(2);
    await decide(held.slice(0, 1), { decision: 'APPROVE' });
    await decide(held.slice(1), { decision: 'REJECT' });
    await expect.poll(() => potassium(who), { timeout: patience }).toEqual(['4.1 mmol/L v1']);

    expect(await wrong(good, 2, '4.2')).toMatchObject({ code: 'AA', errors: [] });
    expect(await potassium(who)).toEqual(['4.2 mmol/L v2']);
    const id = controlId();
    const rejected = await send(oru(who, { id: bad, potassium: '6.7' }, { controlId: id, at: at(2) }));
    expect(rejected.code).toBe('AA');
    expect(rejected.errors).toEqual([
      'PID^1|W|Not stored, as was decided in review: earlier messages about the same item were held.',
    ]);
    await becomes(id, 'DECLINED');
    expect(await potassium(who)).toEqual(['4.2 mmol/L v2']);
  });

  it('is done in the order of MSH-7, whatever the order in which it came and was approved', async () => {
    await check({ softMatch: ['DATE_OF_BIRTH'] });
    const who = anInpatient();
    await outside.deliver(system.base, a28(who, { at: at(0) }));
    const report = `F${controlId()}`;
    const minutes = [3, 1, 4, 2];
    const ids = await Promise.all(
      minutes.map(async (minute) => {
        const id = controlId();
        const envelope = { controlId: id, at: at(minute) };
        await send(born(oru(who, { id: report, potassium: `${minute}.0` }, envelope), '19900302'));
        return id;
      }),
    );
    await decide(await queue(who), { decision: 'APPROVE' });
    for (const id of ids) await becomes(id, 'RELEASED');
    // Each was a version of its own: none came too late to be one.
    expect(await potassium(who)).toEqual(['4.0 mmol/L v4']);
  });
});

describe('numbers of several records', () => {
  it('need one that is chosen, and leave the other record its numbers', async () => {
    const [one, other] = [anInpatient(), anInpatient()];
    await outside.deliver(system.base, withoutNhsNumber(one, { at: at(0) }));
    await outside.deliver(system.base, a28(other, { at: at(0) }));
    const id = controlId();
    const mixed = { ...other, hospitalNumber: one.hospitalNumber, family: 'Mixedup' };
    const answer = await send(a28(mixed, { controlId: id, at: at(1) }));
    expect(answer.errors).toEqual([
      'PID^1^3^1|W|Held until it is reviewed: the identifiers belong to different records.',
    ]);
    const held = await queue(other);
    const target = (await find(other))?.id;
    expect(held).toMatchObject([{ reasons: ['ID_CONFLICT'], patientId: target }]);
    expect(held[0]?.candidates).toHaveLength(2);

    const stranger = (await find({ ...one, nhsNumber: '9999999468' }))?.id ?? '01900000-0000-7000-8000-00000000dead';
    expect(await decide(held, { decision: 'APPROVE', patientId: stranger })).toMatchObject({ field: 'patientId' });
    await decide(held, { decision: 'APPROVE' });
    await becomes(id, 'RELEASED');
    expect(await find(other)).toMatchObject({ id: target, familyName: 'Mixedup' });

    // The first record is still found by its number, and has not been renamed.
    const next = controlId();
    await outside.deliver(system.base, withoutNhsNumber(one, { controlId: next, at: at(2) }));
    expect(await statusOf(next)).toBe('ACCEPTED');
  });

  it('of which none decides go where an administrator says', async () => {
    const [one, other] = [anInpatient(), anInpatient()];
    const local = (who: Inpatient, minute: number) => withoutNhsNumber(who, { at: at(minute) });
    await outside.deliver(system.base, local(one, 0));
    await outside.deliver(system.base, local(other, 0));
    const id = controlId();
    const both = withoutNhsNumber({ ...one, family: 'Chosen' }, { controlId: id, at: at(1) }).replace(
      `${one.hospitalNumber}^^^RVS^MR`,
      `${one.hospitalNumber}^^^RVS^MR~${other.hospitalNumber}^^^RVS^MR`,
    );
    expect((await send(both)).code).toBe('AA');
    const held = await queue(one);
    expect(held).toMatchObject([{ reasons: ['MULTIPLE_MATCH'], patientId: null }]);
    expect(await decide(held, { decision: 'APPROVE' })).toMatchObject({ kind: 'INVALID', field: 'patientId' });
    const [into] = held[0]?.candidates ?? [];
    if (into === undefined) throw new Error('There are two candidates.');
    await decide(held, { decision: 'APPROVE', patientId: into });
    await becomes(id, 'RELEASED');
    expect(await queue(one, 'APPROVED')).toMatchObject([{ patientId: into, problem: null }]);
  });
});

describe('auto-create', () => {
  it('makes the record of somebody unknown whose NHS number is verified, out of any message', async () => {
    const who = anInpatient();
    const report = oru(who, { id: `A${controlId()}`, potassium: '4.0' });
    expect((await send(report)).code).toBe('AR');
    await check({ autoCreates: true });
    expect((await send(oru(who, { id: `A${controlId()}`, potassium: '4.0' }))).code).toBe('AA');
    expect(await find(who)).toMatchObject({ familyName: who.family });
    expect(await potassium(who)).toEqual(['4.0 mmol/L v1']);
    const unverified = anInpatient();
    const refused = await send(oru(unverified, { id: 'A', potassium: '4' }).replace('{status:01}', '{status:02}'));
    expect(refused).toMatchObject({ code: 'AR' });
  });
});

describe('the queue', () => {
  const ages = `query ($organisationId: ID!) { heldMessages(organisationId: $organisationId, first: 1) { ages { day week month older } } }`;

  it('is for administrators of that organisation alone', async () => {
    const hillside = { organisationId: organisations.hillside.id };
    const foreign = outside.graphAnswer<unknown>(
      await outside.postGraphWith(system.base, oscar, { query: ages, variables: hillside }),
    );
    expect(foreign.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const feed = outside.graphAnswer<unknown>(
      await outside.postGraph(system.base, riverside.authorization, { query: ages, variables: { organisationId } }),
    );
    expect(feed.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('counts what waits by how long it has been waiting', async () => {
    await check({ checksNhsStatus: true });
    const count = async () =>
      (await asOscar<{ heldMessages: { ages: { day: number } } }>(ages, { organisationId })).heldMessages.ages;
    const before = await count();
    await send(a28(anInpatient(), { status: '03' }));
    expect(await count()).toEqual({ ...before, day: before.day + 1 });
  });
});
