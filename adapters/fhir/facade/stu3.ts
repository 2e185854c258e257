import { convert } from '../../../fhir/convert/convert.ts';
import type { Members } from '../../../fhir/convert/value.ts';
import { isExactMembers, writeExact, type Exact, type ExactMembers } from '../../../fhir/json/exact.ts';
import { readExact } from '../../../fhir/json/read.ts';
import { isIssue } from '../../../fhir/issue.ts';
import { privacyLabel } from '../core/systems.ts';
import { asFacade } from './as-facade.ts';
import type { FacadeRecordFragment } from './documents.generated.ts';
import { maskedResource } from './masked.ts';
import type { ServedRecord } from './served.ts';

/**
 * An item of the record as STU3: converted, with what only this base says of it. Numbers are as they were written.
 * `meta.lastUpdated` is when we stored it, `meta.security` its privacy label. Domain reference §7.2
 */
export const stu3Text = (type: ServedRecord['type'], record: FacadeRecordFragment): string => {
  const { resource } = record;
  return written(type, record, resource === null ? maskedResource(type) : asFacade(type, converting(resource)));
};

/** What a customer has written that is about no patient, as STU3. */
export const listedText = (type: string, record: FacadeRecordFragment): string =>
  written(type, record, converting(record.resource ?? '{}'));

const written = (
  type: string,
  { id, version, lastUpdated, label }: FacadeRecordFragment,
  converted: ExactMembers,
): string => {
  const meta = isExactMembers(converted['meta']) ? converted['meta'] : {};
  return writeExact({
    ...converted,
    resourceType: type,
    id,
    meta: {
      ...meta,
      versionId: String(version),
      lastUpdated,
      ...some('security', [
        ...(label === null ? [] : [{ system: privacyLabel, code: label }]),
        ...listOf(meta['security']).filter((one) => !isExactMembers(one) || one['system'] !== privacyLabel),
      ]),
    },
  });
};

/** What the store holds is R4 that we have checked: if it cannot be read, that is a fault of ours. */
const converting = (text: string): ExactMembers => {
  const read = readExact(text);
  if (isIssue(read) || !isExactMembers(read.value)) throw new Error('A record is no resource.');
  const resource: unknown = read.value;
  return convert('R4', resource as Members).resource as ExactMembers;
};

const listOf = (value: Exact | undefined): readonly Exact[] => (Array.isArray(value) ? value : []);

/** FHIR knows no empty arrays. */
const some = (name: string, list: Exact[]): ExactMembers => (list.length === 0 ? {} : { [name]: list });
