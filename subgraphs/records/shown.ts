import { metaOf, recordOf } from '../kit/fhir-record.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import type { SearchPage, Sight, StoredItem } from './records.types.ts';
import { isClosed } from './sight.ts';
import { withMeta } from './text/resource-text.ts';

/** An item as the graph shows FHIR: without its text while its content is not open to this sight. */
export const shownTo =
  (sight: Sight) =>
  (item: StoredItem): FhirRecord =>
    shown(item, isClosed(sight, item));

/** An item of the directory, which is open to all. */
export const shownToAll = (item: StoredItem): FhirRecord => shown(item, false);

const shown = (item: StoredItem, isClosed: boolean): FhirRecord => {
  const lastUpdated = item.lastUpdated.toISOString();
  return recordOf(item, { lastUpdated, resource: isClosed ? null : withMeta(item.text, metaOf(item, lastUpdated)) });
};

/** A page of a search, and what came along, as the graph shows it. */
export const pageShownTo = (sight: Sight, page: SearchPage): FhirRecordPage => pageAs(shownTo(sight), page);

export const pageShownToAll = (page: SearchPage): FhirRecordPage => pageAs(shownToAll, page);

const pageAs = (show: (item: StoredItem) => FhirRecord, page: SearchPage): FhirRecordPage => ({
  items: page.items.map(show),
  ignored: page.ignored,
  included: (page.included ?? []).map(show),
  beyond: page.beyond ?? [],
  ...(page.next === undefined ? {} : { next: page.next }),
  ...(page.total === undefined ? {} : { total: page.total }),
});
