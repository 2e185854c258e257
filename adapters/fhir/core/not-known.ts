import { Problem } from './outcome.ts';

/** Missing and hidden look alike. */
export const notKnown = (type: string, id: string): Problem =>
  new Problem('not_found', `${type}/${id} is not known here.`);
