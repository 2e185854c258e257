import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** What an adapter knows of the caller: raw credentials, as they came in. The gateway makes the principal. */
export type Caller = {
  /** The Authorization header: `Basic …` or `Bearer …`; several of them joined, so that they are none. RFC 9110 §5.3 */
  readonly authorization: string | undefined;
  /** The Cookie header, where the request is one of our own pages’: a browser sends cookies along with anybody’s. */
  readonly cookie?: string | undefined;
  /** The client's address after trusted proxies, for allow-lists and logs. */
  readonly address: string;
  /** X-Org-Public-Id: the organisation for which a partner acts. */
  readonly organisation?: string | undefined;
  /** The door that the caller came in by: who may is said in `gateway/interfaces.ts`. */
  readonly through: Interface;
  /** The operation is for tokens of one of these scopes: others are refused. Absent: for all that may come in. */
  readonly scopes?: readonly Scope[] | undefined;
};

/** What a token was given for. Domain reference §6; SITE is a tethered client's. */
export type Scope = 'PATIENT' | 'CLINICIAN' | 'TEAMCOORD' | 'SITE';

/** Everything that is served to the outside. Contract §2 */
export type Interface =
  'hl7' | 'rest' | 'fhir.facade' | 'fhir.messaging' | 'fhir.customer' | 'fhir.aggregated' | 'graphql';

/** The interface in the words of the access log. Domain reference §3.2 */
export type Via = 'WEB' | 'REST' | 'FHIR' | 'HL7' | 'GRAPHQL';

/** A refusal or fault of the graph itself, before or beside the fields' own results. */
export type GraphError = {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  /** Where in the caller's input, in the terms of the graph; see `Failure.field`. */
  readonly field?: string;
};

export type GraphResult<Data> = { readonly data: Data | null; readonly errors: readonly GraphError[] };

/**
 * The federated graph as an adapter sees it: typed documents in, data or errors out. In one process this calls the
 * gateway's schema; in several it posts to its `/graphql`.
 */
export type Graph = {
  run<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    caller: Caller,
  ): Promise<GraphResult<Data>>;
};
