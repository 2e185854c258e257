import type { Readable } from 'node:stream';
import type { RefusalName } from '../../kernel/failure-codes.ts';
import type { Scope } from '../../kernel/graph.ts';
import { z } from 'zod';
import type { Ask } from './ask.ts';
import type { DocumentBytes } from './document-bytes.ts';
import type { Problem } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What an operation says: JSON that its schema describes, bytes, or nothing. */
export type Answer = {
  /** 200 where absent. */
  readonly status?: number;
  readonly body?: unknown;
  readonly bytes?: Readable | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the entity tag is made of: another version has another one. RFC 9110 §8.8.3 */
  readonly version?: string | number;
  /** The cursor of the page that follows. */
  readonly next?: string | null | undefined;
};

/** Leave to act on a record, one's own where none is named. */
export type PermitFor = (patient?: string) => Promise<string | Problem>;

/** What a client asked, once it has been found to be as it should be. */
export type Given<Path, Query, Body> = {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  readonly ask: Ask;
  readonly permitFor: PermitFor;
  /** A refusal of the graph's as a problem that names the place in the request. */
  readonly refused: (refusal: {
    readonly kind: RefusalName;
    readonly message: string;
    readonly field?: string | null | undefined;
  }) => Problem;
  readonly now: Date;
  readonly idempotencyKey: string | undefined;
  /** The entity tag that If-Match names; an operation with `updates` always has it. */
  readonly ifMatch: string;
  readonly range: string | undefined;
  readonly contentType: string | undefined;
  /** The body of an operation that takes bytes. */
  readonly stream: Readable | undefined;
  readonly bytes: DocumentBytes;
};

type Shape = Readonly<Record<string, z.ZodType>>;

type Definition<Path extends Shape, Query extends Shape, Body extends z.ZodType> = {
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: `/measurements/{patientId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Any of these. */
  readonly scopes: readonly Scope[];
  readonly params?: Path;
  readonly query?: Query;
  readonly body?: Body;
  /** Media types of a body that is taken as it is, instead of JSON. */
  readonly takesBytes?: readonly string[];
  /** Only whoever names the version may change it: If-Match. RFC 6585 §3 */
  readonly updates?: boolean;
  /** Idempotency-Key is heeded. */
  readonly once?: boolean;
  readonly says: Says;
  readonly answer: (given: Given<Objects<Path>, Objects<Query>, z.output<Body>>) => Promise<Answer | Problem>;
};

type Objects<Of extends Shape> = z.output<z.ZodObject<Of>>;

/** What an operation answers where nothing goes wrong. */
export type Says = {
  readonly status: number;
  readonly description: string;
  readonly body?: z.ZodType;
  /** The answer is bytes of these types. */
  readonly bytes?: readonly string[];
  /** Whether it has an entity tag. */
  readonly tagged?: boolean;
};

/**
 * One operation of the API, from which its route, its validation and its description come: there is no second place that
 * says what it is.
 */
export type Operation = Omit<Definition<Shape, Shape, z.ZodType>, 'answer' | 'params' | 'query' | 'body'> & {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | undefined;
  readonly answer: (given: Given<never, never, never>) => Promise<Answer | Problem>;
};

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no parameters at all is the shape without members
export const operation = <Path extends Shape = {}, Query extends Shape = {}, Body extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Path, Query, Body>,
): Operation => ({
  ...definition,
  params: z.strictObject(definition.params ?? {}),
  query: z.strictObject(definition.query ?? {}),
  body: definition.body,
});
