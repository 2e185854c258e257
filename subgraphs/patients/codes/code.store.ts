import { conflict, type Failure } from '../../../kernel/failure.ts';
import type { NewId, UserId } from '../../../kernel/id.ts';
import { codeStore, type SetOf, type StoredCode } from '../../codes/index.ts';
import type { CodeKey, Meaning } from '../../kit/code-set.rules.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';

/** Changes of a code set, each with the act that made it: neither is there without the other. */
export type CodeChanges = {
  /** @returns the codes as they are now; conflict where there would be more than `most` */
  set(context: Context, change: SetOf & Change): Promise<readonly StoredCode[] | Failure>;
  /** @returns the codes that were there, and are not any more */
  remove(context: Context, change: SetOf & { readonly codes: readonly CodeKey[] }): Promise<readonly StoredCode[]>;
};

type Change = { readonly person: UserId; readonly codes: readonly (CodeKey & Meaning)[]; readonly most: number };

export const codeChanges = (sql: Sql, newId: NewId): CodeChanges => ({
  set: (context, { codes, person, most, ...of }) =>
    sql.transaction(async (transaction) => {
      const store = codeStore(transaction);
      // First: two administrators at the same time change, and count, one after the other.
      await store.revise(of.organisation);
      if ((await store.countWith(of, codes)) > most)
        return conflict(`An organisation has at most ${most} codes in all of its sets.`, 'codes');
      const before = await store.find(of, codes);
      await store.put(of, codes, { at: context.clock.now(), person });
      await actsIn(transaction, newId).record(context, {
        kind: 'CODES_SET',
        organisation: of.organisation,
        details: { set: of.set, codes: codes.map(told), before: before.map(told) },
      });
      return store.find(of, codes);
    }),

  remove: (context, { codes, ...of }) =>
    sql.transaction(async (transaction) => {
      const store = codeStore(transaction);
      await store.revise(of.organisation);
      const before = await store.find(of, codes);
      if (before.length === 0) return before;
      await store.remove(of, codes);
      await actsIn(transaction, newId).record(context, {
        kind: 'CODES_REMOVED',
        organisation: of.organisation,
        details: { set: of.set, before: before.map(told) },
      });
      return before;
    }),
});

const told = ({ system, code, display, standard }: CodeKey & Meaning): object => ({ system, code, display, standard });
