import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7, type PatientId, type UserId } from '../../../kernel/id.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { customer, person } from '../../../test/calls.ts';
import { at, hillsideNumber, mergeWorld, nhs, riversideNumber, why } from '../../../test/merging.ts';

const { riverside, hillside } = organisations;
const oscar = person('oscar');

let world: Awaited<ReturnType<typeof mergeWorld>> | undefined;
const the = () => {
  if (world === undefined) throw new Error('There is no world yet.');
  return world;
};
beforeEach(async () => {
  await world?.close();
  world = await mergeWorld();
});
afterAll(async () => {
  await world?.close();
});

/** The survivor carries an NHS number; the other was registered without one, and Hillside holds it too. */
const twins = async (): Promise<{ survivorId: string; mergedId: string }> => {
  const survivorId = await the().newcomer([nhs('9990000018'), riversideNumber('S1')]);
  const mergedId = await the().newcomer([riversideNumber('M1')]);
  await the().prisma.identifier.create({
    data: { system: `https://fhir.example.health/id/RHS02/hospital-number`, value: 'H1', patientId: mergedId },
  });
  await the().match([hillsideNumber('H1')], 'hillside');
  return { survivorId, mergedId };
};

describe('merging two records', () => {
  it('lets the old id and every number lead to the survivor', async () => {
    const pair = await twins();
    expect(await the().merge(oscar, pair, at('12:00:00'))).toMatchObject({
      ...pair,
      by: people.oscar.name,
      note: why,
      reversedAt: null,
      reversibleUntil: '2026-07-01T12:00:00.000Z',
    });
    for (const numbers of [
      [riversideNumber('M1')],
      [riversideNumber('S1')],
      [riversideNumber('M1'), nhs('9990000018')],
    ])
      expect(await the().match(numbers)).toMatchObject({ patientId: pair.survivorId });
    expect(await the().match([hillsideNumber('H1')], 'hillside')).toMatchObject({ patientId: pair.survivorId });
    expect(await the().match([{ value: pair.mergedId, authority: 'PKB', typeCode: 'PI' }])).toMatchObject({
      patientId: pair.survivorId,
    });
    const purview = await the().purview(customer('riverside'), pair.mergedId);
    expect(purview).toMatchObject({ patient: pair.survivorId, formerly: [pair.mergedId] });
    expect(await the().listed(customer('riverside'))).toContain(pair.survivorId);
    expect(await the().listed(customer('riverside'))).not.toContain(pair.mergedId);
    expect(await the().listed(customer('hillside'))).toContain(pair.survivorId);
  });

  it('shows the record by the survivor’s consents alone, and what a team put in to that team', async () => {
    const pair = await twins();
    const share = (patientId: string, granteeId: string, labels: readonly string[]) =>
      the().prisma.consent.create({
        data: {
          ...{ patientId, granteeId, granteeKind: 'TEAM', organisationId: hillside.id, labels: [...labels] },
          ...{ basis: 'TEAM', since: new Date('2026-01-01T00:00:00Z') },
        },
      });
    await share(pair.mergedId, teams['hillside-community'].id, ['MENTAL_HEALTH']);
    expect((await the().purview(person('hall'), pair.mergedId))?.labels).toEqual(['MENTAL_HEALTH']);
    await the().merge(oscar, pair);
    expect(await the().purview(person('hall'), pair.survivorId)).toBeUndefined();
    expect(await the().purview(person('hall'), pair.mergedId)).toBeUndefined();
    await share(pair.survivorId, teams['hillside-community'].id, ['SOCIAL_CARE']);
    expect((await the().purview(person('hall'), pair.mergedId))?.labels).toEqual(['SOCIAL_CARE']);
    // Hillside held the merged record: it goes on seeing what it put in itself, and no more.
    const clients = await the().purview(customer('hillside'), pair.survivorId);
    expect(clients).toMatchObject({ labels: ['SOCIAL_CARE'], sources: [hillside.id] });
  });

  it('writes who did it for both patients', async () => {
    const pair = await twins();
    const { id } = await the().merge(oscar, pair);
    const acts = await the().prisma.act.findMany({ where: { kind: 'RECORDS_MERGED' } });
    expect(acts.map(({ patientId }) => patientId).toSorted()).toEqual([pair.survivorId, pair.mergedId].toSorted());
    for (const act of acts)
      expect(act).toMatchObject({
        personId: oscar.user,
        organisationId: riverside.id,
        details: { merge: id, survivor: pair.survivorId, merged: pair.mergedId, note: why },
      });
  });

  it('withdraws who was invited to the merged record, and closes its open glass', async () => {
    const pair = await twins();
    const invitation = await the().prisma.invitation.create({
      data: {
        ...{ id: uuid7(), role: 'CARER', email: 'carer@example.test', tokenHash: 'hash', patientId: pair.mergedId },
        ...{ invitedBy: oscar.user, invitedAt: new Date(), expiresAt: new Date('2030-01-01T00:00:00Z') },
      },
    });
    await the().prisma.breakGlass.create({
      data: {
        ...{ id: uuid7(), patientId: pair.mergedId, personId: people.diaz.id, organisationId: riverside.id },
        ...{ teamId: teams['riverside-diabetes'].id, reason: why },
        ...{ startedAt: at('11:59:00').now(), endsAt: at('12:29:00').now() },
      },
    });
    expect((await the().purview(person('diaz'), pair.mergedId))?.basis).toBe('BTG');
    await the().merge(oscar, pair, at('12:00:00'));
    expect(await the().purview(person('diaz'), pair.mergedId)).toBeUndefined();
    const withdrawn = await the().prisma.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
    expect(withdrawn.withdrawnAt).toEqual(at('12:00:00').now());
    const source =
      'mutation ($input: BreakGlassInput!) { answer: breakGlass(input: $input) { ... on BrokenGlass { id } ... on Refusal { kind } } }';
    expect(await the().ask(person('diaz'), source, { input: { patientId: pair.mergedId, reason: why } })).toEqual({
      kind: 'NOT_FOUND',
    });
  });

  it('closes the survivor where a privacy officer had closed the merged record', async () => {
    const pair = await twins();
    await the().prisma.patient.update({ where: { id: pair.mergedId }, data: { sharingDisabled: true } });
    await the().prisma.consent.create({
      data: {
        ...{ patientId: pair.survivorId, granteeId: teams['riverside-diabetes'].id, granteeKind: 'TEAM' },
        ...{ organisationId: riverside.id, labels: ['GENERAL_HEALTH'], basis: 'TEAM', since: new Date('2026-01-01') },
      },
    });
    const before = await the().state(pair.survivorId, pair.mergedId);
    const { id } = await the().merge(oscar, pair);
    expect((await the().purview(person('diaz'), pair.survivorId))?.labels ?? []).toEqual([]);
    const survivor = await the().prisma.patient.findUniqueOrThrow({ where: { id: pair.survivorId } });
    expect(survivor).toMatchObject({ sharingDisabled: true });
    await the().reverse(oscar, id);
    expect(await the().state(pair.survivorId, pair.mergedId)).toEqual(before);
  });
});

