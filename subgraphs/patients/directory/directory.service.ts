import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { largestPage } from '../../kit/paging.ts';
import type { DirectoryStore, Sought } from './directory.store.ts';
import type { DirectoryEntry } from './directory.types.ts';

export type DirectoryService = {
  /** Names are no secret: they are on every letter. Who is a patient, a carer or an administrator is not in here. */
  find(sought: Sought): Promise<readonly DirectoryEntry[] | Failure>;
  /** Of systems of patients' identifiers: a system says nothing of who has one. */
  unknownSystems(systems: readonly string[]): Promise<readonly string[] | Failure>;
};

export const directoryService = ({ store }: { readonly store: DirectoryStore }): DirectoryService => ({
  find: async ({ ids, odsCodes }) => {
    if (ids.length > largestPage) return invalid(`Ask for at most ${largestPage} at once.`, 'ids');
    if (odsCodes.length > largestPage) return invalid(`Ask for at most ${largestPage} at once.`, 'odsCodes');
    const unreadable = refuseControlCharacters(odsCodes, 'odsCodes');
    if (unreadable !== undefined) return unreadable;
    // What is no UUID is nobody's id.
    const known = ids.map(parsePatientId).flatMap((id) => (isFailure(id) ? [] : [id]));
    return store.find({ ids: known, odsCodes: odsCodes.map((code) => code.toUpperCase()) });
  },
  unknownSystems: async (systems) => {
    if (systems.length > largestPage) return invalid(`Ask for at most ${largestPage} at once.`, 'systems');
    return refuseControlCharacters(systems, 'systems') ?? (await store.unknownSystems(systems));
  },
});
