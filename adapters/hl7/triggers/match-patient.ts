import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import {
  LinkPatientDocument,
  MatchPatientDocument,
  type AskedCodeInput,
  type DemographicsInput,
  type WherePlacedFragment,
} from '../documents.generated.ts';
import { inMessage, messagePlaces, warningInMessage, type Places, type Warning } from '../places.ts';
import type { Identifiers } from '../read/identifiers.ts';
import { itemsIn } from '../read/items.ts';
import { personFromPid, type PersonInMessage } from '../read/person.ts';
import { heldFor, isStopped, type Held } from './held.ts';
import { identifierPlaces, ignoredIdentifiers, toIdentifiers } from './identifiers.map.ts';
import { feedMessageOf, type Incoming, type Outcome } from './incoming.ts';

/** The record that a message is about, and leave to write into it. */
export type Placed = Outcome & {
  readonly patientId: string;
  readonly placement: string;
  readonly isLinked: boolean;
  readonly codes: readonly KnownCode[];
};

/** What the sender's organisation says of a code. */
export type KnownCode = Extract<WherePlacedFragment, { readonly __typename: 'PlacedPatient' }>['codes'][number];

/** Whose record it is; and the codes of which must be known what they mean before anything else can be asked for. ADR 21 */
type About = { readonly identifiers: Identifiers; readonly codes?: readonly AskedCodeInput[] };

/**
 * For every message that is not about the patient as such: the record must be there, and its demographics are left alone.
 * `work` does what the message asks for, and gives warnings. Only then is the record the sending team's to hold: whoever sends
 * what is refused has gained nothing by it. Where the process dies in between, the message comes again.
 */
export const inRecord = async (
  incoming: Incoming,
  about: About,
  work: (placed: Placed) => Promise<readonly Failure[] | Failure>,
): Promise<Outcome | Held | Failure> => {
  const placed = await matchPatient(incoming, about);
  if (isStopped(placed)) return placed;
  const warnings = await work(placed);
  if (isFailure(warnings)) return warnings;
  const linked = placed.isLinked ? undefined : await link(incoming, placed);
  if (isFailure(linked)) return linked;
  return { patientId: placed.patientId, warnings: [...placed.warnings, ...warnings] };
};

const link = async ({ asking }: Incoming, { placement }: Placed): Promise<Failure | undefined> => {
  const data = await ask(asking, LinkPatientDocument, { input: { placement } });
  if (isFailure(data)) return data;
  const linked = unlessRefused(data.linkPatientFromFeed);
  return isFailure(linked) ? linked : undefined;
};

const matchPatient = async (incoming: Incoming, { identifiers, codes }: About): Promise<Placed | Held | Failure> => {
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
  return { ...placed, warnings: placingWarnings(identifiers, placed.warnings) };
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
