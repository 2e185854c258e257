/** A `_filter`, read. FHIR R4 §3.1.3 (search_filter.html) */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly path: readonly Step[]; readonly operator: Operator; readonly value: string };

/** One name of a path: `subject`, `subject:Patient`, `subject[active eq true]`. */
export type Step = { readonly name: string; readonly type?: string; readonly filter?: Filter };

export const operators = [
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'gt',
  'lt',
  'ge',
  'le',
  'ap',
  'sa',
  'eb',
  'pr',
  'po',
  'ss',
  'sb',
  'in',
  'ni',
  're',
] as const;
export type Operator = (typeof operators)[number];

/** Where the text stops making sense, counted from 0, and what was expected there. */
export type Misread = { readonly at: number; readonly expected: string };

export const isMisread = (read: Filter | Misread): read is Misread => 'expected' in read;

const deepest = 50;
const mostComparisons = 100;

/** `and` binds closer than `or`; brackets and `not (…)` say otherwise. */
export const readFilter = (text: string): Filter | Misread => {
  const reader = new Reader(text);
  try {
    const filter = reader.either(0);
    reader.end();
    return filter;
  } catch (error) {
    if (error instanceof Unexpected) return { at: error.at, expected: error.expected };
    throw error;
  }
};

class Unexpected extends Error {
  readonly at: number;
  readonly expected: string;

  constructor(at: number, expected: string) {
    super(expected);
    this.at = at;
    this.expected = expected;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;
  #comparisons = 0;

  constructor(text: string) {
    this.#text = text;
  }

  either(depth: number): Filter {
    return this.#joined('or', () => this.#all(depth));
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#unexpected('"and", "or" or the end');
  }

  #all(depth: number): Filter {
    return this.#joined('and', () => this.#one(depth));
  }

  #joined(word: 'and' | 'or', part: () => Filter): Filter {
    const first = part();
    const parts = [first];
    while (this.#take(new RegExp(`${word}(?=[\\s(])`, 'y')) !== undefined) parts.push(part());
    return parts.length === 1 ? first : { kind: word, parts };
  }

  #one(depth: number): Filter {
    if (depth > deepest) throw this.#unexpected(`no more than ${String(deepest)} brackets in each other`);
    if (this.#take(/not\s*\(/y) !== undefined) return { kind: 'not', part: this.#closed(depth, ')') };
    if (this.#take(/\(/y) !== undefined) return this.#closed(depth, ')');
    return this.#comparison(depth);
  }

  #closed(depth: number, bracket: ')' | ']'): Filter {
    const inner = this.either(depth + 1);
    if (this.#take(bracket === ')' ? /\)/y : /\]/y) === undefined) throw this.#unexpected(`"${bracket}"`);
    return inner;
  }

  #comparison(depth: number): Filter {
    this.#comparisons += 1;
    if (this.#comparisons > mostComparisons)
      throw this.#unexpected(`no more than ${String(mostComparisons)} comparisons`);
    const path = [this.#step(depth)];
    while (this.#text[this.#at] === '.') {
      this.#at += 1;
      if (/\s/.test(this.#text[this.#at] ?? '')) throw this.#unexpected('a search parameter');
      path.push(this.#step(depth));
    }
    const word = this.#take(/[a-z]{2}(?=\s)/y);
    const operator = operators.find((one) => one === word);
    if (operator === undefined) {
      this.#at -= word?.length ?? 0;
      throw this.#unexpected(`one of ${operators.join(', ')}`);
    }
    return { kind: 'compare', path, operator, value: this.#value() };
  }

  #step(depth: number): Step {
    const written = this.#take(/[A-Za-z0-9_-]+(?::[A-Z][A-Za-z]*)?/y);
    if (written === undefined) throw this.#unexpected('a search parameter');
    const [name = '', type] = written.split(':');
    const filter =
      this.#text[this.#at] === '[' && this.#take(/\[/y) !== undefined ? this.#closed(depth, ']') : undefined;
    return { name, ...(type === undefined ? {} : { type }), ...(filter === undefined ? {} : { filter }) };
  }

  /** A string as in JSON, or whatever stands there up to a blank or a bracket that closes. */
  #value(): string {
    this.#blanks();
    const start = this.#at;
    if (this.#text[start] !== '"') {
      const plain = this.#take(/[^\s)\]"]+/y);
      if (plain === undefined) throw this.#unexpected('a value');
      return plain;
    }
    const quoted = this.#take(/"(?:[^"\\]|\\.)*"/y);
    const read = quoted === undefined ? undefined : unquoted(quoted);
    if (read === undefined) {
      this.#at = start;
      throw this.#unexpected('a string in quotes, as in JSON');
    }
    return read;
  }

  #take(form: RegExp): string | undefined {
    this.#blanks();
    form.lastIndex = this.#at;
    const [found] = form.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #unexpected(expected: string): Unexpected {
    this.#blanks();
    return new Unexpected(this.#at, expected);
  }
}

const unquoted = (text: string): string | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'string' ? read : undefined;
  } catch {
    return undefined;
  }
};
