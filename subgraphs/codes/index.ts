import { systemClock, type Clock } from '../../kernel/clock.ts';
import type { Sql } from '../kit/sql.ts';
import { codeBook, type CodeBook } from './code-book.ts';
import { codeStore } from './code.store.ts';

/** What organisations' codes mean, for any slice to look up. */
export const openCodes = ({ sql, clock = systemClock }: { readonly sql: Sql; readonly clock?: Clock }): CodeBook =>
  codeBook(codeStore(sql), clock);

export { codeStore, type CodeStore, type SetOf, type StoredCode } from './code.store.ts';
export type { CodeBook } from './code-book.ts';
export { pageWithSpecialties, withSpecialties } from './specialties.ts';
