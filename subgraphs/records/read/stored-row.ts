import type { ItemLabel } from '../../kit/label.ts';
import type { StoredItem } from '../records.types.ts';

/** A row of a page: the columns of `res` or `ver`, the content, and what the cursor needs. */
export type StoredRow = {
  readonly rid: string;
  readonly id: string;
  readonly ver: number;
  readonly updated: Date;
  readonly label: string;
  readonly sources: readonly string[];
  readonly origin: string;
  readonly deleted: boolean;
  readonly visible_from: Date | null;
  readonly content: string;
  readonly key: string;
};

export const itemOf = (type: string, row: StoredRow): StoredItem => ({
  type,
  id: row.id,
  version: row.ver,
  lastUpdated: row.updated,
  text: row.content,
  label: row.label as ItemLabel,
  sources: row.sources,
  origin: row.origin,
  deleted: row.deleted,
  ...(row.visible_from === null ? {} : { visibleFrom: row.visible_from }),
});
