/* eslint-disable no-console -- its warning goes to the console, and nowhere else can it be stopped */
/**
 * oidc-provider, without the line in which it calls every Node before 22 unsupported: we run its 9.x on Node 20 on
 * purpose, and our tests say that it works. Whatever else it, or anybody, warns of meanwhile is heard.
 */
export const oidc = await withoutWarning('oidc-provider WARNING: Unsupported runtime.', () => import('oidc-provider'));

/** It warns while it is being loaded, before anything of it could be configured: only the console can be asked not to listen. */
async function withoutWarning<Value>(unwanted: string, load: () => Promise<Value>): Promise<Value> {
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    // On a terminal the line begins with a colour.
    if (typeof said[0] !== 'string' || !said[0].includes(unwanted)) warn(...said);
  };
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}
