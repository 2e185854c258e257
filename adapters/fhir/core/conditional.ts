/** One version of a resource, as HTTP speaks of it. */
export type Version = {
  readonly version: number;
  /** RFC 3339 */
  readonly lastUpdated: string;
};

/** What the client has already. */
export type Conditions = { readonly ifNoneMatch: string | undefined; readonly ifModifiedSince: string | undefined };

/** ETag and Last-Modified of a version. FHIR ETags are weak: R4 §3.1.0.1.4 */
export const versionHeaders = ({
  version,
  lastUpdated,
}: Version): { readonly etag: string; readonly 'last-modified': string } => ({
  etag: `W/"${version}"`,
  'last-modified': new Date(lastUpdated).toUTCString(),
});

/** Whether the client has this very version. If-None-Match decides alone where it is given. RFC 9110 §13.2.2 */
export const isUnchanged = (
  { version, lastUpdated }: Version,
  { ifNoneMatch, ifModifiedSince }: Conditions,
): boolean => {
  if (ifNoneMatch !== undefined) {
    const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    return tags.includes(`"${version}"`) || tags.includes('*');
  }
  if (ifModifiedSince === undefined) return false;
  // A header date has no milliseconds.
  const changed = Math.floor(Date.parse(lastUpdated) / 1000) * 1000;
  return changed <= Date.parse(ifModifiedSince);
};
