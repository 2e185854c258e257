import { metaOf, recordOf } from '../kit/fhir-record.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import type { SearchPage, Sight, StoredItem } from './records.types.ts';
import { isClosed } from './sight.ts';
import { withMeta } from './text/resource-text.ts';

/** An item as the graph shows FHIR: without its text while its content is not open to this sight. */
export const shownTo =
  (sight: Sight) =>
  (item: StoredItem): FhirRecord => {
    const lastUpdated = item.lastUpdated.toISOString();
    const resource = isClosed(sight, item) ? null : withMeta(item.text, metaOf(item, lastUpdated));
    return recordOf(item, { lastUpdated, resource });
  };

/** A page of a search, and what came along, as the graph shows it. */
export const pageShownTo = (sight: Sight, page: SearchPage): FhirRecordPage => ({
  items: page.items.map(shownTo(sight)),
  ignored: page.ignored,
  included: (page.included ?? []).map(shownTo(sight)),
  beyond: page.beyond ?? [],
  ...(page.next === undefined ? {} : { next: page.next }),
  ...(page.total === undefined ? {} : { total: page.total }),
});
