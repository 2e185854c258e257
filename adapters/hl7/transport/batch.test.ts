import { describe, expect, it } from 'vitest';
import { UpsertPatientDocument } from '../documents.generated.ts';
import { msh, post, said, serve } from '../endpoint.fixture.ts';
import { aWorld } from '../world.fixture.ts';

const pid = (number: string): string => `PID|1||${number}^^^RVS^MR||Archer^Alice||19870228|F`;
const fhs = 'FHS|^~\\&|PAS|riverside|HUB|NORTH|20240201||night||F1';
const bhs = 'BHS|^~\\&|PAS|riverside|HUB|NORTH|20240201||||B7';
const two = [msh('ADT^A28', '1'), pid('R1'), msh('ADT^A28', '2'), pid('R2')];

const lines = (body: string): readonly string[] => body.split('\r').filter((line) => line !== '');
const names = (body: string): string =>
  lines(body)
    .map((line) => line.slice(0, 3))
    .join(' ');

describe('a batch', () => {
  it('is done message by message, and answered with a batch of as many acknowledgements', async () => {
    const served = await serve();
    const response = await post(served, [bhs, ...two, 'BTS|2']);
    expect([response.statusCode, names(response.body)]).toEqual([200, 'BHS MSH MSA MSH MSA BTS']);
    expect(lines(response.body).filter((line) => line.startsWith('MSA'))).toEqual(['MSA|AA|1|', 'MSA|AA|2|']);
    expect(lines(response.body)[0]).toBe('BHS|^~\\&|HUB|NORTH|PAS|riverside||||||B7');
    expect(served.world.asked(UpsertPatientDocument)).toHaveLength(2);
  });

  it('in a file is answered in a file', async () => {
    const response = await post(await serve(), [fhs, bhs, ...two, 'BTS|2', 'FTS|1']);
    expect(names(response.body)).toBe('FHS BHS MSH MSA MSH MSA BTS FTS');
  });

  it('may have separators of its own, as its messages may', async () => {
    const served = await serve();
    const sent = [bhs, ...two, 'BTS|2'].map((line) => line.replaceAll('|', '$'));
    const response = await post(served, sent);
    expect(lines(response.body)[0]).toBe('BHS|^~\\&|HUB|NORTH|PAS|riverside||||||B7');
    expect(served.world.asked(UpsertPatientDocument)).toHaveLength(2);
    const short = await post(served, [...sent.slice(0, -1), 'BTS$3']);
    expect(short.body).toContain('BTS-1 says 3 messages');
  });

  it.each([
    ['line feeds', '\n'],
    ['both', '\r\n'],
  ])('may have %s between its segments', async (_what, end) => {
    const response = await post(await serve(), [bhs, ...two, 'BTS|2', ''].join(end));
    expect(names(response.body)).toBe('BHS MSH MSA MSH MSA BTS');
  });

  it('goes on after a message that is wrong', async () => {
    const response = await post(await serve(), [bhs, msh('ADT^A99', '1'), pid('R1'), ...two.slice(2), 'BTS']);
    expect(
      lines(response.body)
        .filter((line) => line.startsWith('MSA'))
        .map((line) => line.slice(0, 8)),
    ).toEqual(['MSA|AR|1', 'MSA|AA|2']);
  });

  it('that comes again is answered as before, and nothing is done twice', async () => {
    const served = await serve();
    const batch = [bhs, ...two, 'BTS|2'];
    const [first, second] = [await post(served, batch), await post(served, batch)];
    expect(second.body).toBe(first.body);
    expect(served.world.asked(UpsertPatientDocument)).toHaveLength(2);
  });

  it.each([
    [
      'has fewer messages than it says',
      [bhs, ...two.slice(0, 2), 'BTS|2'],
      'BTS[1].1: BTS-1 says 2 messages, and there are 1.',
    ],
    [
      'has fewer batches than its file says',
      [fhs, bhs, ...two, 'BTS|2', 'FTS|2'],
      'FTS[1].1: FTS-1 says 2 batches, and there are 1.',
    ],
    ['has no end', [bhs, ...two], 'The batch is not whole'],
    ['has no beginning', [fhs, ...two, 'BTS|2', 'FTS|1'], 'The batch is not whole'],
    ['is two', [bhs, ...two, 'BTS', bhs, ...two, 'BTS'], 'There is a second BHS'],
    ['begins with something else', [bhs, 'PID|1', ...two, 'BTS'], 'PID stands before the first message'],
  ])('that %s is refused as one, and kept, and nothing of it is done', async (_what, batch, why) => {
    const served = await serve();
    const response = await post(served, batch);
    expect([response.statusCode, said(response).msa]).toEqual([200, expect.stringContaining(`AR||Rejected: ${why}`)]);
    expect(served.world.asked(UpsertPatientDocument)).toEqual([]);
    expect([...served.world.messages.values()]).toMatchObject([
      { raw: `${batch.join('\r')}\r`, closed: { state: 'REJECTED' } },
    ]);
  });

  it('of somebody without credentials is turned away as one', async () => {
    const served = await serve(aWorld());
    const response = await post(served, [bhs, ...two, 'BTS|2'], { authorization: 'Basic bm86Ym9keQ==' });
    expect(response.statusCode).toBe(401);
  });
});
