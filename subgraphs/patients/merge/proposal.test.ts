import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../kernel/clock.ts';
import { uuid7, type PatientId, type UserId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, people, teams } from '../../../prisma/demo.ts';
import { person } from '../../../test/calls.ts';
import { at, hillsideNumber, mergeWorld, nhs, riversideNumber, why } from '../../../test/merging.ts';
import { labels } from '../../kit/label.ts';

// Two records that both have a user: an administrator and both users make one of them. docs/adr/0022-merging.md

const { riverside, hillside } = organisations;
const oscar = person('oscar');

let world: Awaited<ReturnType<typeof mergeWorld>>;
beforeAll(async () => {
  world = await mergeWorld();
});
afterAll(() => world.close());

type Answer = {
  readonly id: string;
  readonly state: string;
  readonly survivorId: string | null;
  readonly mergedId: string | null;
  readonly survivorAgreedAt: string | null;
  readonly mergedAgreedAt: string | null;
  readonly mergeId: string | null;
  readonly kind?: string;
  readonly field?: string;
  readonly message?: string;
};
const shown = 'id organisation note state survivorId mergedId survivorAgreedAt mergedAgreedAt mergeId';
const proposal = `... on MergeProposal { ${shown} } ... on Refusal { kind field message }`;

const propose = (by: Principal, input: object, clock?: Clock): Promise<Answer> =>
  world.ask(by, `mutation ($input: MergePatientsInput!) { answer: proposeMerge(input: $input) { ${proposal} } }`, {
    input: { organisationId: riverside.id, note: why, ...input },
    clock,
  });
const answer = (by: Principal, id: string, agrees: boolean, clock?: Clock): Promise<Answer> =>
  world.ask(
    by,
    `mutation ($input: AnswerMergeProposalInput!) { answer: answerMergeProposal(input: $input) { ${proposal} } }`,
    { input: { id, agrees }, clock },
  );
const proposals = async (by: Principal, organisationId?: string): Promise<readonly Answer[]> =>
  (
    await world.ask<{ items: Answer[] }>(
      by,
      `query ($of: ID) { answer: mergeProposals(organisationId: $of) { items { ${shown} } } }`,
      { of: organisationId },
    )
  ).items;

let users = 0;
/** Somebody with a login and a record of their own, as they come in by the web. */
const registered = async (numbers?: Parameters<typeof world.newcomer>[0]): Promise<Person & { patient: PatientId }> => {
  const patient = (await world.newcomer(numbers ?? [riversideNumber(`reg-${String(++users)}`)])) as PatientId;
  const user = uuid7() as UserId;
  await world.prisma.patient.update({ where: { id: patient }, data: { status: 'REGISTERED' } });
  await world.prisma.person.create({
    data: { id: user, name: 'Tess Twin', email: `${user}@example.test`, patientId: patient },
  });
  return { ...person('alice'), user, patient };
};
const twins = async () => {
  const [first, second] = [await registered(), await registered()];
  return { first, second, pair: { survivorId: first.patient, mergedId: second.patient } };
};
const shared = (patientId: string, granteeId: string, labels: readonly string[], more: object = {}) =>
  world.prisma.consent.create({
    data: {
      ...{ patientId, granteeId, granteeKind: 'TEAM', organisationId: riverside.id, labels: [...labels] },
      ...{ basis: 'PATIENT', since: new Date('2026-01-01T00:00:00Z'), ...more },
    },
  });
const consentsOf = async (patientId: string): Promise<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (await world.prisma.consent.findMany({ where: { patientId } })).map(({ granteeId, labels }) => [granteeId, labels]),
  );
