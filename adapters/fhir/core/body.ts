import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIssue } from '../../../fhir/issue.ts';
import type { FhirVersion } from '../../../fhir/elements.ts';
import { fromXml } from '../../../fhir/xml/from-xml.ts';
import { bodyText } from './body-text.ts';
import { Problem } from './outcome.ts';

export const fhirForms = {
  json: ['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json'],
  xml: ['application/fhir+xml', 'application/xml', 'application/xml+fhir', 'text/xml'],
} as const;

type Form = keyof typeof fhirForms | 'json-patch';

/** What was sent stays text: what is kept is what was sent. The text is undefined where the bytes are none. */
export type Body = { readonly form: Form; readonly text: string | undefined };

/** Lets a scope of the web server take bodies of these media types. */
export const readBodies = (app: FastifyInstance, forms: Partial<Record<Form, readonly string[]>> = fhirForms): void => {
  for (const [form, types] of Object.entries(forms))
    app.addContentTypeParser([...types], async ({ routeOptions }: FastifyRequest, stream: Readable) => ({
      form,
      text: await bodyText(stream, { limit: routeOptions.bodyLimit }),
    }));
};

export const bodyOf = ({ body }: FastifyRequest): Body | undefined =>
  typeof body === 'object' && body !== null && 'form' in body && 'text' in body ? (body as Body) : undefined;

/** The resource that was sent, as JSON text of a base's one version. */
export const resourceText = (version: FhirVersion, request: FastifyRequest): string | Problem => {
  const body = bodyOf(request);
  if (body?.text === undefined) return notFhir;
  if (body.form !== 'xml') return body.text;
  const read = fromXml(version, body.text);
  return isIssue(read) ? new Problem('invalid', read.diagnostics, [read]) : read.text;
};

const notFhir = new Problem(
  'media_type',
  'A resource is sent as FHIR JSON or XML in UTF-8: Content-Type: application/fhir+json.',
  'Content-Type',
);
