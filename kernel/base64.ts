/** The bytes of Base64 with padding, white space aside; undefined for all else, of which Node would decode what it can. RFC 4648 §4 */
export const fromBase64 = (sent: string): Buffer | undefined => {
  const bytes = Buffer.from(sent, 'base64');
  if (isAllTaken(sent, bytes.length)) return bytes;
  const text = sent.replace(/\s+/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};

/**
 * Node passes over what is not of the alphabet, so that there is less than there should be; but it takes that of URLs (RFC 4648
 * §5) too, and of a character beyond Latin-1 its last eight bits. To see so takes a tenth of the time that a pattern does.
 */
const isAllTaken = (text: string, bytes: number): boolean => {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (
    bytes === (text.length / 4) * 3 - padding &&
    !text.includes('-') &&
    !text.includes('_') &&
    Buffer.byteLength(text) === text.length
  );
};
