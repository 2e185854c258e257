import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { CodeBook, CodeStore, StoredCode } from '../../codes/index.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { CodeKey } from '../../kit/code-set.rules.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf } from '../../kit/paging.ts';
import { codingOf } from '../feed-codes.rules.ts';
import { codesIn, keysIn } from './code-input.rules.ts';
import type { CodeChanges } from './code.store.ts';
import type {
  ChangedCodes,
  CodeSetArgs,
  LocalCode,
  LocalCodePage,
  RemoveCodesInput,
  SetCodesInput,
} from './code.types.ts';

/** All of these are for the administrators of the organisation; to everybody else it is forbidden, whatever the id. */
export type CodeService = {
  page(context: Context, asked: CodeSetArgs): Promise<LocalCodePage | Failure>;
  /** @returns invalid with the field; conflict where the organisation has as many codes as may be */
  set(context: Context, input: SetCodesInput): Promise<ChangedCodes | Failure>;
  /** Codes that are not there are passed over. */
  remove(context: Context, input: RemoveCodesInput): Promise<ChangedCodes | Failure>;
};

/** All of an organisation's codes are held in memory. ADR 21 */
const mostCodes = 20_000;

type Needs = {
  readonly store: Pick<CodeStore, 'page'>;
  readonly changes: CodeChanges;
  readonly codes: Pick<CodeBook, 'forget'>;
};

export const codeService = ({ store, changes, codes: book }: Needs): CodeService => ({
  page: async (context, { organisationId, set, ...asked }) => {
    const administrator = administratorOf(context.principal, organisationId);
    if (isFailure(administrator)) return administrator;
    const paging = pagingOf(asked);
    if (isFailure(paging)) return paging;
    const after = paging.after === undefined ? undefined : keyInCursor(paging.after);
    if (isFailure(after)) return after;
    const { organisation } = administrator;
    const rows = await store.page({ organisation, set }, { first: paging.first + 1, after });
    const items = rows.slice(0, paging.first);
    const last = items.at(-1);
    return {
      items: items.map(shown),
      next: rows.length > items.length && last !== undefined ? cursorOf(last) : undefined,
    };
  },

  set: async (context, { organisationId, set, codes: given }) => {
    const administrator = administratorOf(context.principal, organisationId);
    if (isFailure(administrator)) return administrator;
    const codes = codesIn(set, given);
    if (isFailure(codes)) return codes;
    const { organisation, user } = administrator;
    const changed = await changes.set(context, { organisation, person: user, set, codes, most: mostCodes });
    book.forget();
    return isFailure(changed) ? changed : { codes: changed.map(shown) };
  },

  remove: async (context, { organisationId, set, codes: given }) => {
    const administrator = administratorOf(context.principal, organisationId);
    if (isFailure(administrator)) return administrator;
    const codes = keysIn(set, given);
    if (isFailure(codes)) return codes;
    const { organisation } = administrator;
    const removed = await changes.remove(context, { organisation, set, codes });
    book.forget();
    return { codes: removed.map(shown) };
  },
});

const shown = ({ system, code, display, standard, setAt }: StoredCode): LocalCode => ({
  system: system === '' ? null : system,
  code,
  display,
  standard: standard && codingOf(standard),
  setAt,
});

const cursorOf = ({ system, code }: CodeKey): string => Buffer.from(`${system}|${code}`).toString('base64url');

/** A system holds no bar. */
const keyInCursor = (cursor: string): CodeKey | Failure => {
  const [, system, code] = /^([^|\u0000]*)\|([^\u0000]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return system === undefined || code === undefined
    ? invalid('Give the `next` of the page before.', 'after')
    : { system, code };
};
