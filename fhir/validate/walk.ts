import type { Issue } from '../issue.ts';

/** More would not help anybody, and a resource of megabytes may be wrong in every element. */
const mostIssues = 100;

/** Resources in the world stay below 20; what is deeper is an attack on whoever reads it. */
const deepest = 100;

/**
 * Where the validator stands in a resource, and what it has found. The place is kept as names and indexes, and made a
 * FHIRPath only where something is wrong: that is rare, and every element is passed.
 */
export class Walk {
  readonly issues: Issue[] = [];
  /** Names and indexes by level; -1 is no list. */
  readonly #names: string[] = [];
  readonly #indexes: number[] = [];
  #depth = 0;

  /** @returns false where the resource is too deep to go on */
  enter(name: string): boolean {
    if (this.#depth >= deepest) {
      this.error('too-costly', `Nothing may be nested deeper than ${deepest} levels.`);
      return false;
    }
    this.#names[this.#depth] = name;
    this.#indexes[this.#depth] = -1;
    this.#depth += 1;
    return true;
  }

  /** The element of the list that is entered. */
  at(index: number): void {
    this.#indexes[this.#depth - 1] = index;
  }

  leave(): void {
    this.#depth -= 1;
  }

  error(code: Issue['code'], diagnostics: string, below?: string): void {
    this.#add({ severity: 'error', code, diagnostics }, below);
  }

  warn(code: Issue['code'], diagnostics: string): void {
    this.#add({ severity: 'warning', code, diagnostics });
  }

  #add(issue: Omit<Issue, 'expression'>, below?: string): void {
    if (this.issues.length >= mostIssues) return;
    let expression = '';
    for (let level = 0; level < this.#depth; level += 1) {
      const index = this.#indexes[level] ?? -1;
      expression += `${level === 0 ? '' : '.'}${this.#names[level] ?? ''}${index < 0 ? '' : `[${String(index)}]`}`;
    }
    const { severity, code, diagnostics } = issue;
    this.issues.push({
      severity,
      code,
      expression: below === undefined ? expression : `${expression}.${below}`,
      diagnostics,
    });
  }
}
