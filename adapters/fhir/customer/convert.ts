import type { OperationOutcome } from 'fhir/r4.js';
import { relativeCanonicals, whyRelativeIsLost } from '../../../fhir/canonicals.ts';
import { convertText } from '../../../fhir/convert/text.ts';
import type { Loss } from '../../../fhir/convert/trace.ts';
import { isError, isIssue } from '../../../fhir/issue.ts';
import { readJson } from '../../../fhir/json/read.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { inputOf } from './operation-input.ts';
import type { Feed, Written } from './parts.ts';
import { problemOfIssue } from './problems.ts';
import { versionForOwner } from './version.ts';

/**
 * `POST $convert`: what a resource of this feed becomes in the record, in R4, with an issue for each thing that R4 does
 * not say as it was said. Nothing is stored. Domain reference §7.1
 */
export const convertToR4 = async (feed: Feed, { body, caller, parameters }: Written): Promise<Answer | Problem> => {
  const version = await versionForOwner(feed, caller);
  if (isProblem(version)) return version;
  const input = inputOf(parameters, body);
  if (isProblem(input)) return input;
  const text = input.resource;
  if (text === undefined) return nothingSent;
  const resource = readJson(text);
  if (isIssue(resource)) return problemOfIssue('invalid', resource);
  const wrong = validate(version, resource.value).filter(isError);
  if (wrong.length > 0) return new Problem('unprocessable', `This is no valid ${version} resource.`, wrong);
  if (version === 'R4') return answerWith(text, namesLost(text));
  const converted = convertText(version, text);
  if (isIssue(converted)) return problemOfIssue('invalid', converted);
  return answerWith(converted.text, [...converted.losses, ...namesLost(converted.text)]);
};

const nothingSent = new Problem(
  'required',
  'Send the resource to convert: by itself, or as the parameter `resource` of Parameters.',
);

const answerWith = (resource: string, losses: readonly Loss[]): Answer => {
  const issues = losses.length === 0 ? '' : `,{"name":"issues","resource":${JSON.stringify(outcome(losses))}}`;
  return {
    ...fhirAnswer(`{"resourceType":"Parameters","parameter":[{"name":"resource","resource":${resource}}${issues}]}`),
    version: 'R4',
  };
};

const namesLost = (text: string): readonly Loss[] =>
  relativeCanonicals(text).map(({ member, name }) => ({
    severity: 'warning',
    expression: `${/"resourceType"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'Resource'}.${member}`,
    diagnostics: whyRelativeIsLost(name),
  }));

const outcome = (losses: readonly Loss[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: losses.map(({ severity, expression, diagnostics, kept }) => ({
    severity,
    code: severity === 'warning' ? 'not-supported' : 'incomplete',
    diagnostics: kept === undefined ? diagnostics : `${diagnostics} ${kept}`,
    expression: [expression],
  })),
});
