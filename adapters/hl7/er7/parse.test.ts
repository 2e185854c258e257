import { describe, expect, it } from 'vitest';
import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { groupsOf, type Er7Message } from './message.ts';
import { defaultLimits, parseEr7, type Er7Limits } from './parse.ts';

const header = 'MSH|^~\\&|LAB|RIVERSIDE|TRIBUTARY||20240201120000||ADT^A31|1|P|2.4';

const parsed = (text: string | Buffer, limits?: Er7Limits): Er7Message => {
  const message = parseEr7(Buffer.from(text), limits);
  if (isFailure(message)) throw new Error(`${message.field}: ${message.message}`);
  return message;
};

const refused = (text: string | Buffer, limits?: Er7Limits): Failure => {
  const failure = parseEr7(Buffer.from(text), limits);
  if (!isFailure(failure)) throw new Error('The message was accepted.');
  return failure;
};

const pid = (line: string) => parsed(`${header}\r${line}\r`).segment('PID');

describe('the frame of a message', () => {
  it.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('may end its segments in %s', (_name, end) => {
    const message = parsed(`${header}${end}PID|1${end}PV1|1|I${end}`);
    expect(message.segments().map((segment) => segment.name)).toEqual(['MSH', 'PID', 'PV1']);
  });

  it('may be MLLP with a byte order mark and blank lines', () => {
    const sent = `\u000b\ufeff${header}\r\r  \rPID|1||7\r\n\n\u001c\r`;
    const message = parsed(sent);
    expect(message.segment('PID')?.field(3).text).toBe('7');
    expect(message.text).toBe(sent);
  });

  it('keeps the blanks at the end of the last value', () => {
    expect(parsed(`${header}\rNTE|1||so `).segment('NTE')?.field(3).text).toBe('so ');
  });

  it.each([
    ['lower case', 'pid|1'],
    ['too short a name', 'PI|1'],
    ['too long a name', 'PIDX|1'],
    ['a line broken within a field', 'and so on'],
  ])('refuses %s, naming the line', (_name, line) => {
    expect(refused(`${header}\rPV1|1\r${line}\r`)).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Line 3') as string,
    });
  });

  it('refuses a second message in the same body', () => {
    expect(refused(`${header}\r${header}\r`).message).toContain('second message');
  });

  it('does not do batches', () => {
    expect(refused(`FHS|^~\\&\r${header}\r`).kind).toBe('unsupported');
  });

  it.each(['', '\r\n', 'PID|1', 'MSH', 'MSHX', 'MSH|', 'MSH||', 'MSH|^^~', 'MSH|^~\\&#+|'])('refuses %j', (text) => {
    expect(refused(text).kind).toBe('invalid');
  });

  it('refuses NUL, which no database could keep', () => {
    expect(refused(`${header}\rPID|1|\0`).message).toContain('NUL');
  });
});

describe('the limits of a message', () => {
  it.each([
    ['bytes', { bytes: 100 }],
    ['segments', { segments: 2 }],
    ['values', { values: 40 }],
  ])('hold for its %s', (_name, limit) => {
    const text = `${header}\rPID|1\rNTE|1||${'~'.repeat(40)}\r`;
    expect(isFailure(parseEr7(Buffer.from(text)))).toBe(false);
    expect(refused(text, { ...defaultLimits, ...limit }).kind).toBe('invalid');
  });
});

describe('the separators of a message', () => {
  it('may be any, the standard ones then being content', () => {
    const message = parsed('MSH#*!?%#L|AB#A^B#####ADT*A31#1\rPID#1##7***N&H*x%y!8#a~b\\F\\#?F??S?');
    expect(message.segment('MSH')?.field(3).text).toBe('L|AB');
    expect(message.segment('MSH')?.field(4).text).toBe('A^B');
    const identifiers = message.segment('PID')?.field(3);
    expect(identifiers?.repetitions.map((one) => one.text)).toEqual(['7', '8']);
    expect(identifiers?.component(4).text).toBe('N&H');
    expect(identifiers?.component(5).subcomponents.map((one) => one.text)).toEqual(['x', 'y']);
    expect(message.segment('PID')?.field(4).text).toBe('a~b\\F\\');
    expect(message.segment('PID')?.field(5).text).toBe('#*');
  });

  it('may change places with each other', () => {
    const message = parsed('MSH^|~\\&^LAB\rPID^1^^7|8~9');
    expect(message.segment('PID')?.field(3).component(2).text).toBe('8');
    expect(message.segment('PID')?.field(3).repetition(2).text).toBe('9');
  });

  it('may lack escape and sub-component', () => {
    const message = parsed('MSH|^~|LAB\rPID|1||A&B\\F\\^C~D');
    expect(message.segment('PID')?.field(3).text).toBe('A&B\\F\\');
    expect(message.segment('PID')?.field(3).repetition(2).text).toBe('D');
  });

  it('may have lost their backslash', () => {
    const message = parsed('MSH|^~&|LAB\rPID|1||A&B');
    expect(message.segment('PID')?.field(3).component(1).subcomponent(2).text).toBe('B');
  });

  it('may include the truncation character of later versions', () => {
    expect(parsed('MSH|^~\\&#|LAB\rPID|1||A#').segment('PID')?.field(3).text).toBe('A#');
  });

  it('are readable themselves', () => {
    const msh = parsed(`${header}\r`).segment('MSH');
    expect([1, 2, 3].map((position) => msh?.field(position).text)).toEqual(['|', '^~\\&', 'LAB']);
  });
});

