import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../../kernel/failure.ts';
import { feedOf, person } from '../../test/calls.ts';
import { aMessage } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, idOf, patientBy, permitOf, placementOf, purviewOf, source } from '../../test/slice.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { openClinical } from './index.ts';

const database = await testDatabase();
const none = unavailable('There are no documents here.');
const refuse = () => Promise.resolve(none);
const parts = {
  append: refuse,
  bring: refuse,
  examine: () => Promise.resolve(undefined),
  settle: refuse,
  drop: () => Promise.resolve(),
};
const blobs = { put: refuse, read: refuse, stream: refuse, part: refuse, parts };
const clinical = openClinical({ sql: database.sql, blobs });
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate clinical.res, clinical.ver, clinical.encounter_message'));

const riverside = feedOf('riverside');
const hillside = feedOf('hillside');
const alice = person('alice');
const placement = placementOf(riverside, 'alice', 'riverside-diabetes');
const generalOnly = { labels: ['GENERAL_HEALTH'] as const };

const hour = (hours: number): string => new Date(Date.UTC(2026, 4, 1, hours)).toISOString();

type Kind = 'record' | 'update' | 'cancel';
type Outcome = {
  readonly id?: string | null;
  readonly outcome?: string;
  readonly stands?: boolean;
  readonly event?: { readonly type: string; readonly at: string } | null;
  readonly kind?: string;
  readonly field?: string;
};

