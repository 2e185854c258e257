/** What a mail server reports of an e-mail that it could not deliver, for good: of which one, and why. */
export type Bounce = {
  /** The left side of our Message-ID: each e-mail has one reader, so that it says who that was. */
  readonly mail: string;
  readonly problem: string;
};

/**
 * A delivery status notification, as far as it is a failure for good that lies in the address; undefined for all else that
 * comes to an address nobody reads: delays, absent-notes, letters. RFC 3464, in a multipart/report (RFC 6522)
 */
export const bounceIn = (text: string): Bounce | undefined => {
  const whole = entityIn(text);
  const boundary = boundaryOfReport(whole.fields.get('content-type') ?? '');
  if (boundary === undefined) return undefined;
  const parts = partsOf(whole.body, boundary).map(entityIn);
  const problem = parts.filter(isStatus).flatMap(failuresIn)[0];
  const mail = parts
    .filter((part) => !isStatus(part))
    .map(({ body }) => /^message-id:\s*<([\w.-]+)@/im.exec(unfolded(body))?.[1])
    .find((id) => id !== undefined);
  return problem === undefined || mail === undefined ? undefined : { mail, problem };
};

type Entity = { readonly fields: ReadonlyMap<string, string>; readonly body: string };

/** Header fields by their names in small letters, and what comes after the first empty line. RFC 5322 §2.1 */
const entityIn = (text: string): Entity => {
  const lines = text.replaceAll('\r\n', '\n');
  const end = lines.startsWith('\n') ? 0 : lines.indexOf('\n\n');
  const [head, body] = end < 0 ? [lines, ''] : [lines.slice(0, end), lines.slice(end).replace(/^\n+/, '')];
  return { fields: fieldsIn(head), body };
};

const fieldsIn = (head: string): ReadonlyMap<string, string> =>
  new Map(
    unfolded(head)
      .split('\n')
      .flatMap((line) => {
        const colon = line.indexOf(':');
        return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
      }),
  );

/** A field that goes on in the next line is one; so is what quoted-printable breaks. RFC 5322 §2.2.3, RFC 2045 §6.7 */
const unfolded = (text: string): string => text.replaceAll('=\n', '').replaceAll(/\n[ \t]+/g, ' ');

const boundaryOfReport = (contentType: string): string | undefined => {
  const type = contentType.toLowerCase();
  if (!type.startsWith('multipart/report') || !/report-type="?delivery-status/.test(type)) return undefined;
  const [, quoted, bare] = /boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? bare;
};

const partsOf = (body: string, boundary: string): readonly string[] =>
  `\n${body}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => part.slice(part.indexOf('\n') + 1));

const isStatus = ({ fields }: Entity): boolean =>
  fields.get('content-type')?.toLowerCase().startsWith('message/delivery-status') === true;

/** For each recipient a group of fields, after one for the message. RFC 3464 §2.1 */
const failuresIn = ({ body }: Entity): readonly string[] =>
  body
    .split(/\n{2,}/)
    .map(fieldsIn)
    .filter((fields) => fields.get('action')?.toLowerCase() === 'failed' && isForGood(fields.get('status') ?? ''))
    .map((fields) => fields.get('diagnostic-code') ?? `The mail server says ${fields.get('status') ?? 'no'}.`);

/**
 * A mailbox that is not there, moved or switched off, a domain that has no mail. Not: one that is full, a server that does not
 * like the sender or the text. RFC 3463 §3
 */
const isForGood = (status: string): boolean => /^5\.([01]\.\d{1,3}|2\.(?!2\b)\d{1,3}|4\.4)\b/.test(status);
