import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { MatchPatientDocument } from '../documents.generated.ts';
import { inMessage, messagePlaces, warningInMessage, type Places, type Warning } from '../places.ts';
import type { Identifiers } from '../read/identifiers.ts';
import { identifierPlaces, ignoredIdentifiers, toIdentifiers } from './identifiers.map.ts';
import { feedMessageOf, type Incoming, type Outcome } from './incoming.ts';

/** The record that a message is about, and leave to write into it. */
export type Placed = Outcome & { readonly placement: string };

/** For every message that is not about the patient as such: the record must be there, and its demographics are left alone. */
export const matchPatient = async (incoming: Incoming, identifiers: Identifiers): Promise<Placed | Failure> => {
  const input = { message: feedMessageOf(incoming), identifiers: toIdentifiers(identifiers) };
  const data = await ask(incoming.asking, MatchPatientDocument, { input });
  if (isFailure(data)) return data;
  const placed = unlessRefused(data.matchPatientFromFeed);
  if (isFailure(placed)) return inMessage(placed, placesOf(identifiers));
  const { patientId, placement, warnings } = placed;
  return { patientId, placement, warnings: placingWarnings(identifiers, warnings) };
};

/** What of the identifiers could not be used, as the reader and as the graph see it. */
export const placingWarnings = (identifiers: Identifiers, warnings: readonly Warning[]): readonly Failure[] => {
  const ignored = ignoredIdentifiers(identifiers);
  if (warnings.length === 0) return ignored;
  const places = placesOf(identifiers);
  return [...ignored, ...warnings.map((warning) => warningInMessage(warning, places))];
};

const placesOf = (identifiers: Identifiers): Places => new Map([...messagePlaces, ...identifierPlaces(identifiers)]);
