import type { ItemLabel } from '../../kit/label.ts';
import type { Sight, StoredItem } from '../records.types.ts';

/** A row of a page: the columns of `res` or `ver`, the content, and what the cursor needs. */
export type StoredRow = {
  readonly rid: string;
  readonly id: string;
  readonly ver: number;
  readonly updated: Date;
  readonly label: string;
  readonly sources: readonly string[];
  readonly origin: string;
  /** Absent: it is not. */
  readonly deleted?: boolean;
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
  deleted: row.deleted ?? false,
  ...(row.visible_from === null ? {} : { visibleFrom: row.visible_from }),
});

/** The item as it is read through a sight. */
export const itemFor = (sight: Sight, type: string, row: StoredRow): StoredItem =>
  inTheNameOf(sight, itemOf(type, row));

/** Of records that were merged the items still name the old one: whoever reads them reads of one patient. ADR 22 */
export const inTheNameOf = ({ patient, formerly }: Sight, item: StoredItem): StoredItem =>
  formerly === undefined
    ? item
    : {
        ...item,
        text: formerly.reduce((text, old) => text.replaceAll(`"Patient/${old}"`, `"Patient/${patient}"`), item.text),
      };
