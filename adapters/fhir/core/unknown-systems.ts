import type { Caller, Graph } from '../../../kernel/graph.ts';
import { FindUnknownSystemsDocument } from './documents.generated.ts';
import type { Identifier } from './named-patient.ts';
import { problemOfErrors, type Problem } from './outcome.ts';
import { nhsNumber } from './systems.ts';

/**
 * What a search that found nobody is told of the systems by which it looked: one by which no patient can be found is misspelt,
 * most likely, and an empty answer alone would not say so.
 */
export const remarksOnSystems = async (
  graph: Graph,
  identifiers: readonly Identifier[],
  caller: Caller,
): Promise<readonly string[] | Problem> => {
  const systems = [...new Set(identifiers.map(({ system }) => system))];
  const { data, errors } = await graph.run(FindUnknownSystemsDocument, { systems }, caller);
  return problemOfErrors(errors) ?? (data?.unknownIdentifierSystems ?? []).map(remarkOn);
};

const remarkOn = (system: string): string =>
  `No patient has an identifier of the system ${system}; that of NHS numbers is ${nhsNumber}.`;
