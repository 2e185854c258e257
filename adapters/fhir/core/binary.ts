import type { Readable } from 'node:stream';
import type { FhirVersion } from '../../../fhir/elements.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Caller, Graph } from '../../../kernel/graph.ts';
import type { DocumentStream } from '../../../kernel/document-stream.ts';
import { binaryAnswer, fhirAnswer, type Answer } from './answer.ts';
import { versionHeaders } from './conditional.ts';
import { contentOf } from './document-content.ts';
import { ReadDocumentBytesDocument, ReadDocumentPartDocument } from './documents.generated.ts';
import type { FhirRequest } from './exchange.ts';
import { fhirVersions, inForm } from './form.ts';
import { inBase64 } from './in-base64.ts';
import { asksForFhir, formWanted, type Wish } from './negotiation.ts';
import { notKnown } from './not-known.ts';
import { isProblem, Problem, problemOfErrors } from './outcome.ts';
import { patientOfRecord } from './record-id.ts';

type Needs = { readonly graph: Graph; readonly bytes: DocumentStream };

/** The content of a document that is open to the caller, and what a Binary says of it. */
export type OpenBinary = {
  readonly stream: Readable;
  readonly size: number;
  readonly headers: ReturnType<typeof versionHeaders>;
  readonly resource: {
    readonly resourceType: 'Binary';
    readonly id: string;
    readonly meta: { readonly versionId: string; readonly lastUpdated: string };
    readonly contentType: string;
  };
};

/** The document of that id, as the content of a Binary of the same id; missing and hidden look alike. */
export const openBinary = async (
  { graph, bytes }: Needs,
  id: string,
  caller: Caller,
): Promise<OpenBinary | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Binary', id);
  const read = async () => {
    const { data, errors } = await graph.run(ReadDocumentBytesDocument, { patient, id }, caller);
    return problemOfErrors(errors) ?? { ...data?.patient };
  };
  const first = await read();
  if (isProblem(first)) return first;
  const { documentBytes: reference, record } = first;
  const { contentType, size } = contentOf(record?.resource ?? null);
  if (!reference || !record || size === undefined) return notKnown('Binary', id);

  let known: string | undefined = reference;
  const stream = await bytes(
    {
      reference: async () => {
        const found = known === undefined ? await read() : { documentBytes: known };
        known = undefined;
        return isProblem(found) ? found : (found.documentBytes ?? notKnown('Binary', id));
      },
      part: async (from) => {
        const { data, errors } = await graph.run(ReadDocumentPartDocument, { patient, id, ...from }, caller);
        return problemOfErrors(errors) ?? data?.patient?.documentPart ?? null;
      },
    },
    { first: 0, last: size - 1 },
  );
  if (isFailure(stream)) return new Problem(stream.kind, stream.message);
  if (isProblem(stream)) return stream;
  const meta = { versionId: String(record.version), lastUpdated: record.lastUpdated };
  return { stream, size, headers: versionHeaders(record), resource: { resourceType: 'Binary', id, meta, contentType } };
};

/** The bytes that were sent, in their own media type. */
export const asSent = ({ stream, size, headers, resource: { contentType } }: OpenBinary): Answer =>
  binaryAnswer(stream, { contentType, size }, headers);

/** Whether a Binary is wanted as a resource, and not as the bytes that it is of. */
export const asksForBinary = ({ wish }: FhirRequest, version: FhirVersion): boolean =>
  asksForFhir(wish, fhirVersions[version]);

/** A Binary, as a version of FHIR has it, in the form that is wanted; its content stands as `contentHere`. */
export const asResource = (
  open: OpenBinary,
  binary: object,
  { wish, version }: { readonly wish: Wish; readonly version: FhirVersion },
): Answer | Problem => {
  const form = formWanted(wish, fhirVersions[version]) ?? 'json';
  const answer = inForm(fhirAnswer(JSON.stringify(binary), open.headers), form, version);
  if (!isProblem(answer) && typeof answer.body === 'string') return { ...answer, body: withContent(answer.body, open) };
  open.stream.destroy();
  return answer;
};

/** Stands in a text where the content belongs; no id and no media type holds it. */
export const contentHere = '…';

/** A resource's text, in whichever form, with the content where it belongs, as it comes: nobody holds it whole. */
export const withContent = (text: string, { stream }: OpenBinary): Readable => {
  const [before = '', after = ''] = text.split(contentHere);
  return inBase64(stream, { before, after });
};
