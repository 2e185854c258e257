import { busy, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { hasValidCheckDigit, normalise } from '../identifier.rules.ts';
import { ofNoSuchTeam, rescuerOf } from './glass.rules.ts';
import type { SearchStore } from './search.store.ts';
import type { EmergencyPatient, EmergencySearchArgs } from './search.types.ts';

export type SearchService = {
  /** Null where both do not match one record, or it cannot be opened: why is not told. */
  find(context: Context, asked: EmergencySearchArgs): Promise<EmergencyPatient | null | Failure>;
};

/**
 * How a professional finds a record that nobody has shared with them, before they break the glass: by what stands on a
 * wristband, and nothing less. Whoever guesses has ten guesses in ten minutes, and leaves an act with each.
 */
export const searchService = ({ store }: { readonly store: SearchStore }): SearchService => ({
  find: async (context, { nhsNumber: given, dateOfBirth, teamId }) => {
    const rescuer = rescuerOf(context.principal, teamId);
    if (isFailure(rescuer)) return rescuer;
    const written = normalise('NHS', given);
    const nhsNumber = hasValidCheckDigit(written) ? written : undefined;
    const found = await store.find(context, { rescuer, nhsNumber, dateOfBirth });
    if (found === 'NO_STANDING') return ofNoSuchTeam;
    return found === 'TOO_OFTEN' ? busy('Too many searches in a short time. Try again in ten minutes.') : found;
  },
});
