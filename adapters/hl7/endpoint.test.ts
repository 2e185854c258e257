import { describe, expect, it } from 'vitest';
import { msh, post, said, serve } from './endpoint.fixture.ts';
import { UpsertPatientDocument } from './documents.generated.ts';

const pid = 'PID|1||9434765919^^^NHS^NH~R1^^^RVS^MR||Archer^Alice||19870228|F';
const a28 = [msh('ADT^A28'), pid];

describe('a message that is accepted', () => {
  it('is answered with AA, once all of it is kept', async () => {
    const served = await serve();
    const response = await post(served, a28);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/hl7-v2; charset=utf-8');
    expect(response.body).toBe(
      'MSH|^~\\&|HUB|NORTH|PAS|riverside|20240201120030.000+0000||ACK^A28|R1|P|2.4||||||UNICODE UTF-8\rMSA|AA|1|\r',
    );
    expect([...served.world.messages.values()]).toMatchObject([
      { raw: `${a28.join('\r')}\r`, closed: { state: 'ACCEPTED', acknowledgement: response.body } },
    ]);
    expect(served.world.asked(UpsertPatientDocument)).toMatchObject([{ message: { controlId: '1' } }]);
    expect(said(response)).toEqual({ msa: 'AA|1|', err: [] });
  });
});
