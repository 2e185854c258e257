import { invalid, type Failure } from '../../kernel/failure.ts';

/** What a list field is asked for. */
export type Page = { readonly first: number; readonly after?: string | null | undefined };

/** The most that is listed, or looked up, at once. Contract §5 */
export const largestPage = 200;

/** @returns invalid with the field `first` where there is no page of that size */
export const pagingOf = ({ first, after }: Page): { readonly first: number; readonly after?: string } | Failure =>
  first < 1 || first > largestPage
    ? invalid(`A page has 1 to ${largestPage} items.`, 'first')
    : { first, ...(after === null || after === undefined ? {} : { after }) };
