import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handIn, type Handling } from './hand-in.rules.ts';
import {
  after,
  isFinal,
  letterEvents,
  letterStates,
  type LetterEvent,
  type LetterState,
} from './letter-state.rules.ts';
import { isWorkingDay, workingDaysBefore } from './working-day.rules.ts';

describe('the states of a letter', () => {
  // Domain reference §7.4: RECEIVED → EXCLUDED | PUBLISHED → NOTIFIED → READ | FALLBACK_DUE → PRINT_REQUESTED → POSTED | FAILED
  const steps: readonly (readonly [LetterState, LetterEvent, LetterState])[] = [
    ['RECEIVED', 'PUBLISH', 'PUBLISHED'],
    ['RECEIVED', 'EXCLUDE', 'EXCLUDED'],
    ['RECEIVED', 'REQUEST_PRINT', 'PRINT_REQUESTED'],
    ['PUBLISHED', 'NOTIFY', 'NOTIFIED'],
    ['PUBLISHED', 'OPEN', 'READ'],
    ['PUBLISHED', 'FALL_DUE', 'FALLBACK_DUE'],
    ['PUBLISHED', 'REQUEST_PRINT', 'PRINT_REQUESTED'],
    ['PUBLISHED', 'EXCLUDE', 'EXCLUDED'],
    ['NOTIFIED', 'OPEN', 'READ'],
    ['NOTIFIED', 'FALL_DUE', 'FALLBACK_DUE'],
    ['NOTIFIED', 'REQUEST_PRINT', 'PRINT_REQUESTED'],
    ['NOTIFIED', 'EXCLUDE', 'EXCLUDED'],
    ['FALLBACK_DUE', 'OPEN', 'READ'],
    ['FALLBACK_DUE', 'REQUEST_PRINT', 'PRINT_REQUESTED'],
    ['FALLBACK_DUE', 'EXCLUDE', 'EXCLUDED'],
    ['PRINT_REQUESTED', 'CONFIRM_POSTED', 'POSTED'],
    ['PRINT_REQUESTED', 'CONFIRM_FAILED', 'FAILED'],
    ['PRINT_REQUESTED', 'EXCLUDE', 'EXCLUDED'],
  ];

  it('follow each other as the domain reference has them, and in no other way', () => {
    const real = letterStates.flatMap((state) =>
      letterEvents.flatMap((event) => (after(state, event) === state ? [] : [[state, event, after(state, event)]])),
    );
    expect(real.map(String).sort()).toEqual(steps.map(String).sort());
  });

  it('are final where a letter is read, excluded, posted, or could not be', () => {
    expect(letterStates.filter(isFinal).sort()).toEqual(['EXCLUDED', 'FAILED', 'POSTED', 'READ']);
  });

  const events = fc.array(fc.constantFrom(...letterEvents), { maxLength: 30 });

  it('never leave a final one, whatever happens then', () => {
    fc.assert(
      fc.property(events, events, (before, later) => {
        const reached = before.reduce<LetterState>(after, 'RECEIVED');
        fc.pre(isFinal(reached));
        expect(later.reduce(after, reached)).toBe(reached);
      }),
    );
  });

  it('end for every letter that was published, whatever else happens before its window ends', () => {
    const rest: readonly LetterEvent[] = ['FALL_DUE', 'REQUEST_PRINT', 'CONFIRM_POSTED'];
    fc.assert(
      fc.property(events, (before) => {
        expect(isFinal(rest.reduce(after, before.reduce<LetterState>(after, 'PUBLISHED')))).toBe(true);
      }),
    );
  });

  it('print nothing that was read before, and cancel nothing by reading it later', () => {
    expect(
      ['OPEN', 'REQUEST_PRINT', 'CONFIRM_POSTED'].reduce<LetterState>(
        (state, event) => after(state, event as LetterEvent),
        'NOTIFIED',
      ),
    ).toBe('READ');
    expect(after(after('PRINT_REQUESTED', 'OPEN'), 'CONFIRM_POSTED')).toBe('POSTED');
  });
});

