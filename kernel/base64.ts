/** The bytes of Base64 with padding, white space aside; undefined for all else, of which Node would decode what it can. RFC 4648 §4 */
export const fromBase64 = (sent: string): Buffer | undefined => {
  const bytes = Buffer.from(sent, 'base64');
  // To write it again takes a tenth of the time that looking at each character does.
  if (bytes.toString('base64') === sent) return bytes;
  const text = sent.replace(/\s+/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};