describe('the access log', () => {
  /** Who looked, as the record's own patient reads it; looks of patients are told by their basis. */
  const log = async (patientId: string, time: string): Promise<readonly string[]> => {
    const userId = uuid7();
    await the().prisma.person.create({
      data: { id: userId, name: 'Tess Twin', email: `${userId}@example.test`, patientId },
    });
    const tess = { ...person('alice'), user: userId as UserId, patient: patientId as PatientId };
    const source =
      'query ($id: ID!) { answer: patient(id: $id) { accessLog(first: 50) { items { kind actor basis } } } }';
    const { accessLog } = await the().ask<{ accessLog: { items: { kind: string; actor: string; basis: string }[] } }>(
      tess,
      source,
      { id: patientId, clock: at(time) },
    );
    await the().prisma.person.delete({ where: { id: userId } });
    return accessLog.items
      .filter(({ kind }) => kind === 'LOOK')
      .map(({ actor, basis }) => (basis === 'SELF' ? basis : actor));
  };

  it('holds who looked at either, and for the merged record who looked while it was merged', async () => {
    const pair = await twins();
    await the().purview(customer('riverside'), pair.survivorId, at('10:00:00'));
    await the().purview(customer('hillside'), pair.mergedId, at('10:00:00'));
    const { id } = await the().merge(oscar, pair, at('11:00:00'));
    expect(await log(pair.survivorId, '11:30:00')).toEqual([hillside.name, riverside.name]);
    await the().purview(customer('riverside'), pair.survivorId, at('12:00:00'));
    await the().reverse(oscar, id, at('12:10:00'));
    expect(await log(pair.survivorId, '13:00:00')).toEqual([riverside.name, riverside.name]);
    // The other patient's own look, too: it may have been somebody else.
    expect(await log(pair.mergedId, '13:00:00')).toEqual([riverside.name, 'SELF', hillside.name]);
  });
});

