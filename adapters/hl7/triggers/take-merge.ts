import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { MergePatientsDocument } from '../documents.generated.ts';
import { inMessage, messagePlaces, warningInMessage, type Places } from '../places.ts';
import { identifiersFromPid, retiredIdentifiers, type Identifiers } from '../read/identifiers.ts';
import { identifierPlaces, ignoredIdentifiers, toIdentifiers } from './identifiers.map.ts';
import { feedMessageOf, type Trigger } from './incoming.ts';

/**
 * ADT A40: two numbers of the sender's are one person's. PID names the record that remains, MRG-1 the number that is
 * given up; what PID says of the person is left to A31. Domain reference §4.7; HL7 v2.4 §3.3.40
 */
export const takeMerge: Trigger = async (incoming) => {
  const survivor = identifiersFromPid(incoming.message);
  if (isFailure(survivor)) return survivor;
  const retired = retiredIdentifiers(incoming.message);
  if (isFailure(retired)) return retired;
  const input = {
    message: feedMessageOf(incoming),
    identifiers: toIdentifiers(survivor),
    retired: toIdentifiers(retired),
  };
  const data = await ask(incoming.asking, MergePatientsDocument, { input });
  if (isFailure(data)) return data;
  const merged = unlessRefused(data.mergePatientsFromFeed);
  const places = placesOf(survivor, retired);
  if (isFailure(merged)) return inMessage(merged, places);
  return {
    patientId: merged.patientId,
    warnings: [
      ...ignoredIdentifiers(survivor),
      ...ignoredIdentifiers(retired),
      ...merged.warnings.map((warning) => warningInMessage(warning, places)),
      ...(merged.outcome === 'STALE' ? [parted] : []),
    ],
  };
};

const parted: Failure = conflict('An administrator has parted these records since, and that stands.', 'MSH[1].7');

const placesOf = (survivor: Identifiers, retired: Identifiers): Places =>
  new Map([
    ...messagePlaces,
    ...identifierPlaces(survivor),
    ...identifierPlaces(retired).map(([field, path]) => [field.replace('identifiers', 'retired'), path] as const),
    ['retired', 'MRG[1].1'],
  ]);
