import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import {
  MatchPatientDocument,
  type AskedCodeInput,
  type DemographicsInput,
  type WherePlacedFragment,
} from '../documents.generated.ts';
import { inMessage, messagePlaces, warningInMessage, type Places, type Warning } from '../places.ts';
import type { Identifiers } from '../read/identifiers.ts';
import { itemsIn } from '../read/items.ts';
import { personFromPid, type PersonInMessage } from '../read/person.ts';
import { heldFor, type Held } from './held.ts';
import { identifierPlaces, ignoredIdentifiers, toIdentifiers } from './identifiers.map.ts';
import { feedMessageOf, type Incoming, type Outcome } from './incoming.ts';

/** The record that a message is about, and leave to write into it. */
export type Placed = Outcome & {
  readonly patientId: string;
  readonly placement: string;
  readonly codes: readonly KnownCode[];
};

/** What the sender's organisation says of a code. */
export type KnownCode = Extract<WherePlacedFragment, { readonly __typename: 'PlacedPatient' }>['codes'][number];

/**
 * For every message that is not about the patient as such: the record must be there, and its demographics are left alone.
 * `codes`: those of which must be known what they mean before anything else can be asked for. ADR 21
 */
export const matchPatient = async (
  incoming: Incoming,
  identifiers: Identifiers,
  codes?: readonly AskedCodeInput[],
): Promise<Placed | Held | Failure> => {
  const { message, header } = incoming;
  const input = {
    message: feedMessageOf(incoming),
    identifiers: toIdentifiers(identifiers),
    person: toPerson(personFromPid(message)),
    items: itemsIn(message, header),
    // No organisation says anything of what no text can hold; it is refused where it is read.
    codes: codes?.filter(({ code, system }) => !/[\u0000-\u001f]/.test(`${code}${system ?? ''}`)),
  };
  const data = await ask(incoming.asking, MatchPatientDocument, { input });
  if (isFailure(data)) return data;
  const placed = unlessRefused(data.matchPatientFromFeed);
  if (isFailure(placed)) return inMessage(placed, placesOf(identifiers));
  if (placed.__typename === 'HeldForReview') return heldFor(placed);
  const { patientId, placement, warnings } = placed;
  return { patientId, placement, codes: placed.codes, warnings: placingWarnings(identifiers, warnings) };
};

/** What of the identifiers could not be used, as the reader and as the graph see it. */
export const placingWarnings = (identifiers: Identifiers, warnings: readonly Warning[]): readonly Failure[] => {
  const ignored = ignoredIdentifiers(identifiers);
  if (warnings.length === 0) return ignored;
  const places = placesOf(identifiers);
  return [...ignored, ...warnings.map((warning) => warningInMessage(warning, places))];
};

const toPerson = ({ family, given, birthDate, sex, sexCode }: PersonInMessage): DemographicsInput => ({
  familyName: family,
  givenName: given,
  dateOfBirth: birthDate,
  gender: sex,
  genderCode: sexCode,
});

const placesOf = (identifiers: Identifiers): Places =>
  new Map([
    ...messagePlaces,
    ...identifierPlaces(identifiers),
    ['person', 'PID[1]'],
    ['person.familyName', 'PID[1].5.1'],
    ['person.givenName', 'PID[1].5.2'],
    ['person.dateOfBirth', 'PID[1].7'],
    ['person.gender', 'PID[1].8'],
  ]);
