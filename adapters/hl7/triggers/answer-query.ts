import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { PatientsForFeedDocument } from '../documents.generated.ts';
import { inMessage, warningInMessage, type Places } from '../places.ts';
import { readPatientQuery, type PatientQuery } from '../read/patient-query.ts';
import { segmentsOf } from './answer-query.map.ts';
import type { Trigger } from './incoming.ts';

/**
 * QRY A19: which patients does the sender's organisation have? Answered with all that may be known of them, last changed
 * first (ADR A19). Nobody found is an answer as well; who is unknown and who is hidden are not told apart.
 * Domain reference §4.5
 */
export const answerQuery: Trigger = async ({ asking, message, header }) => {
  const query = readPatientQuery(message, header);
  if (isFailure(query)) return query;
  const input = {
    alias: header.controller,
    numbers: query.numbers?.map(({ value, isLocal }) => ({ value, isLocal })),
    unnumbered: query.everybody,
    changedFrom: query.from,
    changedBefore: query.before,
    newest: query.limit,
  };
  const data = await ask(asking, PatientsForFeedDocument, { input });
  if (isFailure(data)) return data;
  const found = unlessRefused(data.patientsForFeed);
  const places = placesOf(query);
  if (isFailure(found)) return inMessage(found, places);
  const warnings = found.warnings.map((warning) => warningInMessage(warning, places));
  return {
    warnings: found.more ? [...warnings, more] : warnings,
    answer: { type: 'ADR', segments: segmentsOf(message, found.patients) },
  };
};

/** How to get at the rest: PID-33 says of each when it was changed. */
const more: Failure = conflict(
  'There are more patients than are shown: ask again with PID-33 of the last one in QRF-3.',
  'QRD[1].7',
);

const placesOf = ({ numbers = [] }: PatientQuery): Places =>
  new Map([
    ['alias', 'MSH[1].4'],
    ['newest', 'QRD[1].7.1'],
    ['changedFrom', 'QRF[1].2'],
    ['changedBefore', 'QRF[1].3'],
    ['numbers', 'QRD[1].8'],
    ...numbers.flatMap(({ path }, index) => [
      [`numbers[${index}]`, path] as const,
      [`numbers[${index}].value`, `${path}.1`] as const,
    ]),
  ]);