describe('the charset of a message', () => {
  const named = (charset: string, name: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${header}||||||${charset}\rPID|1||||`), name, Buffer.from('\r')]);
  const latin = Buffer.from('Zo\xeb O\x92Neill', 'latin1');
  const utf8 = Buffer.from('Zoë O’Neill');
  const nameIn = (bytes: Buffer) => parsed(bytes).segment('PID')?.field(5).text;

  it.each(['', 'UNICODE UTF-8', 'UTF-8', 'ASCII', 'GB 18030-2000'])('is UTF-8 when MSH-18 is %j', (charset) => {
    expect(nameIn(named(charset, utf8))).toBe('Zoë O’Neill');
    expect(refused(named(charset, latin))).toMatchObject({ kind: 'invalid', field: 'MSH[1].18' });
  });

  it.each([
    ['little endian', (text: string) => Buffer.from(text, 'utf16le')],
    ['big endian', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('is not UTF-16, %s, with a byte order mark or without, and says so', (_, encoded) => {
    for (const text of [header, `\ufeff${header}`, `${header}\rPID|1||||Müller`]) {
      const message = parseEr7(encoded(text));
      expect(message).toMatchObject({ kind: 'invalid', field: 'MSH[1].18' });
      expect(message).toMatchObject({ message: expect.stringContaining('UTF-16') as string });
    }
  });

  it.each(['8859/1', '8859/1~ASCII', 'ISO 8859-1', 'WINDOWS-1252', 'cp1252'])(
    'is ISO 8859-1 when MSH-18 is %j',
    (charset) => {
      expect(nameIn(named(charset, latin))).toBe('Zoë O’Neill');
    },
  );
});

describe('what a field holds', () => {
  it('tells blank from null from text', () => {
    const segment = pid('PID|1||""|  |a');
    expect(segment?.field(3)).toMatchObject({ isNull: true, isBlank: false, text: '' });
    expect(segment?.field(4)).toMatchObject({ isNull: false, isBlank: true });
    expect(segment?.field(5)).toMatchObject({ isNull: false, isBlank: false, text: 'a' });
    expect(segment?.field(99)).toMatchObject({ isNull: false, isBlank: true, text: '', repetitions: [] });
  });

  it('tells a null component from a null field', () => {
    const name = pid('PID|1||||Smith^""')?.field(5);
    expect(name?.isNull).toBe(false);
    expect(name?.component(2).isNull).toBe(true);
  });

  it('divides repetitions, then components, then sub-components', () => {
    const field = pid('PID|1||A&a^B~&c^^D&d')?.field(3);
    const texts = field?.repetitions.map((repetition) =>
      [1, 2, 3].map((component) => repetition.component(component).subcomponents.map((one) => one.text)),
    );
    expect(texts).toEqual([
      [['A', 'a'], ['B'], []],
      [['', 'c'], [''], ['D', 'd']],
    ]);
  });

  it.each([
    ['A&B', ['A', 'B']],
    ['&B', ['', 'B']],
  ])('divides the only component %j', (text, expected) => {
    const only = pid(`PID|1||${text}`)?.field(3).component(1);
    expect(only?.subcomponents.map((one) => one.text)).toEqual(expected);
  });

  it('gives free text whole, forgotten escapes and all', () => {
    const message = parsed(`${header}\rOBX|1|TX|||A & E: 5^2 \\T\\ so on`);
    expect(message.segment('OBX')?.field(5).whole).toBe('A & E: 5^2 & so on');
  });

  it('is read again as it was once it has been let go of', () => {
    const message = parsed(`${header}\rPID|1||A&a^B~C||D\r`);
    const told = () =>
      message
        .segments()
        .map(({ field }) => [1, 2, 3, 5, 9].map((at) => field(at).repetitions.map(({ whole, path }) => [path, whole])));
    const before = told();
    message.release();
    expect(told()).toEqual(before);
  });

  it('knows its place', () => {
    const segment = pid('PID|1||A~B^C|D&E');
    expect(segment?.field(7).path).toBe('PID[1].7');
    expect(segment?.field(3).repetition(2).component(1).path).toBe('PID[1].3[2].1');
    expect(segment?.field(4).component(1).subcomponent(2).path).toBe('PID[1].4.1.2');
  });
});

describe('the segments of a message', () => {
  const report = parsed([header, 'NTE|0', 'OBR|1', 'OBX|1', 'NTE|1', 'OBR|2', 'OBX|2', 'OBX|3', 'NTE', ''].join('\r'));

  it('are found by name, in order, and know their number', () => {
    expect(report.segments('OBX').map((segment) => [segment.path, segment.field(1).text])).toEqual([
      ['OBX[1]', '1'],
      ['OBX[2]', '2'],
      ['OBX[3]', '3'],
    ]);
    expect(report.segments('ZZZ')).toEqual([]);
    expect(report.segment('ZZZ')).toBeUndefined();
  });

  it('form groups', () => {
    expect(groupsOf(report.segments(), 'OBR').map((group) => group.map((segment) => segment.path))).toEqual([
      ['OBR[1]', 'OBX[1]', 'NTE[2]'],
      ['OBR[2]', 'OBX[2]', 'OBX[3]', 'NTE[3]'],
    ]);
  });

  it('may have no fields', () => {
    expect(report.segments('NTE')[2]?.field(1).isBlank).toBe(true);
  });
});
