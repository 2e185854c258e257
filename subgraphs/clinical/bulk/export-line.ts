import { idsInCompartments, relativeTo, withMeta, type SnapshotItem } from '../../records/index.ts';
import type { Feed } from '../customer/feed.store.ts';
import type { Export, ExportFile } from './export.store.ts';

type Which = Pick<Export, 'ofPatients' | 'patients'>;

/** An item as a line of its file; '' where it is not of the patients that are wanted. */
export const lineOf = (
  feed: Pick<Feed, 'version' | 'base'>,
  { ofPatients, patients }: Which,
  { type, deleted }: ExportFile,
): ((item: SnapshotItem) => string) => {
  const wanted = patients === null ? undefined : new Set(patients);
  const isWanted = ({ id, text }: SnapshotItem): boolean => {
    if (!ofPatients) return true;
    const isOf = (patient: string): boolean => wanted?.has(patient) ?? true;
    if (type === 'Patient' && isOf(id)) return true;
    return idsInCompartments(feed, { type, resource: JSON.parse(text) as object }, 'Patient').some(isOf);
  };
  const shown = deleted ? deletionOf(type) : resourceOf;
  return (item) => (isWanted(item) ? `${shown(item)}\n` : '');
};

/** A line break stands between values only. RFC 8259 §7 */
const resourceOf = ({ text, version, lastUpdated }: SnapshotItem): string =>
  withMeta(text, { versionId: String(version), lastUpdated: lastUpdated.toISOString() }).replace(/[\r\n]+/g, ' ');

/** "Each line SHALL contain a FHIR Bundle with a type of transaction." Bulk Data Access 2.0 §2.4.6 */
const deletionOf =
  (type: string) =>
  ({ id }: SnapshotItem): string =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'DELETE', url: `${type}/${id}` } }],
    });

type Group = {
  readonly member?: readonly { readonly entity?: { readonly reference?: string }; readonly inactive?: boolean }[];
};

/** The ids of the patients who belong to a Group now. */
export const membersOfGroup = (text: string, base: string | undefined): readonly string[] =>
  ((JSON.parse(text) as Group).member ?? []).flatMap(({ entity, inactive }) => {
    const [, id] =
      /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(relativeTo(base, entity?.reference ?? '')) ?? [];
    return id === undefined || inactive === true ? [] : [id];
  });
