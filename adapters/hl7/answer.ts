import { encode, type Charset } from './er7/charset.ts';

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

const acceptedTypes = `Send the message as it is (ER7), with the Content-Type ${mediaTypes.join(' or ')}.`;

/** Whatever an ACK says, HTTP says 200: the transport has done its work. Domain reference §4.1 */
export const acknowledged = (acknowledgement: string, charset: Charset): Answer => ({
  status: 200,
  headers: { ...always, 'content-type': `application/hl7-v2; charset=${charset}` },
  body: encode(acknowledgement, charset),
});

/**
 * One answer for credentials that are missing or wrong and for an address that is not on the list: whoever guesses
 * learns nothing. RFC 7617 §2
 */
export const unauthenticated = plain(
  401,
  'Give the user name and password of a feed, from an address that it may use.',
  {
    'www-authenticate': 'Basic realm="hl7", charset="UTF-8"',
  },
);

export const notForFeeds = plain(403, 'These credentials are not those of an HL7 feed.');

export const otherMethod = plain(405, 'Send one HL7 message with POST.', { allow: 'POST' });

export const tooLarge = (limit: number): Answer => plain(413, `A message has at most ${limit} bytes.`);

/** `type` is the Content-Type, of whatever form. */
export const otherType = (type = ''): Answer =>
  plain(
    415,
    /^\s*(text|application)\/(soap\+)?xml\b/i.test(type) ? `SOAP is not accepted yet. ${acceptedTypes}` : acceptedTypes,
  );

/** A fault before there is a message to acknowledge. */
export const failed = plain(500, 'Something went wrong on our side. Send the message again.');

export const unreadable = plain(400, 'The request could not be read.');
