import { RestOwnRecordIdDocument } from './documents.generated.ts';
import type { Ask } from './ask.ts';
import { isProblem, notFound, type Problem } from './problem.ts';

/** What a path names, with the id of their own record where it says `self`: that of the person who gave the token. */
export const inOwnRecord = async <Path extends { readonly patientId?: string }>(
  path: Path,
  ask: Ask,
): Promise<Path | Problem> => {
  if (path.patientId !== 'self') return path;
  const data = await ask(RestOwnRecordIdDocument, {});
  if (isProblem(data)) return data;
  return data.self.patientId === null ? notFound : { ...path, patientId: data.self.patientId };
};
