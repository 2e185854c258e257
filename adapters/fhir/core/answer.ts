import type { Readable } from 'node:stream';
import { outcomeOf, statusOf, type Problem } from './outcome.ts';

/** An HTTP response as a value: handlers return it, the web server writes it. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is read as fast as the client takes it. */
  readonly body: string | Buffer | Readable;
  /** Of which version the body is, where that is not the base's. */
  readonly version?: 'R4';
};

/** A resource as JSON, as a text or as it comes. Health data stays out of every cache; conditional reads work without one. */
export const fhirAnswer = (json: string | Readable, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { ...always, 'content-type': fhirJson, ...headers },
  body: json,
});

/**
 * Bytes of somebody else's making, in their own media type. They are documents, not pages of ours: a browser that is led
 * here runs nothing in them.
 */
export const binaryAnswer = (
  bytes: Buffer | Readable,
  { contentType, size }: { readonly contentType: string; readonly size: number },
  headers: Readonly<Record<string, string>>,
): Answer => ({
  status: 200,
  headers: {
    ...always,
    'content-type': contentType,
    'content-length': String(size),
    'content-security-policy': "default-src 'none'; sandbox",
    ...headers,
  },
  body: bytes,
});

/** The resource is as the client has it: RFC 9110 §15.4.5, no body. */
export const notModified = (headers: Readonly<Record<string, string>>): Answer => ({
  status: 304,
  headers: { ...always, ...headers },
  body: '',
});

export const problemAnswer = (problem: Problem, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: statusOf(problem),
  headers: { ...always, 'content-type': fhirJson, ...(ofKind[problem.kind] ?? {}), ...headers },
  body: JSON.stringify(outcomeOf(problem)),
});

const fhirJson = 'application/fhir+json; charset=utf-8';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const ofKind: Partial<Record<Problem['kind'], Readonly<Record<string, string>>>> = {
  // RFC 6750 §3: which scheme to authenticate with.
  unauthenticated: { 'www-authenticate': 'Bearer realm="fhir"' },
  // RFC 6750 §3.1: a good token, and not for this.
  forbidden: { 'www-authenticate': 'Bearer realm="fhir", error="insufficient_scope"' },
  busy: { 'retry-after': '1' },
  unavailable: { 'retry-after': '5' },
};
