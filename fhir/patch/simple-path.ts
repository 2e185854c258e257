import { ExactNumber, type Exact } from '../json/exact.ts';

/** One step of a path, from elements to others. */
export type Step =
  | { readonly child: string }
  | { readonly index: number | 'last' }
  | { readonly type: string }
  | { readonly extension: string }
  /** Elements with these values, each at a path below the element; an empty path is the element itself. */
  | { readonly where: readonly Condition[] };

export type Condition = { readonly path: readonly string[]; readonly equals: Exact };

/**
 * The FHIRPath that patches use, which is less than the language: elements, `[n]`, `first()`, `last()`, `ofType(T)`,
 * `as(T)`, `extension('…')`, and `where(a.b = '…' and …)`. "The FHIRPath statement SHALL NOT … use any functions other
 * than …". FHIR R4 §3.1.0.7.1
 *
 * @returns the steps from the resource; undefined where the path is none of these
 */
export const simplePath = (text: string): readonly Step[] | undefined => {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader = new Tokens(tokens);
  const steps: Step[] = [];
  do {
    const step = reader.step();
    if (step === undefined) return undefined;
    steps.push(step);
    for (let index = reader.index(); index !== undefined; index = reader.index()) steps.push(index);
  } while (reader.takes('.'));
  return reader.isAtEnd() ? steps : undefined;
};

/** Names, numbers, strings and marks; blanks between them say nothing. */
const tokensOf = (text: string): readonly string[] | undefined => {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    at = token.lastIndex;
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
};

const token = /\s+|([A-Za-z_$][A-Za-z0-9_]*|-?\d+(?:\.\d+)?|'(?:[^'\\]|\\['"\\/`])*'|[.()[\]=])/y;

class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  takes(wanted: string): boolean {
    if (this.#tokens[this.#at] !== wanted) return false;
    this.#at += 1;
    return true;
  }

  step(): Step | undefined {
    const name = this.#name();
    if (name === undefined) return undefined;
    if (!this.takes('(')) return { child: name };
    const step = this.#call(name);
    return this.takes(')') ? step : undefined;
  }

  index(): Step | undefined {
    const before = this.#at;
    if (!this.takes('[')) return undefined;
    const index = this.#next();
    if (/^\d{1,9}$/.test(index) && this.takes(']')) return { index: Number(index) };
    this.#at = before;
    return undefined;
  }

  #call(name: string): Step | undefined {
    switch (name) {
      case 'first':
        return { index: 0 };
      case 'last':
        return { index: 'last' };
      case 'ofType':
      case 'as': {
        const type = this.#name();
        return type === undefined ? undefined : { type };
      }
      case 'extension': {
        const url = this.#literal();
        return typeof url === 'string' ? { extension: url } : undefined;
      }
      case 'where':
        return this.#where();
      default:
        return undefined;
    }
  }

  #where(): Step | undefined {
    const where: Condition[] = [];
    do {
      const first = this.#name();
      if (first === undefined) return undefined;
      const path = first === '$this' ? [] : [first];
      while (this.takes('.')) {
        const name = this.#name();
        if (name === undefined) return undefined;
        path.push(name);
      }
      const equals = this.takes('=') ? this.#literal() : undefined;
      if (equals === undefined) return undefined;
      where.push({ path, equals });
    } while (this.takes('and'));
    return { where };
  }

  #name(): string | undefined {
    const name = this.#next();
    return /^[A-Za-z_$]/.test(name) ? name : undefined;
  }

  #literal(): Exact | undefined {
    const text = this.#next();
    if (text.startsWith("'")) return text.slice(1, -1).replace(/\\(.)/g, '$1');
    if (text === 'true' || text === 'false') return text === 'true';
    return /^-?\d/.test(text) ? new ExactNumber(text) : undefined;
  }

  #next(): string {
    const next = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    return next;
  }
}
