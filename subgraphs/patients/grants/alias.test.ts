import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../../../kernel/id.ts';
import { organisations, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { gatheredLookup, holdingLookup, type FeedLookup, type FeedQuestion } from '../feed-lookup.store.ts';

// For whom a message is taken: what a grant's alias in MSH-4 does, to its partner and to everybody else.

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { riverside, hillside } = organisations;
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await prisma.partner.updateMany({ data: { endedAt: null } });
  await prisma.partnerGrant.deleteMany({ where: { partner: 'apptly' } });
});

const granted = async (alias: string, teamId: string, byTeam: boolean) => {
  const data = { id: uuid7(), partner: 'apptly', alias, organisationId: riverside.id, teamId, byTeam };
  await prisma.partnerGrant.create({ data: { ...data, grantedAt: new Date() } });
};
const revoked = () => prisma.partnerGrant.updateMany({ where: { partner: 'apptly' }, data: { revokedAt: new Date() } });

const ways: readonly (readonly [string, FeedLookup])[] = [
  ['together with others', gatheredLookup(database.sql)],
  ['alone', holdingLookup(database.sql)],
];

describe.each(ways)('a message that is looked up %s', (_how, lookup) => {
  /** The team for which a message under this alias is taken. */
  const team = async (by: FeedQuestion['by'], alias: string): Promise<string | undefined> =>
    (await lookup.look({ by, alias, identifiers: [], wantsRecord: false }))?.sender.team;
  const apptly = { partner: 'apptly' };

  it('is taken for whoever granted under that alias, while the grant holds', async () => {
    expect(await team(apptly, 'apptly-diabetes')).toBeUndefined();
    await granted('apptly-diabetes', teams['riverside-diabetes'].id, true);
    await granted('apptly-riverside', teams['riverside-prt'].id, false);
    expect(await team(apptly, 'apptly-diabetes')).toBe(teams['riverside-diabetes'].id);
    expect(await team(apptly, 'apptly-riverside')).toBe(teams['riverside-prt'].id);
    expect(await team(apptly, 'riverside-post')).toBeUndefined();
    expect(await team({ partner: 'postbridge' }, 'apptly-diabetes')).toBeUndefined();
    await revoked();
    expect(await team(apptly, 'apptly-diabetes')).toBeUndefined();
  });

  it('is taken no longer once its partner has ended, even where a grant has been left', async () => {
    await granted('apptly-diabetes', teams['riverside-diabetes'].id, true);
    await prisma.partner.update({ where: { id: 'apptly' }, data: { endedAt: new Date() } });
    expect(await team(apptly, 'apptly-diabetes')).toBeUndefined();
  });

  it('is refused to an organisation under a partner’s alias, and no longer once that is revoked', async () => {
    const organisation = { organisation: hillside.id };
    expect(await team(organisation, 'ward-7')).toBe(teams['hillside-prt'].id);
    await granted('ward-7', teams['riverside-diabetes'].id, true);
    expect(await team(organisation, 'ward-7')).toBeUndefined();
    await revoked();
    expect(await team(organisation, 'ward-7')).toBe(teams['hillside-prt'].id);
  });
});
