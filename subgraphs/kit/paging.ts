/** What a list field is asked for. */
export type Page = { readonly first: number; readonly after?: string | null };

const largestPage = 200;

/** More than the limit is the limit. Contract §5 */
export const pagingOf = ({ first, after }: Page): { readonly first: number; readonly after?: string } => ({
  first: Math.max(0, Math.min(first, largestPage)),
  ...(after === null || after === undefined ? {} : { after }),
});
