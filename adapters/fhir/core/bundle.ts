import type { Bundle } from 'fhir/r4.js';

export type Link = { readonly relation: 'self' | 'next'; readonly url: string };

/** One entry of a searchset. `resource` is JSON text and goes out as it is. */
export type Entry = {
  readonly fullUrl?: string;
  readonly resource: string;
  readonly mode: 'match' | 'include' | 'outcome';
};

export type Searchset = {
  /** RFC 3339: when the search was answered. */
  readonly timestamp: string;
  /** STU3 has no element for that, and says it as the Bundle's own age. */
  readonly version?: 'STU3';
  readonly total?: number;
  readonly links: readonly Link[];
  readonly entries: readonly Entry[];
};

/**
 * A searchset Bundle as JSON text. The resources are joined in as text: nobody needs to look inside, and what is never
 * parsed keeps its numbers (`1.00`) and costs nothing. FHIR R4 §3.1.1.1
 */
export const writeSearchset = ({ timestamp, version, total, links, entries }: Searchset): string => {
  const envelope: Bundle = {
    resourceType: 'Bundle',
    ...(version === 'STU3' ? { meta: { lastUpdated: timestamp } } : {}),
    type: 'searchset',
    ...(version === 'STU3' ? {} : { timestamp }),
    ...(total === undefined ? {} : { total }),
    link: links.map(({ relation, url }) => ({ relation, url })),
  };
  const head = JSON.stringify(envelope);
  // FHIR knows no empty arrays.
  if (entries.length === 0) return head;
  let text = `${head.slice(0, -1)},"entry":[`;
  let divider = '';
  for (const { fullUrl, resource, mode } of entries) {
    const url = fullUrl === undefined ? '' : `"fullUrl":${JSON.stringify(fullUrl)},`;
    text += `${divider}{${url}"resource":${resource},"search":{"mode":"${mode}"}}`;
    divider = ',';
  }
  return `${text}]}`;
};
