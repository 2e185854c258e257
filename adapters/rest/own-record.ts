import { RestOwnRecordIdDocument } from './documents.generated.ts';
import type { Ask } from './ask.ts';
import { isProblem, notFound, type Problem } from './problem.ts';

/** The id of the record that a path names: `self` is the record of the person who gave the token. */
export const recordCalled = async (named: string, ask: Ask): Promise<string | Problem> => {
  if (named !== 'self') return named;
  const data = await ask(RestOwnRecordIdDocument, {});
  return isProblem(data) ? data : (data.self.patientId ?? notFound);
};
