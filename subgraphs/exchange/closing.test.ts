import { describe, expect, it } from 'vitest';
import type { OrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations } from '../../prisma/demo.ts';
import { callOf, customer, feedOf, postbridgeFeed } from '../../test/calls.ts';
import { sealAddressee } from '../kit/addressee.ts';
import { at64, newControl, openMessages } from './messages.fixture.ts';

const { prisma, clock, schema, elsewhere, open, close, status } = await openMessages();
const alice = 'a11ce000-0000-4000-8000-000000000001';

describe('closing a message', () => {
  it('answers with the acknowledgement to send, and keeps all of it', async () => {
    const controlId = newControl();
    const { messageId } = await open({ controlId, type: 'ADT^A28' });
    expect(await close(messageId, { patientId: alice })).toEqual({ acknowledgement: 'MSA|AA' });
    expect(await status(controlId)).toEqual({
      id: messageId,
      controlId,
      type: 'ADT^A28',
      receivedAt: '2026-06-01T12:00:00.000Z',
      state: 'ACCEPTED',
      reason: null,
      acknowledgement: 'MSA|AA',
      patient: { id: alice },
    });
  });

  it('gives everybody the first acknowledgement when 64 accept at once, in two processes', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const closed = await at64((nth) =>
      close(messageId, { acknowledgement: `MSA|AA|${String(nth)}` }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    const { acknowledgement } = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId ?? '' } });
    expect(new Set(closed.map((reply) => reply.acknowledgement))).toEqual(new Set([acknowledgement]));
  });

  it('survives two processes that close the same many messages in opposite orders', async () => {
    const opened = await at64(() => open({ controlId: newControl() }));
    const ids = opened.map(({ messageId }) => messageId);
    const closed = await Promise.all([
      ...ids.map((id) => close(id, { acknowledgement: 'one' })),
      ...ids.toReversed().map((id) => close(id, { acknowledgement: 'other' }, { at: elsewhere })),
    ]);
    const there = closed.slice(0, 64).map(({ acknowledgement }) => acknowledgement);
    expect(
      closed
        .slice(64)
        .map(({ acknowledgement }) => acknowledgement)
        .toReversed(),
    ).toEqual(there);
  });

  it.each(['ACCEPTED', 'HELD'])('does not change what was %s', async (state) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    await close(messageId, { state, acknowledgement: 'first' });
    expect(await close(messageId, { state: 'REJECTED', acknowledgement: 'second' })).toEqual({
      acknowledgement: 'first',
    });
    expect(await status(controlId)).toMatchObject({ state, acknowledgement: 'first' });
  });

  it.each(['REJECTED', 'FAILED'])('accepts what was %s before', async (state) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    await close(messageId, { state, acknowledgement: 'first', reason: 'No such patient.' });
    expect(await close(messageId, { acknowledgement: 'second' })).toEqual({ acknowledgement: 'second' });
    expect(await status(controlId)).toMatchObject({ state: 'ACCEPTED', acknowledgement: 'second', reason: null });
  });

  it('answers the same refusal for the same reason, and another for another', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const refuse = (acknowledgement: string, reason: string) =>
      close(messageId, { state: 'REJECTED', acknowledgement, reason });
    expect(await refuse('first', 'PID-3')).toEqual({ acknowledgement: 'first' });
    expect(await refuse('second', 'PID-3')).toEqual({ acknowledgement: 'first' });
    expect(await refuse('third', 'PID-5')).toEqual({ acknowledgement: 'third' });
  });

  it('sends what it stores, even where PostgreSQL cannot store all of it', async () => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    const { acknowledgement } = await close(messageId, { acknowledgement: 'MSA\0|AA', reason: 'a \0 here' });
    expect((await open({ controlId })).acknowledgement).toBe(acknowledgement);
  });

  it.each([
    ['another organisation', feedOf('hillside')],
    ['another client of the same organisation', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('is not for %s: to them there is no such message', async (_, by) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    expect(await close(messageId, {}, { by })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await status(controlId)).toMatchObject({ state: 'RECEIVED' });
  });

  it('gives the right one its place when a stranger closes the same message at the same moment', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const closed = await Promise.all([
      close(messageId, { acknowledgement: 'theirs' }, { by: feedOf('hillside') }),
      close(messageId, { acknowledgement: 'ours' }),
    ]);
    expect(closed).toMatchObject([{ kind: 'NOT_FOUND' }, { acknowledgement: 'ours' }]);
  });

  it.each(['01980000-0000-7000-8000-00000000dead', 'nonsense', "' or true"])(
    'knows no message %s',
    async (messageId) => {
      expect(await close(messageId)).toMatchObject({ kind: 'NOT_FOUND', field: 'messageId' });
    },
  );

  it.each([
    ['state', { state: 'RECEIVED' }],
    ['patientId', { patientId: 'alice' }],
  ])('refuses a wrong %s', async (field, input) => {
    const { messageId } = await open({ controlId: newControl() });
    expect(await close(messageId, input)).toMatchObject({ kind: 'INVALID', field });
  });
});

describe('a partner’s message', () => {
  const riversideId = organisations.riverside.id as OrganisationId;
  const otherPartner: Principal = { ...postbridgeFeed, client: 'other-hl7' };

  it('is for the organisation that patients has named to this very partner, and for none by anybody else’s word', async () => {
    const { messageId } = await open({}, { by: postbridgeFeed });
    const forged = ['x', riversideId, sealAddressee(callOf(otherPartner, clock), riversideId)];
    for (const addressee of forged)
      expect(await close(messageId, { addressee }, { by: postbridgeFeed })).toEqual({
        kind: 'INVALID',
        field: 'addressee',
      });
    const addressee = sealAddressee(callOf(postbridgeFeed, clock), riversideId);
    expect(await close(messageId, { addressee }, { by: postbridgeFeed })).toEqual({ acknowledgement: 'MSA|AA' });
    const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId ?? '' } });
    expect(row.organisationId).toBe(riversideId);
  });
});
