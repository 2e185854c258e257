import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { Interface } from '../../kernel/graph.ts';
import { mayEnter, type Client } from '../interfaces.ts';

/** Good credentials at a door that is not theirs: what RFC 6750 §3.1 calls insufficient_scope. */
export const refusedAt = (through: Interface, client: Client): Failure | undefined =>
  mayEnter(through, client) ? undefined : forbidden('These credentials are not for this interface.');
