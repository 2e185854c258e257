import { RestOwnPermitDocument, RestPermitDocument } from './documents.generated.ts';
import type { Ask } from './operation.ts';
import { isProblem, notFound, type Problem } from './problem.ts';

/** Leave to act on a record, one's own where none is named. It is asked for each time: what is taken back stops at once. */
export const permitFor = async (ask: Ask, patient?: string): Promise<string | Problem> => {
  if (patient === undefined) {
    const data = await ask(RestOwnPermitDocument, {});
    return isProblem(data) ? data : (data.self.record?.permit ?? notFound);
  }
  const data = await ask(RestPermitDocument, { patient });
  return isProblem(data) ? data : (data.patient?.permit ?? notFound);
};
