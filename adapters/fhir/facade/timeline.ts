import { isFailure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { writeSearchset } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { FindTimelineDocument } from './documents.generated.ts';
import { notKnown } from '../core/not-known.ts';
import type { Parts } from './parts.ts';
import { stu3Text } from './stu3.ts';
import { beginning, merged, timelineTypes, type Position } from './timeline-merge.ts';

/** `GET Patient/{id}/$timeline?start&end&_count`: what happened, newest first. Domain reference §7.2 */
export const timeline = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const known = parsePatientId(id);
  if (isFailure(known)) return notKnown('Patient', id);
  const result = readResultParameters(request.parameters, { usual: 20, most: 50 });
  if (isProblem(result)) return result;
  const between = periodOf(result.rest);
  if (isProblem(between)) return between;
  const from = positionOf(result.page);
  if (from === undefined) return new Problem('invalid', 'Follow the next link as it is.', 'page');
  const first = Math.max(result.count, 1);
  const { data, errors } = await parts.graph.run(
    FindTimelineDocument,
    {
      patient: known,
      query: newestFirst('date', between),
      answered: newestFirst('authored', between),
      first,
      appointments: from.Appointment.after,
      documents: from.DocumentReference.after,
      encounters: from.Encounter.after,
      observations: from.Observation.after,
      answers: from.QuestionnaireResponse.after,
    },
    request.caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const patient = data?.patient ?? null;
  if (patient === null) return notKnown('Patient', id);
  const { items, next } = merged(patient, from, first);
  const url = (page: string | undefined): string =>
    `${parts.base}/Patient/${known}/$timeline?${writeParameters([...asked(result.rest), ...result.understood, ...(page === undefined ? [] : [{ name: 'page', value: page }])])}`;
  return fhirAnswer(
    writeSearchset({
      version: 'STU3',
      timestamp: parts.clock.now().toISOString(),
      links: [
        { relation: 'self', url: url(result.page) },
        ...(next === undefined ? [] : [{ relation: 'next' as const, url: url(tokenOf(next)) }]),
      ],
      entries: items.map(({ type, record }) => ({
        fullUrl: `${parts.base}/${type}/${record.id}`,
        resource: stu3Text(type, record),
        mode: 'match',
      })),
    }),
  );
};

const asked = (parameters: readonly Parameter[]): readonly Parameter[] =>
  parameters.filter(({ name }) => name === 'start' || name === 'end');

/** From `start` until before `end`, each a FHIR date. */
const periodOf = (parameters: readonly Parameter[]): readonly string[] | Problem => {
  const between: string[] = [];
  for (const { name, value } of asked(parameters)) {
    if (!/^\d{4}(-\d{2}(-\d{2}(T.+)?)?)?$/.test(value))
      return new Problem('invalid', `${name} is a date, such as 2026-05-01.`, name);
    between.push(`${name === 'start' ? 'ge' : 'lt'}${value}`);
  }
  return between;
};

/** A search by the parameter that says when something happened. */
const newestFirst = (date: string, between: readonly string[]): string =>
  writeParameters([...between.map((value) => ({ name: date, value })), { name: '_sort', value: `-${date}` }]);

const tokenOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Undefined where the page is none of ours; the cursors in it are the graph's, which checks them. */
const positionOf = (page: string | undefined): Position | undefined => {
  if (page === undefined) return beginning;
  try {
    const read = JSON.parse(Buffer.from(page, 'base64url').toString('utf8')) as Partial<Position> | null;
    const isOurs = timelineTypes.every((type) => {
      const { after, skip } = read?.[type] ?? {};
      return (after === null || typeof after === 'string') && Number.isInteger(skip) && (skip ?? -1) >= 0;
    });
    return isOurs ? (read as Position) : undefined;
  } catch {
    return undefined;
  }
};
