import { describe, expect, it } from 'vitest';
import { escape, unescape, type Encoding } from './escape.ts';
import { standardSeparators } from './separators.ts';

const standard: Encoding = { separators: standardSeparators, charset: 'utf-8' };

describe('reading escapes', () => {
  it.each([
    ['\\F\\\\S\\\\T\\\\R\\\\E\\', '|^&~\\'],
    ['one\\.br\\two\\.BR\\three', 'one\ntwo\nthree'],
    ['\\.sp2\\x\\.sk3\\y\\.ce\\z', '\n\nx   y\nz'],
    ['\\.in+4\\\\.ti-2\\\\.fi\\\\.nf\\plain', 'plain'],
    ['\\H\\high\\N\\ normal', 'high normal'],
    ['caf\\XC3A9\\ \\X0D0A\\', 'café \r\n'],
  ])('%j is %j', (raw, text) => {
    expect(unescape(raw, standard)).toBe(text);
  });

  it.each(['\\Zab\\F\\', '\\C2842\\E\\', '\\M2842\\', '\\P\\', '\\XC3\\', '\\X0\\', '\\X00\\', '\\.sp9999999\\', '\\'])(
    'leaves %j as it is',
    (raw) => {
      expect(unescape(raw, standard)).toBe(raw);
    },
  );

  it('finds an escape behind a backslash that means itself', () => {
    expect(unescape('\\\\server\\share \\T\\ more', standard)).toBe('\\\\server\\share & more');
  });

  it('reads bytes in the charset of the message', () => {
    expect(unescape('caf\\XE9\\', { ...standard, charset: 'iso-8859-1' })).toBe('café');
  });

  it('does nothing in a message without an escape character', () => {
    const separators = { ...standardSeparators, escape: undefined };
    expect(unescape('\\F\\', { ...standard, separators })).toBe('\\F\\');
  });
});

describe('writing escapes', () => {
  it('lets no line end, frame byte or separator through', () => {
    expect(escape('a|b\rc\nd\u000b', standardSeparators, 'utf-8')).toBe('a\\F\\b\\X0D\\c\\.br\\d\\X0B\\');
  });

  it('keeps two quotation marks from meaning null', () => {
    expect(escape('""', standardSeparators, 'utf-8')).toBe('\\X2222\\');
  });
});
