import requests from 'oidc-provider/lib/helpers/als.js';

/** How many requests the providers of this process are answering. */
let underway = 0;

/**
 * oidc-provider follows each request with an AsyncLocalStorage, and from the first one on Node 20 follows every promise
 * of the whole process for it: what is made of many small promises, as an answer of the graph is, takes up to twice as
 * long. So the storage is given up whenever no request is under way; the next one takes it up again by itself.
 */
export const followedMeanwhile =
  <Exchange extends unknown[]>(respond: (...exchange: Exchange) => Promise<void>) =>
  async (...exchange: Exchange): Promise<void> => {
    underway++;
    try {
      await respond(...exchange);
    } finally {
      underway--;
      if (underway === 0) requests.disable();
    }
  };
