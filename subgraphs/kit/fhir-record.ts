import { labelCoding } from './fhir.rules.ts';
import { labels, type ItemLabel } from './label.ts';
import type { FhirRecord } from './record.types.ts';

type Item = {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly label: ItemLabel;
  readonly sources: readonly string[];
  readonly origin: string;
  readonly visibleFrom?: Date;
};

/**
 * What only the reader knows of a resource's `meta`. The privacy label is put there now and not when the item is stored:
 * a patient may change it without a new version of what the sender said.
 */
export const metaOf = ({ version, label }: Item, lastUpdated: string) => {
  const security = securityOf.get(label);
  const meta = { versionId: String(version), lastUpdated };
  return security === undefined ? meta : { ...meta, security };
};

/** One object for each label: whoever writes it as text need do so once. */
const securityOf: ReadonlyMap<ItemLabel, readonly [ReturnType<typeof labelCoding>]> = new Map(
  labels.map((label) => [label, [labelCoding(label)]]),
);

/** An item as the graph shows FHIR; without its text where the content is not yet open to the caller. */
export const recordOf = (
  { id, type, version, label, sources, origin, visibleFrom }: Item,
  { lastUpdated, resource }: { readonly lastUpdated: string; readonly resource: string | null },
): FhirRecord => ({
  id,
  type,
  version,
  lastUpdated,
  sources,
  origin,
  visibleFrom: visibleFrom ?? null,
  resource,
  label: label === 'UNSET' ? null : label,
});
