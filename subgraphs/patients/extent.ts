import type { GraphQLResolveInfo } from 'graphql';
import { namesBelow } from '../kit/asked.ts';
import type { Extent } from './patients.store.ts';
import type { Patient } from './patients.types.ts';

/** What is put together for each record. Other types have fields of these names too: then it is done in vain. */
const details: readonly (keyof Patient)[] = ['address', 'primaryCare', 'identifiers', 'emails', 'teams'];

/** How much of each record is asked for below this field. */
export const extentOf = (info: GraphQLResolveInfo): Extent => {
  const asked = namesBelow(info);
  return details.some((name) => asked.has(name)) ? 'inDetail' : 'inShort';
};
