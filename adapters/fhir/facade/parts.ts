import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import type { DocumentStream } from '../../../kernel/document-stream.ts';

/** What the handlers of this base need. */
export type Parts = {
  readonly graph: Graph;
  /** The FHIR base URL, without a slash at its end. */
  readonly base: string;
  readonly clock: Clock;
  readonly bytes: DocumentStream;
};
