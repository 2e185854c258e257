/**
 * How a letter goes: onto a screen, or onto paper. Domain reference §7.4
 *
 * RECEIVED is where it comes from, and FALLBACK_DUE what it is called between the end of its window and the round of the
 * fallback that decides: neither is kept.
 */
export const letterStates = [
  'RECEIVED',
  'EXCLUDED',
  'PUBLISHED',
  'NOTIFIED',
  'READ',
  'FALLBACK_DUE',
  'PRINT_REQUESTED',
  'POSTED',
  'FAILED',
] as const;
export type LetterState = (typeof letterStates)[number];

/** What can happen to a letter, in whatever order. */
export const letterEvents = [
  'PUBLISH',
  'EXCLUDE',
  'NOTIFY',
  'OPEN',
  'FALL_DUE',
  'REQUEST_PRINT',
  'CONFIRM_POSTED',
  'CONFIRM_FAILED',
] as const;
export type LetterEvent = (typeof letterEvents)[number];

/** The state after an event; what does not belong to a state changes nothing. */
export const after = (state: LetterState, event: LetterEvent): LetterState => steps[state][event] ?? state;

/** Nothing happens to it any more. */
export const isFinal = (state: LetterState): boolean => Object.keys(steps[state]).length === 0;

/** In which states an event changes anything; without those two that are never kept. */
export const statesBefore = (event: LetterEvent): readonly LetterState[] =>
  letterStates.filter((state) => state !== 'RECEIVED' && state !== 'FALLBACK_DUE' && after(state, event) !== state);

const steps: Readonly<Record<LetterState, Partial<Readonly<Record<LetterEvent, LetterState>>>>> = {
  RECEIVED: { PUBLISH: 'PUBLISHED', EXCLUDE: 'EXCLUDED', REQUEST_PRINT: 'PRINT_REQUESTED' },
  PUBLISHED: {
    NOTIFY: 'NOTIFIED',
    OPEN: 'READ',
    FALL_DUE: 'FALLBACK_DUE',
    REQUEST_PRINT: 'PRINT_REQUESTED',
    EXCLUDE: 'EXCLUDED',
  },
  NOTIFIED: { OPEN: 'READ', FALL_DUE: 'FALLBACK_DUE', REQUEST_PRINT: 'PRINT_REQUESTED', EXCLUDE: 'EXCLUDED' },
  FALLBACK_DUE: { OPEN: 'READ', REQUEST_PRINT: 'PRINT_REQUESTED', EXCLUDE: 'EXCLUDED' },
  // Somebody may be printing it: that it is opened now is on record, and stops nobody.
  PRINT_REQUESTED: { CONFIRM_POSTED: 'POSTED', CONFIRM_FAILED: 'FAILED', EXCLUDE: 'EXCLUDED' },
  READ: {},
  EXCLUDED: {},
  POSTED: {},
  FAILED: {},
};
