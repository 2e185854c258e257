import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customer, feedOf, person, postbridgeFeed } from '../../test/calls.ts';
import { at64, newControl, openMessages } from './messages.fixture.ts';

const { prisma, schema, elsewhere, open, close, rowsOf } = await openMessages();

describe('opening a message', () => {
  it('keeps the text exactly as it came, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (raw) => {
        const { messageId = '' } = await open({ raw });
        const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId } });
        expect(Buffer.from(row.raw).toString()).toBe(raw);
      }),
      { numRuns: 50, examples: [['a\0b\r\n\u{1F600}'], ['']] },
    );
  });

  it('gives messages that come together each its own text', async () => {
    const control = newControl();
    const texts = Array.from({ length: 64 }, (_, nth) => 'é'.repeat(nth) + String(nth));
    const opened = await at64((nth) => open({ controlId: `${control}/${String(nth)}`, raw: texts[nth] ?? '' }));
    const rows = await prisma.inboundMessage.findMany({
      where: { id: { in: opened.map(({ messageId = '' }) => messageId) } },
    });
    const stored = new Map(rows.map(({ id, raw }) => [id, Buffer.from(raw).toString()]));
    expect(opened.map(({ messageId = '' }) => stored.get(messageId))).toEqual(texts);
  });

  it('keeps a large message too', async () => {
    const raw = 'x'.repeat(3_000_000);
    const { messageId = '' } = await open({ controlId: newControl(), raw });
    const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId } });
    expect(Buffer.from(row.raw).toString()).toBe(raw);
  });

  it('makes one message of the same message 64 times at once, in two processes', async () => {
    const controlId = newControl();
    const opened = await at64((nth) => open({ controlId }, { at: nth % 2 === 0 ? schema : elsewhere }));
    expect(new Set(opened.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await rowsOf(controlId)).toHaveLength(1);
  });

  it('lets exactly one of two texts with one control id win', async () => {
    const controlId = newControl();
    const opened = await at64((nth) =>
      open({ controlId, raw: nth % 4 < 2 ? 'one' : 'other' }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    const [winner] = await rowsOf(controlId);
    const hasWon = (nth: number): boolean =>
      (nth % 4 < 2 ? 'one' : 'other') === Buffer.from(winner?.raw ?? []).toString();
    opened.forEach((reply, nth) =>
      expect(reply).toMatchObject(hasWon(nth) ? { messageId: winner?.id } : { kind: 'CONFLICT', field: 'controlId' }),
    );
    expect(await rowsOf(controlId)).toHaveLength(1);
  });

  it('answers an accepted message with the acknowledgement that was sent', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { acknowledgement: 'MSA|AA|1' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: 'MSA|AA|1' });
  });

  it('answers a held message with the acknowledgement that was sent', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { state: 'HELD' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: 'MSA|AA' });
  });

  it.each(['REJECTED', 'FAILED'])('lets a %s message be tried again under its own id', async (state) => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { state, acknowledgement: 'MSA|AR' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: null });
  });

  it('gives a message that was never answered again: the process may have died', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    expect(await open({ controlId }, { at: elsewhere })).toEqual({ messageId: first.messageId, acknowledgement: null });
  });

  it.each(['ACCEPTED', 'HELD'])('refuses another text under the control id of an %s message', async (state) => {
    const controlId = newControl();
    await close((await open({ controlId })).messageId, { state });
    expect(await open({ controlId, raw: 'another' })).toMatchObject({ kind: 'CONFLICT', field: 'controlId' });
  });

  it.each(['REJECTED', 'FAILED'])('keeps a corrected message beside the %s one', async (state) => {
    const controlId = newControl();
    const first = await open({ controlId, raw: 'wrong' });
    await close(first.messageId, { state, reason: 'why' });
    const second = await open({ controlId, raw: 'right' });
    expect(second.messageId).not.toBe(first.messageId);
    expect((await rowsOf(controlId)).map(({ id, attempt, raw }) => [id, attempt, Buffer.from(raw).toString()])).toEqual(
      [
        [first.messageId, 1, 'wrong'],
        [second.messageId, 2, 'right'],
      ],
    );
  });

  it('lets exactly one of two corrections win', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    const opened = await at64((nth) =>
      open({ controlId, raw: nth % 4 < 2 ? 'one' : 'other' }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    expect(await rowsOf(controlId)).toHaveLength(2);
    expect(opened.filter(({ kind }) => kind === 'CONFLICT')).toHaveLength(32);
    expect(new Set(opened.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('does not go back to the wrong text once the right one is accepted', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    await close((await open({ controlId, raw: 'right' })).messageId);
    expect(await open({ controlId, raw: 'wrong' })).toMatchObject({ kind: 'CONFLICT' });
  });

  it.each([null, ''])('takes messages without a control id (%j) for different ones', async (controlId) => {
    const [first, second] = await Promise.all([open({ controlId }), open({ controlId })]);
    expect(first.messageId).not.toBe(second.messageId);
  });

  it('keeps the same control id of two feeds apart, even of one organisation', async () => {
    const controlId = newControl();
    const seen = new Set<string | undefined>();
    for (const by of [feedOf('riverside'), customer('riverside'), feedOf('hillside'), postbridgeFeed])
      seen.add((await open({ controlId, raw: by.client }, { by })).messageId);
    expect(seen.size).toBe(4);
    expect(seen).not.toContain(undefined);
  });

  it('does not confuse a control id with a NUL in it', async () => {
    expect(await open({ controlId: `nul\0${newControl()}`, type: 'A\0B' })).toMatchObject({
      messageId: expect.any(String) as string,
    });
  });

  it('refuses half a surrogate pair, which would not come back as it was', async () => {
    expect(await open({ raw: 'half \uD83D' })).toMatchObject({ kind: 'INVALID', field: 'raw' });
  });

  it('refuses a person', async () => {
    expect(await open({}, { by: person('alice') })).toMatchObject({ kind: 'FORBIDDEN' });
  });
});
