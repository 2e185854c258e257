import type { Clock } from '../../../kernel/clock.ts';
import type { Caller, Graph } from '../../../kernel/graph.ts';
import type { FhirRequest } from '../core/exchange.ts';

/** One feed's FHIR base, as a request came to it. */
export type Feed = {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly name: string;
  /** The FHIR base URL of the feed. */
  readonly base: string;
  /** For what everybody may know. */
  readonly ourselves: () => Caller;
};

/** What a write says besides what it writes. */
export type WriteHeaders = {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifNoneExist: string | undefined;
  /** Of a Bundle: sent again under it, nothing is written again. */
  readonly idempotencyKey: string | undefined;
  /** Prefer: return=… FHIR R4 §3.1.0.1.10 */
  readonly returning: 'minimal' | 'representation' | 'OperationOutcome' | undefined;
};

export type Written = FhirRequest & {
  readonly headers: WriteHeaders;
  readonly body: string | undefined;
  /** The URL's query as it came: of a conditional write its condition. */
  readonly query: string;
};
