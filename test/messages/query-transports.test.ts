import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../free-port.ts';
import { adt, anInpatient, msh, wire } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';

// ADR A19 is carried like any acknowledgement: within SOAP, in a batch, by MLLP, in the charset of the question.

let system: Wiring;
let mllp: number;
beforeAll(async () => {
  mllp = await freePort();
  system = await inOneProcess({ MLLP_FEEDS: `${String(mllp)}=riverside-hl7:demo-riverside-hl7` });
  await outside.deliver(system.base, adt('A28', dora));
});
afterAll(() => system.stop());

const dora = anInpatient({ family: 'O\\T\\#39;Dowd<br>', given: 'Zoë' });
const asked = (charset = ''): string =>
  wire(
    `${msh('QRY^A19')}${charset === '' ? '' : `||||||${charset}`}`,
    `QRD|20260501090000|R|I|Q-1|||1^RD|${dora.nhsNumber}|DEM`,
  );
const answered = [/MSH\|[^\r]*\|ADR\^A19\|/, /\rMSA\|AA\|/, /\rQAK\|Q-1\|OK/, /\rPID\|1\|\|/];

const post = (body: string | Buffer, type: string) =>
  outside.ask(`${system.base}/services/hl7`, 'POST', {
    headers: { authorization: outside.basic('riverside-hl7'), 'content-type': type },
    body,
  });

describe('the answer to a query', () => {
  it('is within SOAP where the question was', async () => {
    const namespace = /targetNamespace="([^"]+)"/.exec(
      (await outside.ask(`${system.base}/services/hl7?wsdl`, 'GET')).text,
    )?.[1];
    const message = asked().replaceAll('&', '&amp;').replaceAll('\r', '&#13;');
    const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <SubmitMessage xmlns="${namespace ?? ''}"><message>${message}</message></SubmitMessage></s:Body></s:Envelope>`;
    const reply = await post(envelope, 'text/xml; charset=utf-8');
    expect(reply.status).toBe(200);
    const text = reply.text.replaceAll('&#13;', '\r').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    for (const segment of answered) expect(text.replaceAll('&amp;', '&')).toMatch(segment);
    expect(reply.text).toContain('O\\T\\#39;Dowd&lt;br&gt;^Zoë');
    expect(reply.text.match(/<(?!\?)/g)).toHaveLength(8);
  });

  it('stands beside the acknowledgements of the other messages of a batch', async () => {
    const known = anInpatient();
    const batch = `BHS|^~\\&|PAS|RVS\r${adt('A28', known)}${asked()}BTS|2\r`;
    const { status, text } = await post(batch, 'application/hl7-v2');
    expect(status).toBe(200);
    expect(text.split('\r').map((segment) => segment.slice(0, 3))).toEqual([
      'BHS',
      'MSH',
      'MSA',
      'MSH',
      'MSA',
      'QAK',
      'QRD',
      'PID',
      'PD1',
      'BTS',
      '',
    ]);
  });

  it('is in the charset of the question', async () => {
    const { bytes, headers } = await post(asked('8859/1'), 'application/hl7-v2');
    expect(headers.get('content-type')).toBe('application/hl7-v2; charset=iso-8859-1');
    expect(bytes.toString('latin1')).toContain('^Zoë^');
    expect(bytes.toString('latin1')).toContain('|8859/1\r');
  });

  it('is framed by MLLP', async () => {
    const socket = connect(mllp, '127.0.0.1');
    await once(socket, 'connect');
    let text = '';
    const whole = new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        text += chunk.toString('utf8');
        if (text.endsWith('\u001c\r')) resolve();
      });
    });
    socket.write(`\u000b${asked()}\u001c\r`);
    await whole;
    socket.destroy();
    expect(text.startsWith('\u000bMSH|')).toBe(true);
    for (const segment of answered) expect(text).toMatch(segment);
    expect(text).toContain('^Zoë^');
  });
});