let sent = 0;
/** Tells the slice of Alice's visit V1; each message is newer than the one before it where a test says nothing else. */
const tell = async (kind: Kind, parts: Readonly<Record<string, unknown>> = {}, by = riverside): Promise<Outcome> => {
  const name = `${kind}EncounterEvent`;
  const type = `${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}EncounterEventInput`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
    ... on StoredEncounter { id outcome stands event { type at } } ... on Refusal { kind message field } } }`;
  sent += 1;
  const message = aMessage(new Date(Date.UTC(2026, 5, 1) + sent * 1000).toISOString(), `M${sent}`);
  const needed = {
    record: { type: 'ADMIT', at: hour(8), details: {} },
    update: { updatedAt: hour(9), details: {} },
    cancel: { type: 'ADMIT' },
  }[kind];
  const input: unknown = JSON.parse(JSON.stringify({ placement, message, externalId: 'V1', ...needed, ...parts }));
  const { data, errors } = await asking(clinical, by).run(query, { input });
  expect(errors).toBeUndefined();
  return data?.[name] as Outcome;
};

const showAlice = <View>(fields: string, may: Parameters<typeof purviewOf>[2] = generalOnly) =>
  asking(clinical, alice).patient<View>(patientBy('alice', purviewOf(alice, 'alice', may)), fields);

type Page = {
  readonly encounters: { readonly items: readonly Record<string, unknown>[]; readonly next: string | null };
};
const encounters = async (
  fields = 'externalId status events { type at }',
  may?: Parameters<typeof purviewOf>[2],
): Promise<Page['encounters']['items']> =>
  (await showAlice<Page>(`encounters { items { ${fields} } }`, may)).encounters.items;

describe('An encounter', () => {
  it('is shown as it was told', async () => {
    const details = {
      class: 'EMERGENCY',
      location: { text: 'Bay 3', ward: 'W1', room: 'R2', bed: 'B3' },
      specialty: { code: '180', display: 'Accident and emergency' },
      attenders: ['Dr Grey'],
      referrers: ['Dr Shaw', 'Dr Li'],
      consulters: [],
    };
    expect(await tell('record', { details })).toMatchObject({
      outcome: 'CREATED',
      stands: true,
      event: { type: 'ADMIT', at: hour(8) },
    });
    const fields = `externalId version status class start end location { text ward room bed } specialty { code display } consultant label
      events { type at updatedAt class location { text bed } specialty { code } attenders referrers consulters }`;
    expect(await encounters(fields)).toEqual([
      {
        externalId: 'V1',
        version: 1,
        status: 'in-progress',
        class: 'EMERGENCY',
        start: hour(8),
        end: null,
        location: details.location,
        specialty: details.specialty,
        consultant: 'Dr Grey',
        label: 'GENERAL_HEALTH',
        events: [
          {
            type: 'ADMIT',
            at: hour(8),
            updatedAt: null,
            class: 'EMERGENCY',
            location: { text: 'Bay 3', bed: 'B3' },
            specialty: { code: '180' },
            attenders: ['Dr Grey'],
            referrers: ['Dr Shaw', 'Dr Li'],
            consulters: [],
          },
        ],
      },
    ]);
  });

  it('is valid R4, planned, under way, over, and with its end before its start', async () => {
    const details = {
      class: 'OTHER',
      location: { ward: 'W1' },
      specialty: { display: 'Eyes' },
      attenders: ['Dr Grey'],
      referrers: ['Dr Shaw'],
      consulters: ['Dr Li'],
    };
    const steps = [
      { type: 'PRE_ADMIT', at: hour(7) },
      { type: 'ADMIT', at: hour(8) },
      { type: 'TRANSFER', at: hour(10) },
      { type: 'DISCHARGE', at: hour(12) },
      { type: 'DISCHARGE', at: hour(6) },
    ];
    const states: unknown[] = [];
    for (const step of steps) {
      const { id } = await tell('record', { ...step, details });
      const { record } = await showAlice<{ record: { resource: string } }>(
        `record(type: "Encounter", id: "${id ?? ''}") { resource }`,
      );
      const resource = JSON.parse(record.resource) as Record<string, unknown>;
      expect(faultsInR4(resource)).toEqual([]);
      expect(resource).toMatchObject({ id, subject: { reference: `Patient/${idOf('alice')}` } });
      states.push([resource['status'], resource['period']]);
    }
    expect(states).toEqual([
      ['planned', { start: hour(7) }],
      ['in-progress', { start: hour(8) }],
      ['in-progress', { start: hour(8) }],
      ['finished', { start: hour(8), end: hour(12) }],
      ['finished', { end: hour(6) }],
    ]);
  });

  it('is listed newest first, page by page, with those of other numbers', async () => {
    for (const day of [3, 1, 2]) await tell('record', { externalId: `V${day}`, at: `2026-05-0${day}T08:00:00Z` });
    const page = async (after?: string) =>
      (
        await showAlice<Page>(
          `encounters(first: 2${after === undefined ? '' : `, after: ${JSON.stringify(after)}`}) { items { externalId } next }`,
        )
      ).encounters;
    const first = await page();
    expect(first.items).toEqual([{ externalId: 'V3' }, { externalId: 'V2' }]);
    expect(await page(first.next ?? '')).toEqual({ items: [{ externalId: 'V1' }], next: null });
  });

  it('is seen by its label, or by its source, and by nobody without a purview', async () => {
    await tell('record', { details: { specialty: { code: '710' } } });
    expect(await encounters('label')).toEqual([]);
    expect(await encounters('label', { labels: ['MENTAL_HEALTH'] })).toEqual([{ label: 'MENTAL_HEALTH' }]);
    expect(await encounters('label', { sources: [source('riverside-diabetes')] })).toHaveLength(1);
    const blind = await asking(clinical, alice).patient(patientBy('alice', null), 'encounters { items { id } }');
    expect(blind).toEqual({ encounters: null });
  });

  it('keeps a label that a person chose', async () => {
    const { id } = await tell('record');
    const permit = permitOf(alice, 'alice', { isSelf: true });
    const change = `mutation ($input: ChangeItemLabelInput!) { changeItemLabel(input: $input) { ... on Stored { outcome } ... on Refusal { message } } }`;
    const { data } = await asking(clinical, alice).run(change, {
      input: { permit, type: 'Encounter', id, label: 'SOCIAL_CARE' },
    });
    expect(data).toEqual({ changeItemLabel: { outcome: 'UPDATED' } });
    await tell('record', { type: 'TRANSFER', at: hour(10) });
    expect(await encounters('label version', { labels: ['SOCIAL_CARE'] })).toEqual([
      { label: 'SOCIAL_CARE', version: 3 },
    ]);
  });

  it('has the same number as another organisation’s, and is not the same', async () => {
    await tell('record');
    const theirs = placementOf(hillside, 'alice', 'hillside-prt');
    expect(await tell('record', { placement: theirs }, hillside)).toMatchObject({ outcome: 'CREATED' });
    expect(await encounters()).toHaveLength(2);
    expect(await tell('cancel', { placement: theirs }, hillside)).toMatchObject({ stands: false });
    expect(await encounters()).toHaveLength(1);
  });

  it('is written only where something is different', async () => {
    await tell('record');
    expect(await tell('record')).toMatchObject({ outcome: 'UNCHANGED', stands: true });
    expect(await tell('update', { type: 'DISCHARGE' })).toMatchObject({ outcome: 'UNCHANGED', event: null });
    expect(await encounters('version')).toEqual([{ version: 1 }]);
  });

  it('that nobody knows is neither updated nor cancelled, and leaves its number free', async () => {
    const nothing = { id: null, outcome: 'UNCHANGED', stands: false, event: null };
    expect(await tell('update')).toEqual(nothing);
    expect(await tell('cancel')).toEqual(nothing);
    expect(await tell('record', { placement: placementOf(riverside, 'bob', 'riverside-diabetes') })).toMatchObject({
      outcome: 'CREATED',
    });
  });

  it('keeps each of its versions when it is hidden, and goes on from there', async () => {
    const { id } = await tell('record');
    expect(await tell('cancel')).toMatchObject({ id, outcome: 'UPDATED', stands: false, event: { type: 'ADMIT' } });
    expect(await encounters()).toEqual([]);
    expect(await tell('record')).toMatchObject({ id, outcome: 'UPDATED' });
    expect(await encounters('version')).toEqual([{ version: 3 }]);
    const { rows } = await database.pool.query('select ver, deleted from clinical.ver order by ver');
    expect(rows).toEqual([
      { ver: 1, deleted: false },
      { ver: 2, deleted: true },
      { ver: 3, deleted: false },
    ]);
  });
});

describe('The order of messages', () => {
  const kinds: readonly (readonly [Kind, Readonly<Record<string, unknown>>])[] = [
    ['record', { type: 'PRE_ADMIT', at: hour(7) }],
    ['record', { at: hour(8), details: { location: { ward: 'W1' } } }],
    ['record', { type: 'TRANSFER', at: hour(9), details: { location: { ward: 'W2' } } }],
    ['record', { type: 'TRANSFER', at: hour(10), details: { location: { ward: 'W3' } } }],
    ['update', { details: { location: { ward: 'W4' } }, admittedAt: hour(6) }],
    ['cancel', { type: 'TRANSFER' }],
    ['record', { type: 'DISCHARGE', at: hour(12) }],
    ['cancel', { type: 'PRE_ADMIT' }],
  ];
  const messages = kinds.map(([kind, parts], index) => ({
    kind,
    parts: { ...parts, message: aMessage(hour(index), `C${index}`) },
  }));
  const inTurn = async (order: readonly number[], externalId: string): Promise<unknown> => {
    for (const index of order) {
      const { kind, parts } = messages[index] ?? expect.unreachable();
      await tell(kind, { ...parts, externalId });
    }
    const all = await encounters('externalId status start end location { ward } events { type at location { ward } }');
    return all.filter((one) => one['externalId'] === externalId).map((one) => ({ ...one, externalId: '' }));
  };

  it('is that of MSH-7: whatever order they come in, and however often, the end is the same', async () => {
    const inOrder = await inTurn([...messages.keys()], 'in order');
    expect(inOrder).toMatchObject([{ status: 'finished', start: hour(6), events: [{}, {}, {}] }]);
    const anyOrder = fc.shuffledSubarray([...messages.keys()], { minLength: messages.length });
    const more = fc.array(fc.integer({ min: 0, max: messages.length - 1 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyOrder, more, async (order, again) => {
        expect(await inTurn([...order, ...again], randomUUID())).toEqual(inOrder);
      }),
      { numRuns: 20 },
    );
  });

  it('is that of arrival within one instant', async () => {
    await tell('record', { message: aMessage(hour(1), 'B'), at: hour(8) });
    expect(await tell('record', { message: aMessage(hour(1), 'A'), at: hour(9) })).toMatchObject({
      outcome: 'UPDATED',
    });
    expect(await encounters('start')).toEqual([{ start: hour(9) }]);
  });

  it('makes what is older STALE where it changes nothing, and the same again UNCHANGED', async () => {
    await tell('record', { message: aMessage(hour(2), 'B'), at: hour(9) });
    const older = { message: aMessage(hour(1), 'A'), at: hour(8) };
    expect(await tell('record', older)).toMatchObject({ outcome: 'STALE', event: { at: hour(9) } });
    expect(await tell('record', older)).toMatchObject({ outcome: 'UNCHANGED' });
  });

  it('is kept when all come at once, and none is lost', async () => {
    const hours = Array.from({ length: 16 }, (_, index) => index);
    await Promise.all(
      hours.map((when) =>
        tell('record', { type: 'TRANSFER', at: hour(when), message: aMessage(hour(when), `T${when}`) }),
      ),
    );
    const [encounter] = await encounters('events { at }');
    expect(encounter).toEqual({ events: hours.map((when) => ({ at: hour(when) })) });
  });
});

describe('A message about an encounter is refused', () => {
  it.each([
    [
      'with a placement of somebody else',
      { placement: placementOf(hillside, 'alice', 'hillside-prt') },
      'FORBIDDEN',
      'placement',
    ],
    ['with an empty number', { externalId: ' ' }, 'INVALID', 'externalId'],
    ['with a control character', { details: { location: { ward: 'W\u0000' } } }, 'INVALID', 'details.location.ward'],
    ['with a nameless doctor', { details: { attenders: ['Grey', ''] } }, 'INVALID', 'details.attenders[1]'],
    ['with an empty specialty', { details: { specialty: {} } }, 'INVALID', 'details.specialty'],
  ])('%s, and nothing is kept', async (_name, parts, kind, field) => {
    expect(await tell('record', parts)).toMatchObject({ kind, field });
    const { rows } = await database.pool.query('select from clinical.encounter_message');
    expect(rows).toEqual([]);
  });

  it('with the number of another patient’s, and nothing is kept', async () => {
    await tell('record', { placement: placementOf(riverside, 'bob', 'riverside-diabetes') });
    expect(await tell('record')).toMatchObject({ kind: 'CONFLICT', field: 'externalId' });
    expect(await encounters()).toEqual([]);
    const { rows } = await database.pool.query('select from clinical.encounter_message');
    expect(rows).toHaveLength(1);
  });

  it('with half a character, which is stored as what it is not', async () => {
    expect(await tell('record', { details: { location: { ward: 'W\ud800' } } })).toMatchObject({ outcome: 'CREATED' });
  });
});
