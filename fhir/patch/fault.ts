import type { Issue } from '../issue.ts';

/** Why an operation of a patch fails, as the end of a sentence that begins with its number. */
export class Fault {
  readonly code: Issue['code'];
  readonly reason: string;

  constructor(code: Issue['code'], reason: string) {
    this.code = code;
    this.reason = reason;
  }
}

export const isFault = (result: unknown): result is Fault => result instanceof Fault;

export const invalid = (reason: string): Fault => new Fault('invalid', reason);

export const notFound = new Fault('not-found', 'there is nothing at its path.');

export const issueOf = (code: Issue['code'], diagnostics: string): Issue => ({
  severity: 'error',
  code,
  expression: '',
  diagnostics,
});