describe('a merge is refused', () => {
  it('for whoever does not administer an organisation that holds both', async () => {
    const pair = await twins();
    const elsewhere = await the().newcomer([hillsideNumber('H9')], 'hillside');
    for (const [by, input, refusal] of [
      [person('diaz'), pair, { kind: 'NOT_FOUND', field: 'organisationId' }],
      [oscar, { ...pair, organisationId: hillside.id }, { kind: 'NOT_FOUND', field: 'organisationId' }],
      [oscar, { ...pair, mergedId: elsewhere }, { kind: 'NOT_FOUND', field: 'mergedId' }],
      [oscar, { ...pair, survivorId: elsewhere }, { kind: 'NOT_FOUND', field: 'survivorId' }],
      [oscar, { ...pair, survivorId: uuid7() }, { kind: 'NOT_FOUND', field: 'survivorId' }],
      [oscar, { ...pair, mergedId: 'nobody' }, { kind: 'INVALID', field: 'mergedId' }],
      [oscar, { ...pair, note: 'short' }, { kind: 'INVALID', field: 'note' }],
      [oscar, { survivorId: pair.survivorId, mergedId: pair.survivorId }, { kind: 'CONFLICT' }],
    ] as const)
      expect(await the().merge(by, input)).toMatchObject(refusal);
    expect(await the().prisma.merge.count()).toBe(0);
  });

  it('where both have a user, where the merged one alone has, and where the national numbers differ', async () => {
    const newcomer = await the().newcomer([riversideNumber('N1')]);
    const other = await the().newcomer([nhs('9990000018'), riversideNumber('N2')]);
    const third = await the().newcomer([nhs('9990000026'), riversideNumber('N3')]);
    const link = (patientId: string) =>
      the().prisma.teamLink.upsert({
        where: { patientId_teamId: { patientId, teamId: teams['riverside-prt'].id } },
        create: { patientId, teamId: teams['riverside-prt'].id, organisationId: riverside.id, since: new Date() },
        update: {},
      });
    await link(patients.alice.id);
    await link(patients.carol.id);
    const tried = (survivorId: string, mergedId: string) => the().merge(oscar, { survivorId, mergedId });
    expect((await tried(patients.alice.id, patients.carol.id)).message).toMatch(/registered user/);
    expect((await tried(newcomer, patients.alice.id)).message).toMatch(/has to be the one that survives/);
    expect((await tried(other, third)).message).toMatch(/different national numbers/);
    expect(await tried(patients.alice.id, newcomer)).toMatchObject({ survivorId: patients.alice.id });
    expect((await tried(patients.alice.id, newcomer)).message).toMatch(/one record already/);
  });
});

