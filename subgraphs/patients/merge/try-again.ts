import { unavailable, type Failure } from '../../../kernel/failure.ts';

/**
 * Merges of the same records at the same time can wait for each other in a circle, because which records a number leads to
 * changes while they wait; PostgreSQL then undoes one of them. So it does where a number that was unknown is given to a new
 * record meanwhile. Whoever is undone looks anew.
 */
export const tryAgain = async <Result>(work: () => Promise<Result>): Promise<Result | Failure> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isUndone(error)) throw error;
    }
  }
  return unavailable('These records are being changed by many others at once: try again.');
};

const attempts = 10;

/** unique_violation, deadlock_detected: PostgreSQL Appendix A */
const isUndone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01');
