import { describe, expect, it } from 'vitest';
import { CloseMessageDocument, OpenMessageDocument, UpsertPatientDocument } from './documents.generated.ts';
import { limit, msh, post, said, serve } from './endpoint.fixture.ts';
import { aWorld, feed, placed, refusal } from './world.fixture.ts';

const pid = 'PID|1||9434765919^^^NHS^NH~R1^^^RVS^MR||Archer^Alice||19870228|F';
const a28 = [msh('ADT^A28'), pid];

const fault =
  'AE|1|Not processed, send again later: Something went wrong on our side. If it goes on, tell us this id: R1.';

describe('a message that is accepted', () => {
  it('is answered with AA, which is kept with the text that came', async () => {
    const served = await serve();
    const response = await post(served, a28);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/hl7-v2; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toBe(
      'MSH|^~\\&|HUB|NORTH|PAS|riverside|20240201120030.000+0000||ACK^A28|R1|P|2.4||||||UNICODE UTF-8\rMSA|AA|1|\r',
    );
    expect([...served.world.messages.values()]).toMatchObject([
      { raw: `${a28.join('\r')}\r`, closed: { state: 'ACCEPTED', acknowledgement: response.body } },
    ]);
  });

  it('is kept before, and closed after, all else', async () => {
    const served = await serve();
    await post(served, a28);
    expect(served.world.questions.map(({ document }) => document)).toEqual([
      OpenMessageDocument,
      UpsertPatientDocument,
      CloseMessageDocument,
    ]);
    expect(served.world.asked(OpenMessageDocument)).toMatchObject([{ controlId: '1', type: 'ADT^A28' }]);
  });

  it('is answered as before when it comes again, and nothing else is done', async () => {
    const served = await serve();
    const first = await post(served, a28);
    const second = await post(served, a28);
    expect(second.body).toBe(first.body);
    expect(served.world.asked(UpsertPatientDocument)).toHaveLength(1);
  });

  it('is answered with what was kept first, where two were answered at once', async () => {
    const served = await serve();
    const first = { __typename: 'ClosedMessage', acknowledgement: 'MSH|^~\\&|first\r' } as const;
    served.world.answer(CloseMessageDocument, () => ({ closeMessage: first }));
    expect((await post(served, a28)).body).toBe('MSH|^~\\&|first\r');
  });

  it('is asked of the graph as its sender, from where it came', async () => {
    const served = await serve();
    await post(served, a28);
    const callers = served.world.questions.map(({ caller }) => caller);
    expect(callers).toEqual(callers.map(() => ({ authorization: feed, address: '127.0.0.1', through: 'hl7' })));
  });

  it('has an acknowledgement whose control id no receiver finds too long', async () => {
    const served = await serve(aWorld(), () => '018d64a1-7c40-7abc-8def-0123456789ab');
    expect((await post(served, a28)).body).toContain('|018d64a17c40456789ab|');
  });
});

