import type { NewId } from '../../../kernel/id.ts';
import { codeStore, type CodeBook } from '../../codes/index.ts';
import type { Sql } from '../../kit/sql.ts';
import { CodeResolver } from './code.resolver.ts';
import { codeService } from './code.service.ts';
import { codeChanges } from './code.store.ts';

type Needs = { readonly sql: Sql; readonly newId: NewId; readonly codes: CodeBook };

/** What an organisation's administrators say of its codes. */
export const codeResolvers = ({ sql, newId, codes }: Needs): readonly object[] => [
  new CodeResolver(codeService({ store: codeStore(sql), changes: codeChanges(sql, newId), codes })),
];
