import type { Clock } from '../../kernel/clock.ts';
import { codesOf, noCodes, type Codes } from '../kit/code-set.rules.ts';
import type { CodeStore } from './code.store.ts';

/** What organisations' codes mean now, from memory. */
export type CodeBook = {
  of(organisation: string): Promise<Codes>;
  /** For whoever shows items: the codes of the first of these sources that has any. */
  among(sources: readonly string[]): Promise<(sources: readonly string[]) => Codes>;
  /** After a change in this process: it is seen at once. */
  forget(): void;
};

/** Milliseconds after which a change in another process is seen at the latest. ADR 21 */
const freshness = 1_000;

/**
 * All codes of an organisation are held as long as they are the same. Whether they are is asked for all organisations
 * together, once in a while: neither a message nor a page waits for a statement of its own.
 */
export const codeBook = (store: Pick<CodeStore, 'revisions' | 'all'>, clock: Clock): CodeBook => {
  const held = new Map<string, { readonly revision: string; readonly codes: Promise<Codes> }>();
  let asked: { readonly at: number; readonly revisions: ReturnType<CodeStore['revisions']> } | undefined;

  const revisions = (): ReturnType<CodeStore['revisions']> => {
    const now = clock.now().getTime();
    if (asked !== undefined && Math.abs(now - asked.at) < freshness) return asked.revisions;
    const current = { at: now, revisions: store.revisions() };
    asked = current;
    // What failed is not remembered.
    current.revisions.catch(() => {
      if (asked === current) asked = undefined;
    });
    return current.revisions;
  };

  const read = (organisation: string, revision: string): Promise<Codes> => {
    const before = held.get(organisation);
    if (before?.revision === revision) return before.codes;
    const codes = store.all(organisation).then(codesOf);
    const current = { revision, codes };
    held.set(organisation, current);
    codes.catch(() => {
      if (held.get(organisation) === current) held.delete(organisation);
    });
    return codes;
  };

  return {
    of: async (organisation) => {
      const revision = (await revisions()).get(organisation);
      return revision === undefined ? noCodes : read(organisation, revision);
    },

    among: async (sources) => {
      const known = await revisions();
      if (known.size === 0) return () => noCodes;
      const books = new Map<string, Codes>();
      for (const source of new Set(sources)) {
        const revision = known.get(source);
        if (revision !== undefined) books.set(source, await read(source, revision));
      }
      return (of) => books.get(of.find((source) => books.has(source)) ?? '') ?? noCodes;
    },

    forget: () => {
      asked = undefined;
    },
  };
};
