import { problemAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { inForm } from '../core/form.ts';
import { formWanted } from '../core/negotiation.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import type { Feed } from './parts.ts';
import { versionOf } from './version.ts';

/** As media types name the versions: `application/fhir+json; fhirVersion=4.0`. FHIR R4 §2.1.0.6.1 */
const mimeVersions = { R4: '4.0', STU3: '3.0' } as const;

/** Nothing is done for a client that takes neither JSON nor XML, or only another version's. */
export const inWantedForm = async (
  feed: Feed,
  { wish }: FhirRequest,
  answer: () => Promise<Answer | Problem>,
): Promise<Answer | Problem> => {
  const own = namesVersion(wish.format ?? wish.accept) ? await versionOf(feed) : undefined;
  const form = formWanted(
    wish,
    own === undefined || isProblem(own) ? Object.values(mimeVersions) : [mimeVersions[own]],
  );
  if (form === undefined) return unacceptable;
  const given = await answer();
  if (form === 'json') return given;
  const version = (isProblem(given) ? undefined : given.version) ?? (await versionOf(feed));
  const known = isProblem(version) ? 'R4' : version;
  return inForm(isProblem(given) ? problemAnswer(given) : given, form, known);
};

/** Nothing where what is sent says no version, or the feed's. */
export const refuseOtherVersion = async (feed: Feed, contentType: string | undefined): Promise<Problem | undefined> => {
  if (!namesVersion(contentType)) return undefined;
  const own = await versionOf(feed);
  const [, named] = /fhirversion\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '') ?? [];
  return isProblem(own) || named === mimeVersions[own]
    ? undefined
    : new Problem('media_type', `This feed is of FHIR ${own}: fhirVersion=${mimeVersions[own]}.`, 'Content-Type');
};

const namesVersion = (mediaType: string | undefined): boolean =>
  mediaType?.toLowerCase().includes('fhirversion') === true;

const unacceptable = new Problem(
  'unacceptable',
  'This base writes FHIR as JSON and as XML, in the version of its feed: Accept: application/fhir+json.',
  'Accept',
);
