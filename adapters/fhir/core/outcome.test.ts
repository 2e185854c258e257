import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../kernel/failure.ts';
import { outcomeOf, Problem, problemOfErrors, statusOf, warningOf } from './outcome.ts';

const graphError = (code: string, message = 'said by the graph'): Problem => {
  const problem = problemOfErrors([{ code, message }]);
  if (problem === undefined) throw new Error('An error is a problem.');
  return problem;
};

describe('the outcome table', () => {
  it.each([
    ['not_found', 404, 'not-found'],
    ['forbidden', 403, 'forbidden'],
    ['conflict', 409, 'conflict'],
    ['invalid', 400, 'invalid'],
    ['gone', 410, 'deleted'],
    ['busy', 503, 'throttled'],
    ['unavailable', 503, 'transient'],
    ['unsupported', 400, 'not-supported'],
  ] satisfies [FailureKind, number, string][])('answers the failure %s with %i and %s', (kind, status, code) => {
    const problem = new Problem(kind, 'A sentence.');
    expect(statusOf(problem)).toBe(status);
    expect(outcomeOf(problem).issue).toEqual([{ severity: 'error', code, diagnostics: 'A sentence.' }]);
  });

  it.each([
    ['UNAUTHENTICATED', 401, 'login'],
    ['FORBIDDEN', 403, 'forbidden'],
    ['NOT_FOUND', 404, 'not-found'],
    ['CONFLICT', 409, 'conflict'],
    ['BAD_USER_INPUT', 400, 'invalid'],
    ['GONE', 410, 'deleted'],
    ['BUSY', 503, 'throttled'],
    ['UNAVAILABLE', 503, 'transient'],
    ['UNSUPPORTED', 400, 'not-supported'],
    ['INTERNAL_SERVER_ERROR', 500, 'exception'],
    ['GRAPHQL_VALIDATION_FAILED', 500, 'exception'],
  ])('answers the graph’s %s with %i and %s', (graphCode, status, code) => {
    const problem = graphError(graphCode);
    expect(statusOf(problem)).toBe(status);
    expect(outcomeOf(problem).issue[0]?.code).toBe(code);
  });

  it.each(['INTERNAL_SERVER_ERROR', 'UNAVAILABLE', 'FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED', 'BUSY', 'WHATEVER'])(
    'does not repeat what the graph says with %s',
    (code) => {
      expect(graphError(code, 'connect ECONNREFUSED 10.0.0.7').diagnostics).not.toContain('10.0.0.7');
    },
  );

  it('repeats what the graph says of the caller’s input', () => {
    expect(graphError('BAD_USER_INPUT', 'date wants a day.').diagnostics).toBe('date wants a day.');
  });

  it.each([
    ['date', 'http.date'],
    ['after', 'http.page'],
  ])('tells where the graph found fault with %s, as %s', (field, location) => {
    const problem = problemOfErrors([{ code: 'BAD_USER_INPUT', message: 'Not a day.', field }]);
    expect(problem && outcomeOf(problem).issue[0]?.location).toEqual([location]);
  });

  it('lets the first of several errors decide', () => {
    const problem = problemOfErrors([
      { code: 'FORBIDDEN', message: '' },
      { code: 'BUSY', message: '' },
    ]);
    expect(problem?.kind).toBe('forbidden');
  });

  it('finds no problem where there is no error', () => {
    expect(problemOfErrors([])).toBeUndefined();
  });

  it('warns with one issue for each warning', () => {
    expect(warningOf(['a', 'b']).issue.map(({ severity, diagnostics }) => [severity, diagnostics])).toEqual([
      ['warning', 'a'],
      ['warning', 'b'],
    ]);
  });

  it('warns of what was not understood and of what cannot be meant with different codes', () => {
    expect(warningOf(['a'], ['b']).issue.map(({ code }) => code)).toEqual(['not-supported', 'value']);
  });
});
