import type { Failure } from '../../kernel/failure.ts';
import { encode } from './er7/charset.ts';
import type { Received } from './receive.ts';
import { mediaTypeOf, soapAnswer, soapFault, versionSentAs, wsdl, type Enveloped } from './transport/soap.ts';

/** An HTTP response as a value. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
};

/** Health data stays out of every cache, and nothing here is to be run. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const plain = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...always, 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: `${body}\n`,
});

export const mediaTypes = ['application/hl7-v2', 'x-application/hl7-v2+er7', 'text/plain'];
export const soapTypes = ['text/xml', 'application/soap+xml'];

const acceptedTypes =
  `Send the message as it is (ER7), with the Content-Type ${mediaTypes.join(' or ')}; ` +
  `or within SOAP, as ${soapTypes.join(' or ')} (GET /services/hl7?wsdl).`;

/** Whatever an ACK says, HTTP says 200: the transport has done its work. Domain reference §4.1 */
export const answerTo = (received: Received, envelope?: Enveloped): Answer => {
  if (received === 'unauthenticated') return unauthenticated;
  if (received === 'not for feeds') return notForFeeds;
  const { acknowledgement, charset } = received;
  if (envelope !== undefined) return xml(200, soapAnswer(acknowledgement, envelope.version), envelope);
  return {
    status: 200,
    headers: { ...always, 'content-type': `application/hl7-v2; charset=${charset}` },
    // Text goes out in one piece with its headers.
    body: charset === 'utf-8' ? acknowledgement : encode(acknowledgement, charset),
  };
};

/** What is no SOAP message: the caller's to correct, so never a 500, as SOAP 1.1 §6.2 would have it. */
export const noEnvelope = (fault: Failure, contentType: string): Answer => {
  const version = versionSentAs(contentType);
  return xml(400, soapFault(fault, version), { version });
};

export const description = (address: string): Answer => xml(200, wsdl(address));

const xml = (status: number, body: string, envelope?: Pick<Enveloped, 'version'>): Answer => ({
  status,
  headers: {
    ...always,
    'content-type': `${envelope === undefined ? 'text/xml' : mediaTypeOf(envelope.version)}; charset=utf-8`,
  },
  body,
});

/**
 * One answer for credentials that are missing or wrong and for an address that is not on the list: whoever guesses
 * learns nothing. RFC 7617 §2
 */
export const unauthenticated: Answer = plain(
  401,
  'Give the user name and password of a feed, from an address that it may use.',
  {
    'www-authenticate': 'Basic realm="hl7", charset="UTF-8"',
  },
);

const notForFeeds: Answer = plain(403, 'These credentials are not those of an HL7 feed.');

export const otherMethod = plain(405, 'Send HL7 messages with POST; GET /services/hl7?wsdl has the WSDL.', {
  allow: 'POST',
});

export const tooLarge = (limit: number): Answer => plain(413, `A message has at most ${limit} bytes.`);

export const otherType = plain(415, acceptedTypes);

/** RFC 9110 §15.5.16: Accept-Encoding says what is wrong. */
export const compressed: Answer = plain(415, 'Send the message as it is, without a Content-Encoding.', {
  'accept-encoding': 'identity',
});

/** A fault before there is a message to acknowledge. */
export const failed = plain(500, 'Something went wrong on our side. Send the message again.');

export const unreadable = plain(400, 'The request could not be read.');
