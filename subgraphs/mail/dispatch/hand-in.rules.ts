import type { Paper } from '../../kit/paper.rules.ts';
import { workingDaysBefore } from './working-day.rules.ts';

/** How an organisation wants documents of one type to be handled. */
export type Handling = {
  /** From when the letter is there for the patient until it is printed. */
  readonly hours: number;
  readonly excluded: boolean;
  /** Whether it runs through hybrid mail at all; otherwise it waits to be read for ever. */
  readonly isHybrid: boolean;
};

export type PrintReason = Paper | 'HELD' | 'UNREAD';
export type ExclusionReason = 'DOCUMENT_TYPE' | 'REPLACED' | 'WITHDRAWN';

/** What becomes of a letter at once, and when the fallback looks at it. */
export type HandedIn = {
  readonly state: 'EXCLUDED' | 'PUBLISHED' | 'PRINT_REQUESTED';
  readonly reason: PrintReason | ExclusionReason | null;
  readonly dueAt: Date | null;
};

type Letter = {
  readonly publishedAt: Date;
  readonly visibleFrom: Date | null;
  /** Of the appointment that the letter is about. */
  readonly appointmentStart: Date | null;
  /** Why the patient cannot read it on a screen. */
  readonly paper: Paper | null;
};

/** Domain reference §7.4: 72 hours, or until five working days before the appointment. */
export const usualHours = 72;
const workingDaysForPost = 5;

/**
 * Who cannot read on a screen gets paper at once. A delayed letter’s clock starts when it becomes visible, and nobody
 * reads it on paper any earlier.
 */
export const handIn = (letter: Letter, { hours, excluded, isHybrid }: Handling): HandedIn => {
  const { publishedAt, visibleFrom, paper } = letter;
  if (excluded) return { state: 'EXCLUDED', reason: 'DOCUMENT_TYPE', dueAt: null };
  if (!isHybrid) return { state: 'PUBLISHED', reason: null, dueAt: null };
  const start = visibleFrom !== null && visibleFrom > publishedAt ? visibleFrom : publishedAt;
  if (paper === null) return { state: 'PUBLISHED', reason: null, dueAt: endOf(start, hours, letter.appointmentStart) };
  return start > publishedAt
    ? { state: 'PUBLISHED', reason: paper, dueAt: start }
    : { state: 'PRINT_REQUESTED', reason: paper, dueAt: null };
};

const endOf = (start: Date, hours: number, appointment: Date | null): Date => {
  const window = start.getTime() + hours * 3_600_000;
  const posting = appointment === null ? window : workingDaysBefore(appointment, workingDaysForPost).getTime();
  return new Date(Math.max(start.getTime(), Math.min(window, posting)));
};