describe('a message that is wrong', () => {
  const noMsh = 'AR||Rejected: MSH[1]: The message does not begin with an MSH segment.';
  const charset =
    'Rejected: MSH[1].18: The bytes are not valid UTF-8, and MSH-18 is empty. Send UTF-8, or declare "8859/1" in MSH-18 and send that.';
  const types =
    'ADT A01, ADT A02, ADT A03, ADT A04, ADT A05, ADT A08, ADT A11, ADT A12, ADT A13, ADT A14, ADT A27, ADT A28, ADT A31, ' +
    'ADT A38, ADT A40, ORU R01, SIU S12, SIU S13, SIU S14, SIU S15, SIU S26, MDM T02, MDM T11, QRY A19';

  it.each([
    ['nothing', '', noMsh],
    ['no HL7', '{"resourceType":"Patient"}', noMsh],
    ['no MSH', `${pid}\r`, noMsh],
    ['an MSH alone', 'MSH|^~\\&', 'AR||Rejected: MSH[1].7: The time of the message is required.'],
    ['no control id', [msh('ADT^A28', ''), pid], 'AR||Rejected: MSH[1].10: The control id is required.'],
    ['no type', [msh('')], 'AR|1|Rejected: MSH[1].9.1: The type of the message is required.'],
    [
      'a type that nobody knows',
      [msh('ZZZ^Z01')],
      `AR|1|Rejected: MSH[1].9.1: This type of message is not accepted. Accepted are ${types}.`,
    ],
    [
      'an event that nobody knows',
      [msh('ADT^A99')],
      `AR|1|Rejected: MSH[1].9.2: This type of message is not accepted. Accepted are ${types}.`,
    ],
    [
      'a processing id that is not taken here',
      [msh('ADT^A28').replace('|P|', '|T|'), pid],
      'AR|1|Rejected: MSH[1].11: This system takes messages whose processing id is P. A test system takes others.',
    ],
    ['no PID', [msh('ADT^A28')], 'AR|1|Rejected: PID[1]: A PID segment is required.'],
    [
      'no date',
      [msh('ADT^A28'), pid.replace('19870228', '19870230')],
      'AR|1|Rejected: PID[1].7: This must be a date as YYYYMMDD.',
    ],
    ['a wrong charset', Buffer.from(a28.join('\r').replace('Alice', 'Zoë'), 'latin1'), `AR|1|${charset}`],
    ['two messages', [...a28, ...a28], 'AR|1|Rejected: Line 3 begins a second message. Send each message on its own.'],
    [
      'the same allergy twice',
      [...a28, 'AL1|1||P^Penicillin', 'AL1|2||P'],
      'AR|1|Rejected: AL1[2].3: The same allergen with the same onset was already sent in this message.',
    ],
  ])('with %s is kept, and answered with AR', async (_name, message, msa) => {
    const served = await serve();
    const response = await post(served, message);
    expect(response.statusCode).toBe(200);
    expect(said(response).msa).toBe(msa);
    expect([...served.world.messages.values()]).toMatchObject([
      { closed: { state: 'REJECTED', acknowledgement: response.body, reason: msa.replace(/^[^:]*: /, '') } },
    ]);
    expect(served.logged).toEqual([]);
  });

  it('is kept byte by byte, whatever it is', async () => {
    const served = await serve();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await post(served, bytes);
    const [kept] = served.world.messages.values();
    expect(Buffer.from(kept?.raw ?? '', 'latin1').equals(bytes)).toBe(true);
    expect(served.world.asked(OpenMessageDocument)).toEqual([{ raw: kept?.raw }]);
  });

  it('shows its place in ERR too', async () => {
    const response = await post(await serve(), [msh('ADT^A28'), `${pid}${'|'.repeat(22)}Q`]);
    expect(said(response).err).toEqual(['PID^1^30^1|E|This must be Y or N.']);
  });

  it('may be tried again, since by then what was missing may be there', async () => {
    const served = await serve();
    served.world.answer(UpsertPatientDocument, () => ({
      upsertPatientFromFeed: refusal('FORBIDDEN', 'No.', 'message.alias'),
    }));
    expect(said(await post(served, a28)).msa).toBe('AR|1|Rejected: MSH[1].4: No.');
    served.world.answer(UpsertPatientDocument, () => ({ upsertPatientFromFeed: placed('CREATED') }));
    expect(said(await post(served, a28)).msa).toBe('AA|1|');
  });

  it('with a control id that another message has is refused at once', async () => {
    const served = await serve();
    await post(served, a28);
    const response = await post(served, [msh('ADT^A28'), pid.replace('Alice', 'Bob')]);
    expect(said(response).msa).toBe('AR|1|Rejected: MSH[1].10: Used for another message.');
    expect(served.world.asked(UpsertPatientDocument)).toHaveLength(1);
  });
});

