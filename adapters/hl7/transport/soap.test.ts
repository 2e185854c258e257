import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { msh, post, serve } from '../endpoint.fixture.ts';
import { namespace, openEnvelope, soapAnswer } from './soap.ts';

const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const a28 = [msh('ADT^A28'), 'PID|1||R1^^^RVS^MR||Archer^Alice||19870228|F', ''];

const envelope = (message: string, version = soap11, header = ''): string =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="${version}">${header}<soap:Body><SubmitMessage xmlns="${namespace}"><message>${message}</message></SubmitMessage></soap:Body></soap:Envelope>`;
const asXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const xml = { 'content-type': 'text/xml; charset=utf-8' };

describe('a message within SOAP', () => {
  it.each([
    ['carriage returns as references', asXml(a28.join('\r')).replaceAll('\r', '&#13;'), soap11],
    ['line ends of XML', asXml(a28.join('\n')), soap11],
    ['CDATA', `<![CDATA[${a28.join('\r')}]]>`, soap11],
    ['SOAP 1.2', asXml(a28.join('\n')), soap12],
    ['lines that are indented with the XML', `\n        ${asXml(a28.join('\n\t  '))}\n      `, soap11],
    ['indented lines in CDATA', `\n    <![CDATA[\n        ${a28.join('\n        ')}]]>\n`, soap11],
  ])('with %s is acknowledged within SOAP', async (_what, message, version) => {
    const served = await serve();
    const type = version === soap12 ? 'application/soap+xml' : 'text/xml';
    const response = await post(served, envelope(message, version), { 'content-type': type });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, `${type}; charset=utf-8`]);
    expect(response.body).toContain(`<s:Envelope xmlns:s="${version}">`);
    expect(response.body).toContain('UNICODE UTF-8&#13;MSA|AA|1|&#13;</h:acknowledgement>');
    expect([...served.world.messages.values()]).toMatchObject([{ raw: a28.join('\r').trim() }]);
  });

  it('may hold an HTML document, with its document type', async () => {
    const served = await serve();
    const sent = [...a28.slice(0, 2), 'NTE|1||<!DOCTYPE html><p>Hi', ''].join('\r');
    const response = await post(served, envelope(`<![CDATA[${sent}]]>`), xml);
    expect(response.body).toContain('MSA|AA|1|');
  });

  it('that cannot be read is refused in the version of SOAP in which it was sent', async () => {
    const type = 'application/soap+xml; charset=utf-8';
    const response = await post(await serve(), '<a/>', { 'content-type': type });
    expect([response.statusCode, response.headers['content-type']]).toEqual([400, type]);
    expect(response.body).toContain(`<s:Envelope xmlns:s="${soap12}"><s:Body><s:Fault><s:Code><s:Value>s:Sender`);
  });

  it('is in the charset of the XML, whatever MSH-18 says', async () => {
    const served = await serve();
    const sent = [`${msh('ADT^A28')}||||||8859/1`, 'PID|1||R1^^^RVS^MR||Müller^Zoë||19870228|F'].join('\n');
    await post(served, Buffer.from(envelope(asXml(sent))), xml);
    await post(
      served,
      Buffer.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?>${envelope(asXml(sent.replace('|1|P', '|2|P'))).slice(21)}`,
        'latin1',
      ),
      {
        'content-type': 'text/xml',
      },
    );
    expect([...served.world.messages.values()].map(({ raw }) => raw.includes('Müller^Zoë'))).toEqual([true, true]);
  });

  it.each([
    ['no XML', 'MSH|^~\\&', 'The XML is not well-formed'],
    ['half of an envelope', envelope('x').slice(0, -10), 'The XML is not well-formed'],
    ['another document', '<a/>', 'The outermost element is no SOAP 1.1 or 1.2 Envelope.'],
    [
      'no message',
      `<s:Envelope xmlns:s="${soap11}"><s:Body/></s:Envelope>`,
      'There is no Envelope/Body/SubmitMessage/message',
    ],
    ['another namespace', envelope('x').replace(namespace, 'urn:other'), 'The message is an element of the namespace'],
    ['elements in the message', envelope('<b>x</b>'), 'The message is text'],
    [
      'a header that must be understood',
      envelope('x', soap11, `<soap:Header><t xmlns:soap="${soap11}" soap:mustUnderstand="1"/></soap:Header>`),
      'The header t is not understood.',
    ],
    [
      'entities of its own',
      `<!DOCTYPE a [<!ENTITY b "c">]>${envelope('&b;')}`,
      'A SOAP message has no document type declaration.',
    ],
    ['an unknown entity', envelope('&b;'), 'The XML is not well-formed'],
    ['a thousand levels', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`, 'The outermost element'],
  ])('that is %s is a fault of its sender', async (_what, body, why) => {
    const served = await serve();
    const response = await post(served, body, xml);
    expect([response.statusCode, response.body]).toEqual([
      400,
      expect.stringContaining(`<faultcode>s:Client</faultcode><faultstring>${why}`),
    ]);
    expect(served.world.messages.size).toBe(0);
  });

  it('is not read without credentials', async () => {
    expect((await post(await serve(), envelope('x'), { ...xml, authorization: undefined })).statusCode).toBe(401);
  });

  it('comes out as it went in, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[^\t\r -\ud7ff\ue000-\ufffd]|\r[\t ]+[A-Z]/.test(text)),
        (text) => {
          const opened = openEnvelope(envelope(soapAnswer(text, soap11).split(/<\/?h:acknowledgement>/)[1] ?? ''));
          expect(isFailure(opened) ? opened : opened.text).toEqual(text.trim());
        },
      ),
    );
  });
});

it('describes itself in WSDL, to whoever asks', async () => {
  const { app } = await serve();
  const response = await app.inject({ method: 'GET', url: '/services/hl7?wsdl' });
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
  expect(response.body).toContain('location="http://hub.example/services/hl7"');
  expect(() => new SaxesParser({ xmlns: true }).write(response.body).close()).not.toThrow();
});