describe('a letter that is handed in', () => {
  const noon = new Date('2026-06-01T12:00:00Z');
  const letter = { publishedAt: noon, visibleFrom: null, appointmentStart: null, paper: null };
  const usual: Handling = { hours: 72, excluded: false, isHybrid: true };
  const at = (text: string): Date => new Date(text);

  it.each([
    ['waits for 72 hours', letter, usual, ['PUBLISHED', null, at('2026-06-04T12:00:00Z')]],
    [
      'waits as long as the organisation wants',
      letter,
      { ...usual, hours: 1 },
      ['PUBLISHED', null, at('2026-06-01T13:00:00Z')],
    ],
    [
      'waits from when a delayed one is visible',
      { ...letter, visibleFrom: at('2026-06-10T00:00:00Z') },
      usual,
      ['PUBLISHED', null, at('2026-06-13T00:00:00Z')],
    ],
    [
      'waits from now where the delay is over',
      { ...letter, visibleFrom: at('2026-05-10T00:00:00Z') },
      usual,
      ['PUBLISHED', null, at('2026-06-04T12:00:00Z')],
    ],
    [
      'waits until five working days before an appointment',
      { ...letter, appointmentStart: at('2026-06-10T09:00:00Z') },
      usual,
      ['PUBLISHED', null, at('2026-06-03T09:00:00Z')],
    ],
    [
      'waits no longer for an appointment that is far',
      { ...letter, appointmentStart: at('2026-09-10T09:00:00Z') },
      usual,
      ['PUBLISHED', null, at('2026-06-04T12:00:00Z')],
    ],
    [
      'is due at once where the appointment is near',
      { ...letter, appointmentStart: at('2026-06-02T09:00:00Z') },
      usual,
      ['PUBLISHED', null, noon],
    ],
    [
      'is printed at once for who cannot sign in',
      { ...letter, paper: 'UNREGISTERED' as const },
      usual,
      ['PRINT_REQUESTED', 'UNREGISTERED', null],
    ],
    [
      'is printed at once for who has died',
      { ...letter, paper: 'DECEASED' as const },
      usual,
      ['PRINT_REQUESTED', 'DECEASED', null],
    ],
    [
      'is not printed before it is visible',
      { ...letter, paper: 'NO_ACCESS' as const, visibleFrom: at('2026-06-10T00:00:00Z') },
      usual,
      ['PUBLISHED', 'NO_ACCESS', at('2026-06-10T00:00:00Z')],
    ],
    [
      'is excluded by its type',
      { ...letter, paper: 'DECEASED' as const },
      { ...usual, excluded: true },
      ['EXCLUDED', 'DOCUMENT_TYPE', null],
    ],
    [
      'waits for ever where nobody prints',
      { ...letter, paper: 'UNREGISTERED' as const },
      { ...usual, isHybrid: false },
      ['PUBLISHED', null, null],
    ],
  ] as const)('%s', (_what, sent, handling, [state, reason, dueAt]) => {
    expect(handIn(sent, handling)).toEqual({ state, reason, dueAt });
  });
});

describe('working days', () => {
  // gov.uk/bank-holidays, England and Wales
  it.each([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-08-31',
    '2026-12-25',
    '2026-12-28',
    '2022-01-03',
    '2021-12-27',
    '2021-12-28',
    '2022-12-26',
    '2022-12-27',
    '2024-03-29',
    '2024-04-01',
    '2025-04-18',
    '2027-03-29',
  ])('leave out the bank holiday of %s', (day) => {
    expect(isWorkingDay(new Date(`${day}T09:00:00Z`))).toBe(false);
  });

  it.each(['2026-04-07', '2026-12-24', '2026-12-29', '2026-05-05'])('have %s', (day) => {
    expect(isWorkingDay(new Date(`${day}T09:00:00Z`))).toBe(true);
  });

  it('are counted back over weekends and Easter', () => {
    expect(workingDaysBefore(new Date('2026-04-10T09:30:00Z'), 5)).toEqual(new Date('2026-04-01T09:30:00Z'));
    expect(workingDaysBefore(new Date('2026-06-15T09:30:00Z'), 5)).toEqual(new Date('2026-06-08T09:30:00Z'));
  });
});