describe('a message in another form', () => {
  it.each([
    ['lone CR', a28.join('\r')],
    ['lone LF', `${a28.join('\n')}\n`],
    ['CRLF and blank lines', `\r\n${a28.join('\r\n\r\n')}\r\n`],
    ['an MLLP frame', `\u000b${a28.join('\r')}\r\u001c\r`],
    [
      'separators of its own',
      a28.join('\r').replaceAll('|', '*').replace('^~\\&', ':#!%').replaceAll('^', ':').replaceAll('~', '#'),
    ],
  ])('with %s is the same message', async (_name, message) => {
    const served = await serve();
    expect(said(await post(served, message)).msa).toBe('AA|1|');
    expect(served.world.asked(UpsertPatientDocument)).toMatchObject([
      {
        identifiers: [{ value: '9434765919' }, { value: 'R1', typeCode: 'MR' }],
        demographics: { familyName: 'Archer' },
      },
    ]);
  });

  it('in ISO 8859-1 is read and answered in it', async () => {
    const served = await serve();
    const declared = `${msh('ADT^A28').replace('|NORTH|', '|Nørth|')}||||||8859/1`;
    const response = await post(served, Buffer.from([declared, pid.replace('Alice', 'Zoë')].join('\r'), 'latin1'));
    expect(response.headers['content-type']).toBe('application/hl7-v2; charset=iso-8859-1');
    expect(response.rawPayload.toString('latin1')).toContain('|HUB|Nørth|');
    expect(served.world.asked(UpsertPatientDocument)).toMatchObject([{ demographics: { givenName: 'Zoë' } }]);
    expect(served.world.asked(OpenMessageDocument)).toMatchObject([
      { raw: [declared, pid.replace('Alice', 'Zoë')].join('\r') },
    ]);
  });

  it.each(['application/hl7-v2', 'x-application/hl7-v2+er7', 'text/plain', 'Text/Plain; charset="UTF-8"'])(
    'may be sent as %s',
    async (type) => {
      expect(said(await post(await serve(), a28, { 'content-type': type })).msa).toBe('AA|1|');
    },
  );
});

