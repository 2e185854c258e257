import { busy, type Failure } from '../../kernel/failure.ts';

type Limits = {
  /** So many work at the same time, */
  readonly atOnce: number;
  /** so many wait, */
  readonly waiting: number;
  /** and no lane has more than its share of both. */
  readonly perLane: number;
};

/** Lets dear work be done a few at a time; whoever finds too many in front is told to come again. */
export const turns = ({ atOnce, waiting, perLane }: Limits) => {
  const lanes = new Map<string, number>();
  const queue: (() => void)[] = [];
  let working = 0;

  const begin = async (): Promise<void> => {
    // Whoever ends hands its place over to the first in the queue: `working` stays as it is.
    if (working >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else working += 1;
  };
  const end = (): void => {
    const next = queue.shift();
    if (next === undefined) working -= 1;
    else next();
  };

  return async <Result>(lane: string, work: () => Promise<Result>): Promise<Result | Failure> => {
    const inLane = lanes.get(lane) ?? 0;
    if (inLane >= perLane || (working >= atOnce && queue.length >= waiting)) return tooMany;
    lanes.set(lane, inLane + 1);
    await begin();
    try {
      return await work();
    } finally {
      end();
      const left = (lanes.get(lane) ?? 1) - 1;
      if (left === 0) lanes.delete(lane);
      else lanes.set(lane, left);
    }
  };
};

const tooMany = busy('Too many sign in at once. Try again in a moment.');
