import { forbidden, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parseLetterId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { senderOf } from '../sender.rules.ts';
import type { KeptDispatch, SentLetterStore } from './sent-letter.store.ts';
import type {
  ConfirmedPrintJobs,
  PrintJobOutcomeInput,
  SentLetter,
  SentLetterPage,
  SentLetterState,
} from './sent-letter.types.ts';

export type SentLetterService = {
  /** What the caller has handed in, or its organisation has sent. */
  sent(context: Context, query: Page & { readonly state?: SentLetterState | null }): Promise<SentLetterPage | Failure>;
  /** What is there for the caller to print and to post. */
  printJobs(context: Context, page: Page): Promise<SentLetterPage | Failure>;
  /**
   * What became of jobs. Said again, it changes nothing; something else is a conflict, and the first word stands.
   *
   * @returns invalid where one cannot be read: then none is looked at
   */
  confirm(context: Context, jobs: readonly PrintJobOutcomeInput[]): Promise<ConfirmedPrintJobs | Failure>;
};

const mostAtOnce = 500;
const longestNote = 500;

export const sentLetterService = ({ store }: { readonly store: SentLetterStore }): SentLetterService => {
  const pageOf = async (
    context: Context,
    asked: Page,
    list: (query: { first: number; after: string | null; now: Date }) => Promise<KeptDispatch[]>,
  ): Promise<SentLetterPage | Failure> => {
    const paging = pagingOf(asked);
    if (isFailure(paging)) return paging;
    const { first, after = null } = paging;
    // Any UUID has the form of a letter's id.
    if (after !== null && isFailure(parseLetterId(after)))
      return invalid('Give the `next` of the page before.', 'after');
    const found = await list({ first: first + 1, after, now: context.clock.now() });
    const items = found.slice(0, first).map(letterOf);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  };

  return {
    sent: async (context, { state = null, ...page }) => {
      const sender = senderOf(context.principal);
      return sender === undefined
        ? notYours
        : pageOf(context, page, (query) => store.sent(sender, { ...query, state }));
    },

    printJobs: async (context, page) => {
      const sender = senderOf(context.principal);
      return sender === undefined ? notYours : pageOf(context, page, (query) => store.jobs(sender, query));
    },

    confirm: async (context, jobs) => {
      const sender = senderOf(context.principal);
      if (sender === undefined) return notYours;
      const fault = faultOf(jobs);
      if (fault !== undefined) return fault;
      const confirming = jobs.map(({ id, outcome, note }) => ({ id: id.toLowerCase(), outcome, note: note ?? null }));
      return { jobs: await store.confirm(sender, confirming, context.clock.now()) };
    },
  };
};

const notYours = forbidden('Only who sends letters, or prints them for somebody, may ask for them.');

const faultOf = (jobs: readonly PrintJobOutcomeInput[]): Failure | undefined => {
  if (jobs.length < 1 || jobs.length > mostAtOnce) return invalid(`Confirm 1 to ${mostAtOnce} jobs at once.`, 'jobs');
  const seen = new Set<string>();
  for (const [nth, { id, note }] of jobs.entries()) {
    if (isFailure(parseLetterId(id))) return invalid('A print job’s id is a UUID.', `jobs[${nth}].id`);
    if (seen.has(id.toLowerCase())) return invalid('Say of each job once what became of it.', `jobs[${nth}].id`);
    seen.add(id.toLowerCase());
    if (note != null && (note.length > longestNote || note.includes('\0')))
      return invalid(`A note has at most ${longestNote} characters, without U+0000.`, `jobs[${nth}].note`);
  }
  return undefined;
};

const letterOf = ({ patientId, ...letter }: KeptDispatch): SentLetter => ({
  ...letter,
  patient: patientId === null ? null : { id: patientId },
});