describe('a request that is no message of a feed', () => {
  it.each([
    ['without credentials', { authorization: undefined }, 0],
    ['with wrong credentials', { authorization: 'Basic d3Jvbmc6d3Jvbmc=' }, 1],
    ['with a token', { authorization: 'Bearer token' }, 1],
  ])('%s gets 401, always the same, and nothing is kept', async (_name, headers, questions) => {
    const served = await serve();
    const response = await post(served, a28, headers);
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Basic realm="hl7", charset="UTF-8"');
    expect(response.body).toBe('Give the user name and password of a feed, from an address that it may use.\n');
    expect(served.world.messages.size).toBe(0);
    expect(served.world.questions).toHaveLength(questions);
  });

  it.each([
    ['the gateway', { code: 'FORBIDDEN', message: 'This client may not use this field.' }],
    ['the slice', { openMessage: refusal('FORBIDDEN', 'Only feeds send messages.') }],
  ])('from somebody who is no feed gets 403 where %s says so', async (_name, answer) => {
    const served = await serve();
    served.world.answer(OpenMessageDocument, () => answer);
    const response = await post(served, a28);
    expect([response.statusCode, response.body]).toEqual([403, 'These credentials are not those of an HL7 feed.\n']);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('with %s gets 405', async (method) => {
    const { app } = await serve();
    const response = await app.inject({ method, url: '/services/hl7' });
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
  });

  it.each([
    ['application/json', 'Send the message as it is (ER7), with the Content-Type application/hl7-v2 or '],
    ['nonsense', 'Send the message as it is (ER7), '],
  ])('of type %s gets 415', async (type, text) => {
    const response = await post(await serve(), a28, { 'content-type': type });
    expect(response.statusCode).toBe(415);
    expect(response.body.startsWith(text)).toBe(true);
  });

  it.each(['gzip', 'BR', 'identity, deflate'])('that is compressed (%s) gets 415, and hears why', async (encoding) => {
    const served = await serve();
    const response = await post(served, [msh('ADT^A31'), 'PID|1'], { 'content-encoding': encoding });
    expect(response.statusCode).toBe(415);
    expect(response.headers['accept-encoding']).toBe('identity');
    expect(response.body).toContain('Content-Encoding');
    expect(served.world.messages.size).toBe(0);
  });

  it('of no type gets 415, with and without a body', async () => {
    const served = await serve();
    const request = { method: 'POST', url: '/services/hl7', headers: { authorization: feed } } as const;
    expect((await served.app.inject(request)).statusCode).toBe(415);
    expect((await served.app.inject({ ...request, payload: Buffer.from('MSH') })).statusCode).toBe(415);
  });

  it('that is too large gets 413, and the graph is not asked', async () => {
    const served = await serve();
    const response = await post(served, [...a28, `NTE|1||${'x'.repeat(limit)}`]);
    expect([response.statusCode, response.body]).toEqual([413, `A message has at most ${limit} bytes.\n`]);
    expect(served.world.questions).toEqual([]);
  });

  it('of just the largest size is a message', async () => {
    const start = `${a28.join('\r')}\rNTE|1||`;
    const response = await post(await serve(), start + 'x'.repeat(limit - start.length));
    expect(said(response).msa).toBe('AA|1|');
  });
});

describe('a fault of ours', () => {
  it.each([
    ['fails', { code: 'INTERNAL_SERVER_ERROR', message: 'relation "secret" does not exist' }],
    ['is not there', { code: 'UNAUTHENTICATED', message: 'revoked in between' }],
  ])('while the message is at work is AE, and the message is closed as failed: the graph %s', async (_name, error) => {
    const served = await serve();
    served.world.answer(UpsertPatientDocument, () => error);
    const response = await post(served, a28);
    expect([response.statusCode, said(response).msa]).toEqual([200, fault]);
    expect([...served.world.messages.values()]).toMatchObject([{ closed: { state: 'FAILED' } }]);
    expect(served.logged).toMatchObject([{ id: 'R1' }]);
  });

  it('that is only too much at once says so', async () => {
    const served = await serve();
    served.world.answer(UpsertPatientDocument, () => ({ code: 'BUSY', message: 'Too many messages at once.' }));
    expect(said(await post(served, a28)).msa).toBe('AE|1|Not processed, send again later: Too many messages at once.');
    expect([...served.world.messages.values()]).toMatchObject([{ closed: { state: 'FAILED' } }]);
  });

  it('before the message is kept is AE', async () => {
    const served = await serve();
    served.world.answer(OpenMessageDocument, () => {
      throw new Error('The database is gone.');
    });
    expect(said(await post(served, a28)).msa).toBe(fault);
    expect(served.logged).toMatchObject([{ id: 'R1' }]);
  });

  it.each([
    ['throws', () => expect.unreachable('The database is gone.')],
    ['fails', () => ({ code: 'INTERNAL_SERVER_ERROR', message: 'secret' })],
    ['is busy', () => ({ code: 'BUSY', message: 'Later.' })],
    ['refuses', () => ({ closeMessage: refusal('NOT_FOUND', 'No such message.') })],
  ])('while the answer is kept is AE, whatever it was to be: the graph %s', async (_name, answer) => {
    const served = await serve();
    served.world.answer(CloseMessageDocument, answer);
    const response = await post(served, a28);
    expect([response.statusCode, said(response).msa]).toEqual([200, fault]);
    expect(served.logged).toHaveLength(1);
  });

  it('is over when the message is sent again', async () => {
    const served = await serve();
    served.world.answer(UpsertPatientDocument, () => expect.unreachable('The database is gone.'));
    await post(served, a28);
    served.world.answer(UpsertPatientDocument, () => ({ upsertPatientFromFeed: placed('CREATED') }));
    expect(said(await post(served, a28)).msa).toBe('AA|1|');
  });
});
