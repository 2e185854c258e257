import { describe, expect, it } from 'vitest';
import type { OrganisationId, TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, teams } from '../../prisma/demo.ts';
import { callOf, customer, feedOf, person, postbridgeFeed } from '../../test/calls.ts';
import { sealAddressee } from '../kit/addressee.ts';
import { newControl, openMessages, type Opened } from './messages.fixture.ts';

const { prisma, clock, open, close, status, list } = await openMessages();

describe('asking what became of messages', () => {
  it('shows an organisation what all of its feeds sent, and nobody else', async () => {
    const controlId = newControl();
    await open({ controlId });
    expect(await status(controlId, { by: customer('riverside') })).toMatchObject({ controlId, state: 'RECEIVED' });
    for (const by of [feedOf('hillside'), postbridgeFeed, person('alice'), person('oscar')])
      expect(await status(controlId, { by })).toBeNull();
  });

  type Other = (partner: string, organisation: 'riverside' | 'hillside') => Principal;
  const tied: Other = (partner, organisation) => ({
    ...{ kind: 'team', integration: 'tethered.rest', client: partner, partner },
    organisation: organisations[organisation].id as OrganisationId,
    team: teams['riverside-diabetes'].id as TeamId,
  });
  const naming: Other = (partner, organisation) => ({
    ...{ kind: 'partner', integration: 'partner.fhir', client: `${partner}-system`, partner },
    organisation: organisations[organisation].id as OrganisationId,
  });

  it.each([
    ['is tied to a team', tied],
    ['names an organisation', naming],
  ])(
    'shows a client that %s what its partner’s feeds sent for the organisation, or for nobody',
    async (_how, client) => {
      const [forRiverside, forNobody] = [newControl(), newControl()];
      const { messageId } = await open({ controlId: forRiverside }, { by: postbridgeFeed });
      const addressee = sealAddressee(callOf(postbridgeFeed, clock), organisations.riverside.id as OrganisationId);
      await close(messageId, { state: 'REJECTED', reason: 'It is wrong.', addressee }, { by: postbridgeFeed });
      await open({ controlId: forNobody }, { by: postbridgeFeed });
      const seen = (by: Principal) => Promise.all([forRiverside, forNobody].map((id) => status(id, { by })));
      expect(await seen(client('postbridge', 'riverside'))).toMatchObject([
        { state: 'REJECTED', reason: 'It is wrong.' },
        { state: 'RECEIVED' },
      ]);
      expect(await seen(client('postbridge', 'hillside'))).toMatchObject([null, { state: 'RECEIVED' }]);
      expect(await seen(client('apptly', 'riverside'))).toEqual([null, null]);
    },
  );

  it('shows a partner’s client that names no organisation nothing', async () => {
    const controlId = newControl();
    await open({ controlId }, { by: postbridgeFeed });
    const by: Principal = { kind: 'partner', integration: 'partner.fhir', client: 'postbridge', partner: 'postbridge' };
    expect(await status(controlId, { by })).toBeNull();
    expect(await status(controlId, { by: postbridgeFeed })).not.toBeNull();
  });

  it('shows the last attempt', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    const { messageId } = await open({ controlId, raw: 'right' });
    expect(await status(controlId)).toMatchObject({ id: messageId, state: 'RECEIVED' });
  });

  it('pages newest first, without a gap or a repetition', async () => {
    const by = feedOf('hillside');
    const opened: Opened[] = [];
    for (let nth = 0; nth < 7; nth += 1) opened.push(await open({ controlId: newControl() }, { by }));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ first: 3, after }, { by });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen.slice(0, 7)).toEqual(opened.map(({ messageId }) => messageId).toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('shows those of one state alone', async () => {
    const { messageId } = await open({ controlId: newControl() }, { by: postbridgeFeed });
    await close(messageId, { state: 'HELD' }, { by: postbridgeFeed });
    await open({ controlId: newControl() }, { by: postbridgeFeed });
    const { items } = await list({ state: 'HELD' }, { by: postbridgeFeed });
    expect(items.map(({ id }) => id)).toEqual([messageId]);
  });

  it('has a cursor open nothing to anybody else', async () => {
    const own = await open({ controlId: newControl() }, { by: postbridgeFeed });
    const { messageId: after = '' } = await open({ controlId: newControl() });
    const theirs = await list({ first: 200, after }, { by: postbridgeFeed });
    expect(theirs.items[0]?.id).toBe(own.messageId);
    const rows = await prisma.inboundMessage.findMany({ where: { sender: 'customer.hl7/riverside-hl7' } });
    const ours = new Set(rows.map(({ id }) => id));
    expect(theirs.items.filter(({ id }) => ours.has(id))).toEqual([]);
  });

  it('shows persons none', async () => {
    expect(await list({}, { by: person('oscar') })).toEqual({ items: [], next: null });
  });

  it.each([{ first: 0 }, { first: 201 }, { after: 'nonsense' }])('refuses a page like %j', async (variables) => {
    await expect(list(variables)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
