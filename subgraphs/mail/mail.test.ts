import { graphql } from 'graphql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId, type PatientId, type TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, teams } from '../../prisma/demo.ts';
import { callOf, customer, feedOf, person } from '../../test/calls.ts';
import { testDatabase } from '../../test/database.ts';
import { permitOf } from '../../test/slice.ts';
import { labels } from '../kit/label.ts';
import { sealPlacement, type Placement } from '../kit/placement.ts';
import { sealPurview, type Purview } from '../kit/purview.ts';
import { openMail } from './index.ts';

const database = await testDatabase();
const queries: string[] = [];
const watched = {
  ...database.sql,
  query: <Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
    queries.push(name);
    return database.sql.query<Row>(name, text, values);
  },
};
const { schema } = openMail({ sql: watched, newId: uuid7 });
afterAll(database.drop);

const noon = new Date('2026-06-01T12:00:00Z');
const clock = fixedClock(noon);
const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);
const aliceId = patients.alice.id as PatientId;
const bobId = patients.bob.id as PatientId;

beforeEach(async () => {
  await database.pool.query('truncate mail.letter cascade');
  clock.set(noon);
});

const ask = async <Data>(by: Principal, source: string, variableValues: Record<string, unknown>): Promise<Data> => {
  const result = await graphql({ schema, source, variableValues, contextValue: callOf(by, clock) });
  for (const error of result.errors ?? []) throw error;
  return JSON.parse(JSON.stringify(result.data)) as Data;
};

const placementFor = (by: Principal, more: Partial<Placement> = {}): string =>
  sealPlacement(callOf(by, clock), {
    patient: aliceId,
    organisation: organisations.riverside.id as OrganisationId,
    team: teams['riverside-diabetes'].id as TeamId,
    ...more,
  });

type Outcome = { readonly id?: string; readonly outcome?: string; readonly kind?: string; readonly field?: string };
type Publishing = {
  readonly by?: Principal;
  readonly placement?: string;
  readonly placed?: Partial<Placement>;
  readonly sentAt?: string;
  readonly controlId?: string;
} & Record<string, unknown>;

const publish = async ({
  by = feedOf('riverside'),
  placement,
  placed,
  sentAt = '2026-06-01T09:00:00Z',
  controlId = 'c1',
  ...more
}: Publishing = {}): Promise<Outcome> => {
  const source = `mutation ($input: PublishLetterInput!) { publishLetter(input: $input) {
    ... on Stored { id outcome } ... on Refusal { kind field } } }`;
  const input = {
    placement: placement ?? placementFor(by, placed),
    message: { id: uuid7(), sentAt, controlId },
    externalId: 'letter-1',
    documentId: 'document-1',
    title: 'Clinic letter',
    ...more,
  };
  return (await ask<{ publishLetter: Outcome }>(by, source, { input })).publishLetter;
};

type Letter = {
  readonly id: string;
  readonly externalId: string;
  readonly title: string | null;
  readonly state: string;
  readonly firstReadAt: string | null;
} & Record<string, unknown>;
type Page = { readonly items: readonly Letter[]; readonly next: string | null };

const everything: Purview['labels'] = [...labels, 'UNSET'];

const purviewFor = (by: Principal, more: Partial<Purview> = {}): string =>
  sealPurview(callOf(by, clock), {
    patient: aliceId,
    labels: everything,
    sources: [],
    masks: [],
    basis: 'SELF',
    ...more,
  });

const letter = 'id documentId externalId title documentType state publishedAt firstReadAt label visibleFrom';

/** The letters of several patients, as the gateway asks for them. */
const pages = async (
  by: Principal,
  representations: readonly object[],
  { first = 20, after = null as string | null } = {},
) => {
  const source = `query ($representations: [_Any!]!, $first: Int!, $after: String) { _entities(representations: $representations) {
    ... on Patient { letters(first: $first, after: $after) { items { ${letter} } next } } } }`;
  const variables = {
    representations: representations.map((one) => ({ __typename: 'Patient', ...one })),
    first,
    after,
  };
  const { _entities } = await ask<{ _entities: { letters: Page | null }[] }>(by, source, variables);
  return _entities.map(({ letters }) => letters);
};

type Looking = {
  readonly by?: Principal;
  readonly sight?: Partial<Purview>;
  readonly first?: number;
  readonly after?: string | null;
};

