import { conflict, forbidden, isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { feedHolderOf, refuseAlias, type FeedHolder } from './feed-holder.ts';
import type { FeedFacts } from './feed-lookup.store.ts';
import { matchRecord, type KnownIdentifier, type Match } from './feed.rules.ts';
import type { FeedStatements } from './feed.store.ts';
import type { FeedIdentifierInput, HeldForReview, MatchPatientInput, Warning } from './feed.types.ts';
import { checkIdentifier, normalise } from './identifier.rules.ts';
import { noChecks } from './review/hold.rules.ts';
import { holdUp, type Arrived } from './review/hold.service.ts';

/** What a message's header and identifiers come to. */
export type Addressed = Pick<FeedFacts, 'sender' | 'current' | 'isLinked' | 'formerly' | 'paper'> &
  Match & { readonly identifiers: readonly KnownIdentifier[]; readonly warnings: readonly Warning[] };

type Asked = Pick<MatchPatientInput, 'message' | 'identifiers'> &
  Pick<Arrived, 'about' | 'person' | 'items'> & {
    /** The person as the organisation's codes have it, where these have to be asked first. */
    readonly personFor?: (organisation: string) => Promise<Arrived['person']>;
    /** For whom one of our own processes asks; absent: the caller is the feed. */
    readonly by?: FeedHolder | undefined;
  };

/** For whom a message is sent and which record it is about; or that it has to wait, which is kept by then. */
export const addressing = async (
  context: Context,
  asked: Asked,
  statements: FeedStatements,
): Promise<Addressed | HeldForReview | Failure> => {
  const { message, identifiers: given, about } = asked;
  const by = asked.by ?? feedHolderOf(context.principal);
  if (by === undefined) return forbidden('Only the feed of an organisation or partner may send messages.');
  const wantsRecord = about === 'PERSON';
  const facts = await statements.look({ by, alias: message.alias ?? null, identifiers: given, wantsRecord });
  if (facts === undefined) return refuseAlias(by, 'message.alias');
  const known = knownIdentifiers(given, facts.matches);
  if (isFailure(known)) return known;
  const match = matchRecord(known.identifiers);
  if (isFailure(match)) return match;

  const { organisation, checks } = facts.sender;
  const { person: asSent, personFor } = asked;
  const readsGender = checks?.softMatch.includes('GENDER') === true && personFor !== undefined;
  const person = readsGender ? await personFor(organisation) : asSent;
  const found = { ...known, ...match, organisation, checks: checks ?? noChecks, record: facts.current };
  const arrived = { ...asked, ...found, person };
  const stopped = await holdUp(context, arrived, statements);
  if (isFailure(stopped) || 'reasons' in stopped) return stopped;
  if (match.candidates.length <= 1) return { ...facts, ...known, ...match };
  // Approved although its numbers are those of several records: it goes into one, and the others keep their numbers.
  const into = stopped.into ?? match.patient;
  if (into === null || !match.candidates.includes(into))
    return conflict('These identifiers belong to different records, and which is meant was not said.', 'identifiers');
  const ofOthers = facts.matches.filter(({ patient }) => patient !== null && patient !== into);
  const identifiers = given.filter((_, place) => ofOthers.every(({ index }) => index !== place));
  return addressing(context, { ...asked, identifiers }, statements);
};

/** The identifiers whose type is known, checked; the others become warnings, as feeds carry many that mean nothing here. */
export const knownIdentifiers = (
  given: readonly FeedIdentifierInput[],
  matches: FeedFacts['matches'],
  /** Where they stand in the input. */
  list = 'identifiers',
): Pick<Addressed, 'identifiers' | 'warnings'> | Failure => {
  const identifiers: KnownIdentifier[] = [];
  const warnings: Warning[] = [];
  for (const { index, kind, system, patient } of matches) {
    const identifier = given[index];
    if (identifier === undefined) continue;
    if (kind === null || system === null) {
      const type = `${identifier.authority}^${identifier.typeCode}`;
      warnings.push({
        field: `${list}[${index}]`,
        message: `The type ${type} is not known for your organisation, and was passed over.`,
      });
      continue;
    }
    const value = normalise(kind, identifier.value);
    const wrong = checkIdentifier(kind, value, `${list}[${index}].value`);
    if (wrong !== undefined) return wrong;
    if (!identifiers.some((other) => other.system === system && other.value === value))
      identifiers.push({ index, kind, system, value, verification: identifier.verification ?? null, patient });
  }
  return { identifiers, warnings };
};
