/** Brackets within brackets; resources in the world stay below 40. */
export const deepestJson = 100;

/** Why a text is not read, and where; thrown only between here and `read.ts`, through the levels of a parser. */
export class JsonFault extends Error {
  readonly at: number;
  readonly isTooDeep: boolean;

  constructor(reason: string, at: number, isTooDeep = false) {
    super(reason);
    this.at = at;
    this.isTooDeep = isTooDeep;
  }
}

/** What stands for a number: of its text. */
type NumberOf<Num> = (text: string) => Num;

type Value<Num> = string | boolean | null | Num | Value<Num>[] | { [name: string]: Value<Num> };

/**
 * Reads JSON where `JSON.parse` would not do: it hides a member that is there twice, follows any depth, rounds numbers,
 * and says nowhere in which line it stumbled. RFC 8259
 *
 * @throws JsonFault
 */
export const parse = <Num>(text: string, numberOf: NumberOf<Num>): Value<Num> => {
  let at = 0;
  let depth = 0;

  const document = (): Value<Num> => {
    const result = value();
    skipBlanks();
    if (at < text.length) throw new JsonFault('Nothing may follow the end of the resource', at);
    return result;
  };

  const value = (): Value<Num> => {
    skipBlanks();
    switch (text.charCodeAt(at)) {
      case quote:
        return string();
      case openBrace:
        return nested(members);
      case openBracket:
        return nested(items);
      case letterT:
        return word('true', true);
      case letterF:
        return word('false', false);
      case letterN:
        return word('null', null);
      default:
        return number();
    }
  };

  const nested = (read: () => Value<Num>): Value<Num> => {
    depth += 1;
    if (depth > deepestJson) throw new JsonFault(`Nothing may be nested deeper than ${deepestJson} levels`, at, true);
    at += 1;
    const result = read();
    depth -= 1;
    return result;
  };

  const members = (): Value<Num> => {
    const object: Record<string, Value<Num>> = {};
    skipBlanks();
    if (text.charCodeAt(at) === closeBrace) {
      at += 1;
      return object;
    }
    for (;;) {
      skipBlanks();
      const start = at;
      if (text.charCodeAt(at) !== quote) throw new JsonFault('The name of a member, in double quotes, is expected', at);
      const name = string();
      if (Object.hasOwn(object, name)) throw new JsonFault('A member of this name is already there', start);
      skipBlanks();
      if (text.charCodeAt(at) !== colon) throw new JsonFault('A colon is expected', at);
      at += 1;
      const member = value();
      // An assignment would set the prototype; as a member it is no element, and the validator says so.
      if (name === '__proto__')
        Object.defineProperty(object, name, { value: member, enumerable: true, writable: true, configurable: true });
      else object[name] = member;
      if (isLast(closeBrace, 'A comma or "}" is expected')) return object;
    }
  };

  const items = (): Value<Num> => {
    const list: Value<Num>[] = [];
    skipBlanks();
    if (text.charCodeAt(at) === closeBracket) {
      at += 1;
      return list;
    }
    for (;;) {
      list.push(value());
      if (isLast(closeBracket, 'A comma or "]" is expected')) return list;
    }
  };

  const isLast = (close: number, expected: string): boolean => {
    skipBlanks();
    const code = text.charCodeAt(at);
    if (code !== comma && code !== close) throw new JsonFault(expected, at);
    at += 1;
    return code === close;
  };

  const string = (): string => {
    const start = at;
    const end = text.indexOf('"', at + 1);
    const plain = text.slice(start + 1, end);
    if (end > 0 && !special.test(plain)) {
      at = end + 1;
      return plain;
    }
    for (at += 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        at += 1;
        return unescaped(start);
      }
      if (code === backslash) at += 1;
      else if (code < 0x20) throw new JsonFault('A control character in a string must be escaped', at);
    }
    throw new JsonFault('A string has no end', start);
  };

  const unescaped = (start: number): string => {
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      throw new JsonFault('A string has an escape that is none', start);
    }
  };

  const number = (): Num => {
    const start = at;
    numberForm.lastIndex = at;
    if (!numberForm.test(text))
      throw new JsonFault(at < text.length ? 'A value is expected' : 'The text ends too early', at);
    at = numberForm.lastIndex;
    return numberOf(text.slice(start, at));
  };

  const word = <Word extends boolean | null>(wanted: string, result: Word): Word => {
    if (!text.startsWith(wanted, at)) throw new JsonFault('A value is expected', at);
    at += wanted.length;
    return result;
  };

  const skipBlanks = (): void => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at += 1;
    }
  };

  return document();
};

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;
const comma = 0x2c;
const letterT = 0x74;
const letterF = 0x66;
const letterN = 0x6e;

/** What most strings have none of: an escape, or what must be escaped. */
const special = /[\\\u0000-\u001f]/;

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
