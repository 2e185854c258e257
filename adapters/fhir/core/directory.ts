import { isPublicId, readIdentifier } from './named-patient.ts';
import { isProblem, type Problem } from './outcome.ts';
import { alternatives, type Parameter } from './parameters.ts';
import { odsCode, publicId } from './systems.ts';

/** Organisations, teams and professionals of ours that a search names. */
export type Sought = { readonly ids: readonly string[]; readonly odsCodes: readonly string[] };

/** Of `_id` or `identifier`, several with commas: public ids and ODS codes. Of any other system none is ours. */
export const soughtInDirectory = ({ name, value }: Parameter): Sought | Problem => {
  const ids: string[] = [];
  const odsCodes: string[] = [];
  for (const one of alternatives(value)) {
    const identifier = name === '_id' ? { system: publicId, value: one } : readIdentifier(one, name);
    if (isProblem(identifier)) return identifier;
    if (isPublicId(identifier)) ids.push(identifier.value);
    else if (identifier.system === odsCode) odsCodes.push(identifier.value);
  }
  return { ids, odsCodes };
};
