/** Base64 with its padding; blanks may stand anywhere (lines of 76 characters). One pass, whatever it is. RFC 4648 §4 */
export const isBase64 = (value: string): boolean => {
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) continue;
    if (code === 0x3d) padding += 1;
    else if (padding > 0 || !isDigit(code)) return false;
    else digits += 1;
  }
  return padding <= 2 && (digits + padding) % 4 === 0;
};

const isDigit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2b ||
  code === 0x2f;
