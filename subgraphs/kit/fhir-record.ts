import { labelCoding } from './fhir.rules.ts';
import { labels, type ItemLabel } from './label.ts';
import type { FhirRecord } from './record.types.ts';

type Item = {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly lastUpdated: Date;
  readonly label: ItemLabel;
  readonly sources: readonly string[];
  readonly origin: string;
  readonly visibleFrom?: Date;
};

/**
 * What only the reader knows of a resource's `meta`. The privacy label is put there now and not when the item is stored:
 * a patient may change it without a new version of what the sender said.
 */
export const metaOf = ({ version, lastUpdated, label }: Item) => {
  const security = securityOf.get(label);
  return {
    versionId: String(version),
    lastUpdated: lastUpdated.toISOString(),
    ...(security === undefined ? {} : { security }),
  };
};

/** One object for each label: whoever writes it as text need do so once. */
const securityOf: ReadonlyMap<ItemLabel, readonly [ReturnType<typeof labelCoding>]> = new Map(
  labels.map((label) => [label, [labelCoding(label)]]),
);

/** An item as the graph shows FHIR; without its text where the content is not yet open to the caller. */
export const recordOf = (item: Item, resource: string | undefined): FhirRecord => {
  const { id, type, version, lastUpdated, label, sources, origin, visibleFrom } = item;
  return {
    id,
    type,
    version,
    lastUpdated,
    sources,
    origin,
    ...(label === 'UNSET' ? {} : { label }),
    ...(visibleFrom === undefined ? {} : { visibleFrom }),
    ...(resource === undefined ? {} : { resource }),
  };
};