const letters = async ({ by = person('alice'), sight = {}, ...page }: Looking = {}): Promise<Page> => {
  const [found] = await pages(by, [{ id: sight.patient ?? aliceId, purview: purviewFor(by, sight) }], page);
  if (!found) throw new Error('There is no purview.');
  return found;
};

type Opened = Partial<Letter> & { readonly kind?: string };

const open = async (
  letterId = '',
  {
    by = person('alice'),
    permit = permitOf(by, 'alice', { isSelf: by.kind === 'person' && by.patient === aliceId }, clock),
  }: { by?: Principal; permit?: string } = {},
): Promise<Opened> => {
  const source = `mutation ($input: OpenLetterInput!) { openLetter(input: $input) { ... on Letter { ${letter} } ... on Refusal { kind } } }`;
  return (await ask<{ openLetter: Opened }>(by, source, { input: { permit, letterId } })).openLetter;
};

describe('publishing a letter', () => {
  it('puts it among the patient’s letters', async () => {
    const { id, outcome } = await publish({ documentType: { code: 'CL', display: 'Clinic letter' } });
    expect(outcome).toBe('CREATED');
    expect(await letters()).toEqual({
      items: [
        {
          id,
          documentId: 'document-1',
          externalId: 'letter-1',
          title: 'Clinic letter',
          documentType: 'CL',
          state: 'PUBLISHED',
          publishedAt: '2026-06-01T12:00:00.000Z',
          firstReadAt: null,
          label: 'GENERAL_HEALTH',
          visibleFrom: null,
        },
      ],
      next: null,
    });
  });

  it('takes the label from the specialty before the team’s', async () => {
    await publish({ specialty: '360', placed: { label: 'SOCIAL_CARE' } });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
  });

  it('takes the label from the team where the specialty has none', async () => {
    await publish({ specialty: '100', placed: { label: 'SOCIAL_CARE' } });
    expect((await letters()).items).toMatchObject([{ label: 'SOCIAL_CARE' }]);
  });

  it('changes nothing when the same message comes again', async () => {
    const first = await publish();
    expect(await publish({ title: 'Another' })).toEqual({ id: first.id, outcome: 'UNCHANGED' });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
  });

  it('changes nothing for an older message', async () => {
    const first = await publish();
    expect(await publish({ sentAt: '2026-06-01T08:59:59Z', title: 'Older' })).toEqual({
      id: first.id,
      outcome: 'STALE',
    });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
  });

  it('takes two messages of one instant as they come, whatever their control ids', async () => {
    const { id } = await publish({ controlId: 'b' });
    expect(await publish({ controlId: 'a' })).toEqual({ id, outcome: 'UPDATED' });
    expect(await publish({ controlId: 'a' })).toEqual({ id, outcome: 'UNCHANGED' });
  });

  it('replaces the letter whole by a newer message', async () => {
    const { id } = await publish({ documentType: { code: 'CL' }, specialty: '360' });
    clock.set(minutes(5));
    const newer = {
      sentAt: '2026-06-01T09:05:00Z',
      title: 'Corrected',
      documentId: 'document-2',
      visibleFrom: '2026-06-02T00:00:00Z',
    };
    expect(await publish(newer)).toEqual({ id, outcome: 'UPDATED' });
    expect((await letters()).items).toMatchObject([
      {
        id,
        title: 'Corrected',
        documentId: 'document-2',
        documentType: null,
        label: 'GENERAL_HEALTH',
        visibleFrom: '2026-06-02T00:00:00.000Z',
        publishedAt: minutes(5).toISOString(),
      },
    ]);
  });

  it('counts a replaced letter as unread, and keeps the receipt of what was read', async () => {
    const { id } = await publish();
    await open(id);
    await publish({ sentAt: '2026-06-01T09:05:00Z' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED', firstReadAt: null }]);
    clock.set(minutes(9));
    await open(id);
    const { rows } = await database.pool.query('select edition, read_at from mail.receipt order by edition');
    expect(rows).toEqual([
      { edition: 1, read_at: noon },
      { edition: 2, read_at: minutes(9) },
    ]);
  });

  it('ends with the newest of 64 that come at once', async () => {
    const at = (nth: number): string => new Date(noon.getTime() + ((nth * 37) % 64) * 1_000).toISOString();
    await Promise.all(Array.from({ length: 64 }, (_, nth) => publish({ sentAt: at(nth), title: at(nth) })));
    expect((await letters()).items.map(({ title }) => title)).toEqual([
      minutes(0).toISOString().replace('12:00:00', '12:01:03'),
    ]);
  });

  it('refuses the number of another patient’s letter, and leaves that one as it is', async () => {
    await publish();
    const refused = await publish({ placed: { patient: bobId }, sentAt: '2026-06-01T10:00:00Z', title: 'For Bob' });
    expect(refused).toMatchObject({ kind: 'CONFLICT', field: 'externalId' });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
    expect((await letters({ by: person('bob'), sight: { patient: bobId } })).items).toEqual([]);
  });

  it('keeps the same number of two organisations apart', async () => {
    await publish();
    const hillside = { organisation: organisations.hillside.id as OrganisationId };
    expect(await publish({ by: feedOf('hillside'), placed: hillside })).toMatchObject({ outcome: 'CREATED' });
    expect((await letters()).items).toHaveLength(2);
  });

  it.each([
    ['no number', { externalId: ' ' }, 'externalId'],
    ['no title', { title: '' }, 'title'],
    ['a NUL', { title: 'a\0b' }, 'title'],
    ['a control id with a NUL', { controlId: '\0' }, 'message.controlId'],
    ['a kind without a name', { documentType: { code: '' } }, 'documentType'],
    ['another patient’s document', { documentId: `${patients.bob.id.replaceAll('-', '')}.1` }, 'documentId'],
  ])('refuses %s', async (_, input, field) => {
    expect(await publish(input)).toMatchObject({ kind: 'INVALID', field });
  });

  it('takes the patient’s own document', async () => {
    expect(await publish({ documentId: `${patients.alice.id.replaceAll('-', '').toUpperCase()}.1` })).toMatchObject({
      outcome: 'CREATED',
    });
  });

  it.each([
    ['a forged placement', (): string => `${placementFor(feedOf('riverside')).slice(0, -2)}xx`],
    ['somebody else’s placement', (): string => placementFor(feedOf('hillside'))],
    ['a purview for a placement', (): string => purviewFor(feedOf('riverside'))],
    ['nothing', (): string => ''],
  ])('refuses %s', async (_, placement) => {
    expect(await publish({ placement: placement() })).toMatchObject({ kind: 'FORBIDDEN' });
  });

  it('refuses a placement that has expired', async () => {
    const placement = placementFor(feedOf('riverside'));
    clock.set(minutes(6));
    expect(await publish({ placement })).toMatchObject({ kind: 'FORBIDDEN' });
  });
});

describe('the letters of a patient', () => {
  const several = async (count: number, name = 'letter', more: Publishing = {}): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) {
      clock.set(minutes(nth));
      await publish({ externalId: `${name}-${String(nth)}`, ...more });
    }
  };

  it('come newest first, page by page, without a gap or a repetition', async () => {
    await several(7);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await letters({ first: 3, after });
      seen.push(...page.items.map(({ externalId }) => externalId));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((nth) => `letter-${String(nth)}`));
  });

  it('do not fall between two pages when they were published in the same instant', async () => {
    for (const externalId of ['a', 'b', 'c', 'd']) await publish({ externalId });
    const first = await letters({ first: 2 });
    const second = await letters({ first: 2, after: first.next });
    expect([...first.items, ...second.items].map(({ externalId }) => externalId).toSorted()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('show only the labels of the purview, on no page and in no cursor anything else', async () => {
    await several(6, 'open');
    await several(6, 'hidden', { specialty: '360' });
    const seen: Page[] = [];
    let after: string | null = null;
    do {
      const page: Page = await letters({
        by: person('diaz'),
        first: 2,
        after,
        sight: { labels: ['GENERAL_HEALTH'], basis: 'CONSENT' },
      });
      seen.push(page);
      after = page.next;
    } while (after !== null);
    expect(seen.map(({ items }) => items.length)).toEqual([2, 2, 2]);
    const hidden = await database.pool.query<{ id: string }>(
      `select id from mail.letter where label = 'SEXUAL_HEALTH'`,
    );
    const said = seen
      .map(({ items, next }) => JSON.stringify(items) + Buffer.from(next?.split('.')[1] ?? '', 'base64url').toString())
      .join();
    for (const { id } of hidden.rows) expect(said).not.toContain(id);
    expect(said).not.toContain('hidden');
  });

  it('show a source its own whatever the label', async () => {
    await publish({ specialty: '360' });
    const sight = { labels: [], basis: 'SOURCE' } as const;
    const byTeam = await letters({
      by: person('diaz'),
      sight: { ...sight, sources: [teams['riverside-diabetes'].id as TeamId] },
    });
    const byOrganisation = await letters({
      by: customer('riverside'),
      sight: { ...sight, sources: [organisations.riverside.id as OrganisationId] },
    });
    const byStranger = await letters({
      by: customer('hillside'),
      sight: { ...sight, sources: [organisations.hillside.id as OrganisationId] },
    });
    expect([byTeam, byOrganisation, byStranger].map(({ items }) => items.length)).toEqual([1, 1, 0]);
  });

  it('come for many patients in one query, each with its own sight', async () => {
    await publish({ externalId: 'for Alice' });
    await publish({ externalId: 'for Bob', placed: { patient: bobId } });
    await publish({ externalId: 'hidden of Bob', placed: { patient: bobId }, specialty: '360' });
    const by = person('diaz');
    queries.length = 0;
    const found = await pages(by, [
      { id: bobId, purview: purviewFor(by, { patient: bobId, labels: ['GENERAL_HEALTH'] }) },
      { id: patients.carol.id, purview: purviewFor(by, { patient: patients.carol.id as PatientId }) },
      { id: aliceId, purview: purviewFor(by) },
    ]);
    expect(found.map((page) => page?.items.map(({ externalId }) => externalId))).toEqual([
      ['for Bob'],
      [],
      ['for Alice'],
    ]);
    expect(queries).toEqual(['mail.letters']);
  });

  it.each([
    ['without a purview', undefined],
    ['with none', null],
    ['with a forged one', `${purviewFor(person('alice')).slice(0, -2)}xx`],
    [
      'with an unsigned one',
      Buffer.from(JSON.stringify({ patient: aliceId, labels: everything })).toString('base64url'),
    ],
    ['with somebody else’s', purviewFor(person('carol'))],
    ['with another patient’s', purviewFor(person('alice'), { patient: bobId })],
    ['with a placement for a purview', placementFor(person('alice'))],
  ])('are nothing %s', async (_, purview) => {
    await publish();
    queries.length = 0;
    expect(await pages(person('alice'), [{ id: aliceId, purview }])).toEqual([null]);
    expect(queries).toEqual([]);
  });

  it('are nothing with a purview that has expired', async () => {
    const purview = purviewFor(person('alice'));
    clock.set(minutes(2));
    expect(await pages(person('alice'), [{ id: aliceId, purview }])).toEqual([null]);
  });

  it('keep the title of a delayed letter from those who have to wait', async () => {
    await publish({ title: 'HIV result', visibleFrom: minutes(1).toISOString() });
    const waiting = { masks: ['DELAYED'] } as const;
    expect((await letters({ sight: waiting })).items).toMatchObject([
      { title: null, visibleFrom: minutes(1).toISOString() },
    ]);
    expect((await letters({ by: person('diaz') })).items).toMatchObject([{ title: 'HIV result' }]);
    clock.set(minutes(1));
    expect((await letters({ sight: waiting })).items).toMatchObject([{ title: 'HIV result' }]);
  });

  it.each([{ first: 0 }, { first: 201 }, { after: 'nonsense' }, { after: purviewFor(person('alice')) }])(
    'refuse a page like %j',
    async (page) => {
      await expect(letters(page)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    },
  );

  it('refuse the cursor of another patient', async () => {
    await several(2);
    const { next } = await letters({ first: 1 });
    await expect(letters({ by: person('bob'), sight: { patient: bobId }, after: next })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('opening a letter', () => {
  it('is its read receipt, by our clock', async () => {
    const { id } = await publish();
    clock.set(minutes(3));
    expect(await open(id)).toMatchObject({
      id,
      title: 'Clinic letter',
      state: 'READ',
      firstReadAt: minutes(3).toISOString(),
    });
    expect((await letters()).items).toMatchObject([{ state: 'READ', firstReadAt: minutes(3).toISOString() }]);
  });

  it('keeps the first time when it is opened again', async () => {
    const { id } = await publish();
    await open(id);
    clock.set(minutes(3));
    expect(await open(id)).toMatchObject({ firstReadAt: noon.toISOString() });
  });

  it('gives 64 openings at once the same time', async () => {
    const { id } = await publish();
    const opened = await Promise.all(
      Array.from({ length: 64 }, (_, nth) => {
        clock.set(minutes(nth / 1000));
        return open(id);
      }),
    );
    const { rows } = await database.pool.query<{ read_at: Date; read_by: string }>(
      'select read_at, read_by from mail.receipt',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.read_by).toBe((person('alice') as { user: string }).user);
    expect(new Set(opened.map(({ firstReadAt }) => firstReadAt))).toEqual(new Set([rows[0]?.read_at.toISOString()]));
  });

  it('has to wait until a delayed letter is visible', async () => {
    const { id } = await publish({ visibleFrom: minutes(1).toISOString() });
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
    clock.set(minutes(1));
    expect(await open(id)).toMatchObject({ state: 'READ' });
  });

  it.each([
    ['a carer', person('carol')],
    ['a professional', person('diaz')],
    ['another patient', person('bob')],
    ['the organisation that sent it', customer('riverside')],
    ['the feed that sent it', feedOf('riverside')],
  ])('is not for %s: to them there is no such letter', async (_, by) => {
    const { id } = await publish();
    expect(await open(id, { by })).toEqual({ kind: 'NOT_FOUND' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
  });

  it('does not open somebody else’s letter through one’s own record', async () => {
    const { id } = await publish({ placed: { patient: bobId } });
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
  });

  it('does not open one’s own letter through somebody else’s record', async () => {
    const { id } = await publish();
    const permit = permitOf(person('alice'), 'bob', { isSelf: true }, clock);
    expect(await open(id, { permit })).toEqual({ kind: 'NOT_FOUND' });
  });

  it.each([
    ['somebody else’s permit', (): string => permitOf(person('bob'), 'alice', { isSelf: true }, clock)],
    ['a forged one', (): string => `${permitOf(person('alice'), 'alice', { isSelf: true }, clock).slice(0, -2)}xx`],
    ['a purview for a permit', (): string => purviewFor(person('alice'))],
    ['nothing', (): string => ''],
  ])('refuses %s', async (_, permit) => {
    const { id } = await publish();
    expect(await open(id, { permit: permit() })).toEqual({ kind: 'FORBIDDEN' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
  });

  it('refuses a permit after a minute: access that is frozen now stays frozen', async () => {
    const { id } = await publish();
    const permit = permitOf(person('alice'), 'alice', { isSelf: true }, clock);
    clock.set(minutes(2));
    expect(await open(id, { permit })).toEqual({ kind: 'FORBIDDEN' });
  });

  it.each([uuid7(), 'nonsense', ''])('knows no letter %j', async (id) => {
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
  });
});

describe('another label for a letter', () => {
  const relabel = async (id = '', label = 'SEXUAL_HEALTH', may: Parameters<typeof permitOf>[2] = { isSelf: true }) => {
    const by = person('alice');
    const source = `mutation ($input: ChangeLabelInput!) { changeLetterLabel(input: $input) { ... on Stored { outcome } ... on Refusal { kind } } }`;
    const input = { permit: permitOf(by, 'alice', may, clock), id, label };
    return (await ask<{ changeLetterLabel: Outcome }>(by, source, { input })).changeLetterLabel;
  };

  it('survives a newer message, leaves what was read read, and leaves a trace', async () => {
    const { id } = await publish();
    await open(id);
    expect(await relabel(id)).toEqual({ outcome: 'UPDATED' });
    expect(await relabel(id)).toEqual({ outcome: 'UNCHANGED' });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH', state: 'READ' }]);
    await publish({ sentAt: '2026-06-01T09:05:00Z' });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
    await publish({ sentAt: '2026-06-01T09:06:00Z', label: 'SOCIAL_CARE' });
    expect((await letters()).items).toMatchObject([{ label: 'SOCIAL_CARE' }]);
    const { rows } = await database.pool.query('select at, by, old_label, new_label from mail.relabelling');
    expect(rows).toEqual([
      { at: noon, by: `person/${person('alice').user}`, old_label: 'GENERAL_HEALTH', new_label: 'SEXUAL_HEALTH' },
    ]);
  });

  it('is forbidden to whom the permit does not let, and not found where it does not show the letter', async () => {
    const { id } = await publish();
    expect(await relabel(id, 'MENTAL_HEALTH', { asCarer: ['GENERAL_HEALTH'] })).toEqual({ kind: 'FORBIDDEN' });
    expect(await relabel(id, 'MENTAL_HEALTH', { isSelf: true, view: { labels: [], sources: [] } })).toEqual({
      kind: 'NOT_FOUND',
    });
    expect(await relabel('nonsense')).toEqual({ kind: 'NOT_FOUND' });
  });
});