const mailsWanted = async (): Promise<readonly string[]> => {
  const { rows } = await world.database.pool.query<{ kind: string }>(
    `select about->>'kind' as kind from events.outbox where kind = 'mail.wanted'`,
  );
  return rows.map(({ kind }) => kind).toSorted();
};
/** Whose record a person has, as the edge asks. */
const recordOf = async ({ user }: Person): Promise<string | null> =>
  (
    await world.ask<{ patientId: string | null }>(
      { kind: 'internal', integration: 'internal', client: 'gateway' },
      'query ($id: ID!) { answer: personStanding(person: $id) { patientId } }',
      { id: user },
    )
  ).patientId;

const diabetes = teams['riverside-diabetes'].id;
const sexualHealth = teams['riverside-sexual-health'].id;
const community = teams['hillside-community'].id;

describe('a merge of two registered users', () => {
  it('is done once both have agreed, shares what both shared, and leaves no trace when it is reversed', async () => {
    const { first, second, pair } = await twins();
    await shared(first.patient, diabetes, ['GENERAL_HEALTH', 'MENTAL_HEALTH']);
    await shared(second.patient, diabetes, ['MENTAL_HEALTH', 'SOCIAL_CARE']);
    await shared(first.patient, sexualHealth, ['SEXUAL_HEALTH']);
    await shared(second.patient, sexualHealth, ['SEXUAL_HEALTH'], { until: new Date('2026-02-01T00:00:00Z') });
    await shared(second.patient, community, ['SOCIAL_CARE'], { organisationId: hillside.id });
    const carer = { granteeKind: 'CARER', organisationId: null };
    await shared(second.patient, people.carol.id, ['GENERAL_HEALTH'], carer);
    await shared(second.patient, first.user, ['GENERAL_HEALTH'], carer);
    const before = await world.state(first.patient, second.patient);

    const { id, state } = await propose(oscar, pair, at('12:00:00'));
    expect(state).toBe('OPEN');
    expect(await answer(second, id, true, at('12:10:00'))).toMatchObject({
      ...{ state: 'OPEN', survivorId: null, mergedId: second.patient },
      ...{ survivorAgreedAt: null, mergedAgreedAt: '2026-06-01T12:10:00.000Z', mergeId: null },
    });
    expect(await world.state(first.patient, second.patient)).toEqual(before);
    // The one carer is the other's user, and hears of both.
    const [carers, users] = ['CARED_FOR_MERGE_PROPOSED', 'MERGE_PROPOSED'];
    expect(await mailsWanted()).toEqual([carers, carers, users, users]);
    expect(await recordOf(second)).toBe(second.patient);
    const done = await answer(first, id, true, at('12:20:00'));
    expect(done).toMatchObject({ state: 'MERGED', survivorAgreedAt: '2026-06-01T12:20:00.000Z' });

    // Both sign in to one record, as its patient.
    expect([await recordOf(first), await recordOf(second)]).toEqual([first.patient, first.patient]);
    expect(await world.purview({ ...second, patient: first.patient }, first.patient)).toMatchObject({
      ...{ patient: first.patient, formerly: [second.patient], labels: [...labels, 'UNSET'] },
    });
    expect(await consentsOf(first.patient)).toEqual({
      [diabetes]: ['MENTAL_HEALTH'],
      [sexualHealth]: ['SEXUAL_HEALTH'],
      [community]: ['SOCIAL_CARE'],
      [people.carol.id]: ['GENERAL_HEALTH'],
    });
    expect(await consentsOf(second.patient)).toEqual({});
    // What one of the two had ended stays ended.
    const ended = { patientId_granteeId: { patientId: first.patient, granteeId: sexualHealth } };
    expect((await world.prisma.consent.findUniqueOrThrow({ where: ended })).until).toEqual(new Date('2026-02-01'));
    expect((await world.merges(oscar)).items[0]).toMatchObject({ id: done.mergeId, by: people.oscar.name, note: why });
    const acts = await world.prisma.act.findMany({ where: { patientId: second.patient }, orderBy: { id: 'asc' } });
    expect(acts.map(({ kind }) => kind)).toEqual(['MERGE_PROPOSED', 'MERGE_AGREED', 'MERGE_AGREED', 'RECORDS_MERGED']);

    await world.reverse(oscar, done.mergeId ?? undefined, at('13:00:00'));
    expect(await world.state(first.patient, second.patient)).toEqual(before);
    expect([await recordOf(first), await recordOf(second)]).toEqual([first.patient, second.patient]);
  });

  it('leaves it to both what is shared, and makes neither a carer of their own record', async () => {
    const { first, second, pair } = await twins();
    const { id } = await propose(oscar, pair);
    for (const by of [first, second]) await answer(by, id, true);
    const patientId = first.patient;
    const set = 'mutation ($input: SetConsentInput!) { answer: setConsent(input: $input) { __typename } }';
    const invite =
      'mutation ($input: InviteInput!) { answer: invite(input: $input) { ... on IssuedInvitation { token } ... on Refusal { kind } } }';
    const accept = 'mutation ($token: String!) { answer: acceptInvitation(token: $token) { __typename } }';
    for (const [by, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const user = { ...by, patient: patientId };
      const consent = await world.ask(user, set, { input: { patientId, teamId: diabetes, labels: ['SEXUAL_HEALTH'] } });
      expect(consent).toEqual({ __typename: 'Consent' });
      const input = { patientId, kind: 'CARER', email: `${other.user}@example.test`, labels: ['GENERAL_HEALTH'] };
      const { token } = await world.ask<{ token?: string }>(user, invite, { input });
      expect(token).toBeDefined();
      expect(await world.ask({ ...other, patient: patientId }, accept, { token })).toEqual({ __typename: 'Refusal' });
    }
  });

  it('leaves after a reversal what was said about sharing since', async () => {
    const { first, second, pair } = await twins();
    await shared(first.patient, diabetes, ['GENERAL_HEALTH', 'MENTAL_HEALTH']);
    await shared(second.patient, diabetes, ['GENERAL_HEALTH']);
    await shared(second.patient, community, ['SOCIAL_CARE'], { organisationId: hillside.id });
    const { id } = await propose(oscar, pair);
    await answer(first, id, true);
    const { mergeId } = await answer(second, id, true);
    await world.prisma.consent.updateMany({
      where: { patientId: first.patient, granteeId: diabetes },
      data: { labels: [] },
    });
    await world.reverse(oscar, mergeId ?? undefined);
    expect(await consentsOf(first.patient)).toEqual({ [diabetes]: [] });
    expect(await consentsOf(second.patient)).toEqual({ [diabetes]: ['GENERAL_HEALTH'], [community]: ['SOCIAL_CARE'] });
  });

  it('carries no consent into a record that a privacy officer has closed', async () => {
    const { first, second, pair } = await twins();
    await world.prisma.patient.update({ where: { id: first.patient }, data: { sharingDisabled: true } });
    await shared(second.patient, diabetes, ['GENERAL_HEALTH']);
    const { id } = await propose(oscar, pair);
    await answer(first, id, true);
    expect(await answer(second, id, true)).toMatchObject({ state: 'MERGED' });
    expect(await consentsOf(first.patient)).toEqual({});
  });

  it('is declined by either for good, or taken back by the organisation, and may be proposed anew', async () => {
    const { first, second, pair } = await twins();
    const before = await world.state(first.patient, second.patient);
    for (const decliner of [first, second, oscar]) {
      const { id } = await propose(oscar, pair);
      expect(await propose(oscar, { survivorId: pair.mergedId, mergedId: pair.survivorId })).toMatchObject({
        ...{ kind: 'CONFLICT', message: expect.stringContaining(id) as string },
      });
      await answer(first, id, true);
      expect(await answer(decliner, id, false)).toMatchObject({ state: 'DECLINED' });
      expect(await answer(second, id, true)).toMatchObject({ kind: 'CONFLICT', field: 'id' });
    }
    expect((await proposals(first)).map(({ state }) => state)).toEqual(['DECLINED', 'DECLINED', 'DECLINED']);
    expect(await world.state(first.patient, second.patient)).toEqual(before);
  });

  it('is refused after 30 days, and to whoever has no part in it', async () => {
    const { first, second, pair } = await twins();
    const { id } = await propose(oscar, pair, at('12:00:00'));
    const stranger = await registered();
    for (const by of [
      stranger,
      person('diaz'),
      { ...first, ownBehalf: false },
      { ...first, integration: 'app' as const },
    ])
      expect(await answer(by, id, true)).toMatchObject({ kind: 'NOT_FOUND', field: 'id' });
    // An administrator agrees in nobody's name.
    expect(await answer(oscar, id, true)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await answer(first, uuid7(), true)).toMatchObject({ kind: 'NOT_FOUND' });
    await world.prisma.patient.update({ where: { id: first.patient }, data: { accessFrozen: true } });
    expect(await answer(first, id, true)).toMatchObject({ kind: 'NOT_FOUND' });
    await world.prisma.patient.update({ where: { id: first.patient }, data: { accessFrozen: false } });
    expect(await answer(first, id, true, at('2026-07-01T12:00:00'))).toMatchObject({ kind: 'GONE', field: 'id' });
    expect(await proposals(stranger)).toEqual([]);
    expect(await proposals(second)).toMatchObject([{ id, organisation: riverside.name, note: why, survivorId: null }]);
    expect(await proposals(oscar, riverside.id)).toContainEqual(expect.objectContaining({ id, ...pair }));
    await expect(proposals(oscar, hillside.id)).rejects.toThrow(/administer/);
  });

  it('is not proposed where nobody has to be asked, where it would be refused, or by others', async () => {
    const { first, pair } = await twins();
    const newcomer = await world.newcomer([riversideNumber('new')]);
    const elsewhere = await world.newcomer([hillsideNumber('else')], 'hillside');
    const [one, two] = [await registered([nhs('9990000018')]), await registered([nhs('9990000026')])];
    for (const [by, input, refusal] of [
      [person('diaz'), pair, { kind: 'NOT_FOUND', field: 'organisationId' }],
      [oscar, { ...pair, mergedId: newcomer }, { kind: 'INVALID', field: 'mergedId' }],
      [oscar, { survivorId: newcomer, mergedId: first.patient }, { kind: 'CONFLICT' }],
      [oscar, { ...pair, mergedId: elsewhere }, { kind: 'NOT_FOUND', field: 'mergedId' }],
      [oscar, { ...pair, mergedId: first.patient }, { kind: 'CONFLICT' }],
      [oscar, { survivorId: one.patient, mergedId: two.patient }, { kind: 'CONFLICT' }],
      [oscar, { ...pair, note: 'short' }, { kind: 'INVALID', field: 'note' }],
    ] as const)
      expect(await propose(by, input)).toMatchObject(refusal);
  });

  it('is not done where the records have come to carry different national numbers meanwhile', async () => {
    const { first, second, pair } = await twins();
    const { id } = await propose(oscar, pair);
    await answer(first, id, true);
    await world.prisma.identifier.createMany({
      data: [first, second].map(({ patient }, nth) => ({
        ...{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: `999000003${String(4 + nth)}`, patientId: patient },
      })),
    });
    expect(await answer(second, id, true)).toMatchObject({ kind: 'CONFLICT', field: 'id' });
    expect(await world.prisma.merge.count({ where: { mergedId: second.patient } })).toBe(0);
    expect(await proposals(first)).toMatchObject([{ state: 'OPEN', mergedAgreedAt: null }]);
  });

  it('is done once where both agree at the same moment', async () => {
    const { first, second, pair } = await twins();
    const { id } = await propose(oscar, pair);
    const answers = await Promise.all([first, second].map((by) => answer(by, id, true)));
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['MERGED', 'OPEN']);
    expect(await world.prisma.merge.count({ where: { mergedId: second.patient, reversedAt: null } })).toBe(1);
  });
});
