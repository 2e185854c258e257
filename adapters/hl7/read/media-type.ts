/** What bytes are by their first ones, for the kinds of file that a letter or a report comes as. */
export const sniffMediaType = (bytes: Buffer): string | undefined => {
  const start = bytes.toString('latin1', 0, 512);
  return signatures.find(([signature]) => signature.test(start))?.[1];
};

/** What the sender calls it in ED.2 and ED.3: `application^pdf`, `APPLICATION^` (Word), `TEXT^HTML`, `^PDF`. */
export const declaredMediaType = (type: string, subtype: string): string | undefined =>
  named.get(subtype.toLowerCase()) ?? named.get(type.toLowerCase());

const word = 'application/msword';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'application/pdf'],
  [/^\{\\rtf/, 'application/rtf'],
  [/^\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1/, word],
  [/^PK\u0003\u0004/, docx],
  [/^\u00ff\u00d8\u00ff/, 'image/jpeg'],
  [/^\u0089PNG\r\n\u001a\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^(II\*\0|MM\0\*)/, 'image/tiff'],
  [/^(\u00ef\u00bb\u00bf)?\s*<(!doctype html|html|head|body|div|p|h[1-6]|table)\b/i, 'text/html'],
];

const named = new Map([
  ['pdf', 'application/pdf'],
  ['rtf', 'application/rtf'],
  ['msword', word],
  ['word', word],
  ['doc', word],
  ['docx', docx],
  [docx.slice('application/'.length), docx],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['tiff', 'image/tiff'],
  ['tif', 'image/tiff'],
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['plain', 'text/plain'],
  ['text', 'text/plain'],
  ['txt', 'text/plain'],
]);
