import type { Call } from '../subgraphs/kit/context.ts';

/**
 * The gateway's context is the call that it hands to the slices. It is made anew for each request: the shield keeps its
 * memory on it. `reading` is known only once the operation is.
 */
export type GatewayContext = { -readonly [Key in keyof Call]: Call[Key] };
