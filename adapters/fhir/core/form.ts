import { isIssue } from '../../../fhir/issue.ts';
import { subsetOf, type Wanted } from '../../../fhir/subset.ts';
import { toXml } from '../../../fhir/xml/to-xml.ts';
import type { FhirVersion } from '../../../fhir/elements.ts';
import { problemAnswer, type Answer } from './answer.ts';
import type { Handler } from './exchange.ts';
import { formWanted } from './negotiation.ts';
import { isProblem, Problem } from './outcome.ts';
import type { Parameter } from './parameters.ts';

/** A handler of a base that writes JSON and XML of one version; a client that takes neither is told so, and it is not asked. */
export const inEitherForm =
  (version: FhirVersion, handler: Handler): Handler =>
  async (request) => {
    const form = formWanted(request.wish, fhirVersions[version]);
    if (form === undefined) return neither(version);
    const given = await handler(request);
    return form === 'json' ? given : inForm(isProblem(given) ? problemAnswer(given) : given, form, version);
  };

/** How media types name a version. FHIR R4 §2.1.0.6.1 */
export const fhirVersions: Readonly<Record<FhirVersion, readonly string[]>> = { STU3: ['3.0'], R4: ['4.0'] };

const neither = (version: FhirVersion): Problem =>
  new Problem(
    'unacceptable',
    `This base writes FHIR ${version} as JSON and as XML: Accept: application/fhir+json.`,
    'Accept',
  );

/** A JSON answer in the form that the client wants. FHIR R4 §3.1.0.1.11 */
export const inForm = (answer: Answer, form: 'json' | 'xml', version: FhirVersion): Answer | Problem => {
  const { body, headers } = answer;
  if (form === 'json' || typeof body !== 'string' || body === '') return answer;
  const written = toXml(version, body);
  if (isIssue(written))
    return new Problem('unacceptable', `This cannot be written as XML: ${written.diagnostics}`, 'Accept');
  return {
    ...answer,
    headers: { ...headers, 'content-type': 'application/fhir+xml; charset=utf-8' },
    body: written.xml,
  };
};

/** The part of each resource that `_elements` or `_summary` asks for; undefined: all of it. FHIR R4 §3.1.1.5.8, §3.1.1.5.9 */
export const partWanted = (parameters: readonly Parameter[]): Wanted | Problem | undefined => {
  const valueOf = (name: string): string | undefined => parameters.find((parameter) => parameter.name === name)?.value;
  const elements = valueOf('_elements');
  const summary = valueOf('_summary');
  if (summary !== undefined && summary !== 'false' && summary !== 'count') {
    if (summary !== 'true' && summary !== 'text' && summary !== 'data')
      return new Problem('invalid', '_summary is true, text, data, count or false.', '_summary');
    return { summary };
  }
  return elements === undefined ? undefined : { elements: elements.split(',').map((name) => name.trim()) };
};

/** A resource as it is, or the part of it that is wanted. */
export const partOf =
  (version: FhirVersion, wanted: Wanted | undefined) =>
  (text: string): string =>
    wanted === undefined ? text : subsetOf(version, text, wanted);

/** What says how much of each resource is shown, and not which. */
export const partNames: ReadonlySet<string> = new Set(['_elements', '_summary']);
