import { conflict, type Failure } from '../../../kernel/failure.ts';
import type { StoreOutcome } from '../documents.generated.ts';

/** An item that came too late is accepted, since sending it again would help nobody; its sender should know. */
export const staleWarnings = (outcome: StoreOutcome | undefined, path: string): readonly Failure[] =>
  outcome === 'STALE' ? [conflict('A newer message had come before, and what it said stands.', path)] : [];