describe('reversing a merge', () => {
  it('restores exactly what was', async () => {
    const pair = await twins();
    await the().prisma.email.createMany({
      data: [
        { address: 's@example.test', patientId: pair.survivorId, isPrimary: true, confirmed: false },
        { address: 'm@example.test', patientId: pair.mergedId, isPrimary: true, confirmed: true },
      ],
    });
    await the().prisma.consent.create({
      data: {
        ...{ patientId: pair.mergedId, granteeId: teams['hillside-community'].id, granteeKind: 'TEAM' },
        ...{ organisationId: hillside.id, labels: ['MENTAL_HEALTH'], basis: 'TEAM', since: new Date('2026-01-01') },
      },
    });
    await the().prisma.invitation.create({
      data: {
        ...{ id: uuid7(), role: 'CARER', email: 'carer@example.test', tokenHash: 'hash', patientId: pair.mergedId },
        ...{ invitedBy: oscar.user, invitedAt: new Date('2026-01-01'), expiresAt: new Date('2030-01-01') },
      },
    });
    const before = await the().state(pair.survivorId, pair.mergedId);
    const { id } = await the().merge(oscar, pair);
    expect(await the().state(pair.survivorId, pair.mergedId)).not.toEqual(before);
    const reversed = await the().reverse(oscar, id, at('2026-07-01T12:00:00'));
    expect(reversed).toMatchObject({ id, reversedAt: '2026-07-01T12:00:00.000Z' });
    expect(await the().state(pair.survivorId, pair.mergedId)).toEqual(before);
    expect(await the().match([riversideNumber('M1')])).toMatchObject({ patientId: pair.mergedId });
    expect((await the().purview(person('hall'), pair.mergedId))?.labels).toEqual(['MENTAL_HEALTH']);
    expect((await the().merges(oscar)).items).toMatchObject([{ id, reversedAt: '2026-07-01T12:00:00.000Z' }]);
  });

  it('leaves with the survivor what came to it meanwhile', async () => {
    const pair = await twins();
    const { id } = await the().merge(oscar, pair);
    await the().newcomer([riversideNumber('M1'), riversideNumber('LATER')]);
    await the().reverse(oscar, id);
    expect(await the().match([riversideNumber('LATER')])).toMatchObject({ patientId: pair.survivorId });
    expect(await the().match([riversideNumber('M1')])).toMatchObject({ patientId: pair.mergedId });
  });

  it('is refused after 30 days, twice, to others, and while a later merge of the record stands', async () => {
    const pair = await twins();
    const third = await the().newcomer([riversideNumber('T1')]);
    const first = await the().merge(oscar, pair);
    const second = await the().merge(oscar, { survivorId: third, mergedId: pair.mergedId }, at('12:01:00'));
    expect(second).toMatchObject({ survivorId: third, mergedId: pair.survivorId });
    expect((await the().purview(customer('riverside'), third))?.formerly?.toSorted()).toEqual(
      [pair.survivorId, pair.mergedId].toSorted(),
    );
    const early = await the().reverse(oscar, first.id);
    expect(early).toMatchObject({ kind: 'CONFLICT' });
    expect(early.message).toContain(second.id);
    expect(await the().reverse(person('diaz'), second.id)).toMatchObject({ kind: 'NOT_FOUND', field: 'id' });
    expect(await the().reverse(oscar, uuid7())).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await the().reverse(oscar, second.id, at('2026-07-01T12:01:01'))).toMatchObject({ kind: 'GONE' });
    expect(await the().reverse(oscar, second.id, at('12:02:00'))).toMatchObject({ id: second.id });
    expect((await the().purview(customer('riverside'), pair.mergedId))?.patient).toBe(pair.survivorId);
    expect(await the().reverse(oscar, second.id, at('12:03:00'))).toMatchObject({ kind: 'CONFLICT' });
    expect(await the().reverse(oscar, first.id, at('12:04:00'))).toMatchObject({ id: first.id });
    expect(await the().purview(customer('riverside'), pair.mergedId)).not.toHaveProperty('formerly');
  });
});
