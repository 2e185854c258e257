import {
  SettleCustomerChangesDocument,
  TakeCustomerChangesDocument,
  type ChangeToPlaceFragment,
  type CustomerOutcomeInput,
  type KeptReason,
} from './documents.generated.ts';
import { asking, type Ask, type Parts as Graphed } from './asking.ts';
import { placeChanges, type Work } from './place.ts';

export type Parts = Graphed & { readonly log: Log };
type Log = { error: (details: object, message: string) => void };

/** So many are taken at once: enough to share the cost of a round, few enough for nobody to wait long. */
export const most = 200;

/** Takes what there is to do, does it, and says so; how many changes that were. */
export const round = async (parts: Parts): Promise<number> => {
  const ask = asking(parts);
  const { takeCustomerChanges: work } = await ask(TakeCustomerChangesDocument, { first: most });
  if (work.changes.length === 0) return 0;
  const now = parts.clock.now();
  const outcomes = (await placeAll({ ask, log: parts.log }, work)).map((outcome, index) =>
    withRetry(outcome, work.changes[index], now),
  );
  const { settleCustomerChanges } = await ask(SettleCustomerChangesDocument, { input: { turn: work.turn, outcomes } });
  if (settleCustomerChanges.__typename === 'Refusal') throw new Error(settleCustomerChanges.message);
  return work.changes.length;
};

/** All at once; where that fails, each alone, so that whoever's it is does not hold up the others. */
type With = { readonly ask: Ask; readonly log: Log };

const placeAll = async ({ ask, log }: With, work: Work): Promise<readonly CustomerOutcomeInput[]> => {
  try {
    return await placeChanges(ask, work);
  } catch (error) {
    const outcomes: CustomerOutcomeInput[] = [];
    let succeeded = 0;
    for (const change of work.changes) {
      const outcome = await placeAlone({ ask, log }, { ...work, changes: [change] });
      if (outcome === undefined) outcomes.push(failed(change));
      else outcomes.push(outcome);
      succeeded += outcome === undefined ? 0 : 1;
      // What nothing comes through is broken itself.
      if (succeeded === 0 && outcomes.length === tries) throw error;
    }
    return outcomes;
  }
};

const tries = 5;

const placeAlone = async ({ ask, log }: With, work: Work): Promise<CustomerOutcomeInput | undefined> => {
  try {
    return (await placeChanges(ask, work))[0];
  } catch (error) {
    const [{ feed, type, id } = { feed: '', type: '', id: '' }] = work.changes;
    log.error({ err: error, feed, resource: `${type}/${id}` }, 'a resource could not be brought into the record');
    return undefined;
  }
};

const failed = ({ item, seen, version, home, subject }: ChangeToPlaceFragment): CustomerOutcomeInput => ({
  item,
  seen,
  version,
  gone: false,
  reason: 'FAILED',
  detail: 'It could not be brought into the record; it is tried again.',
  // Where it lay before, it may still be.
  patient: home,
  subject,
});

/** Reasons that may be gone without anybody hearing of it: another route may have brought what was missing. */
const seconds: Partial<Readonly<Record<KeptReason, number>>> = {
  FAILED: 5,
  REFUSED: 60,
  PATIENT_MISSING: 300,
  INCOMPLETE_PATIENT: 60,
  PERSON_DIFFERS: 300,
};

const longest = 3600;

const withRetry = (
  outcome: CustomerOutcomeInput,
  change: ChangeToPlaceFragment | undefined,
  now: Date,
): CustomerOutcomeInput => {
  const first = outcome.reason ? seconds[outcome.reason] : undefined;
  if (first === undefined) return outcome;
  const wait = Math.min(first * 2 ** Math.min(change?.attempts ?? 0, 10), longest);
  return { ...outcome, retryAt: new Date(now.getTime() + wait * 1000).toISOString() };
};
