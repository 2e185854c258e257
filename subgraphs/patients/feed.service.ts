import { conflict, Failure, invalid, isFailure, notFound, unavailable } from '../../kernel/failure.ts';
import type { NewId } from '../../kernel/id.ts';
import type { CodeBook } from '../codes/index.ts';
import type { Codes } from '../kit/code-set.rules.ts';
import type { Context } from '../kit/context.ts';
import { refuseControlCharacters } from '../kit/fhir.rules.ts';
import { genderInCodes, knownCodes } from './feed-codes.rules.ts';
import { addressing, type Addressed } from './feed-addressing.ts';
import { feedHolderOf, type FeedHolder } from './feed-holder.ts';
import { placed } from './feed-placed.ts';
import { applyDemographics, checkLife, checkNewPerson, isOlder, personToCreate, unknownPerson } from './feed.rules.ts';
import type { CurrentRecord, Sender } from './feed-lookup.store.ts';
import { brokenConstraint, type FeedStatements, type FeedStore, type Link, type RecordChange } from './feed.store.ts';
import type {
  FeedOutcome,
  HeldForReview,
  MatchPatientInput,
  PatientFromFeedInput,
  PlacedPatient,
} from './feed.types.ts';
import { saidIn } from './origins/said.rules.ts';
import { noChecks, type Checks } from './review/hold.rules.ts';
import { numberOf } from './review/hold.service.ts';

export type FeedService = {
  /** Creates or updates the record that a message is about; for whom, where the caller is no feed but the aggregator. */
  upsert(
    context: Context,
    input: PatientFromFeedInput,
    by?: FeedHolder,
  ): Promise<PlacedPatient | HeldForReview | Failure>;
  /**
   * Finds the record that a message is about; where the organisation wants that, makes it of what the message says. One that
   * is found is not linked yet: a message that is refused after all is to leave nothing behind.
   */
  match(context: Context, input: MatchPatientInput): Promise<PlacedPatient | HeldForReview | Failure>;
};

/**
 * Two messages may create or change the same record at the same instant. The loser looks again, now holding the record;
 * only an identifier that is taken between match and write can still send it round.
 */
const attempts = 4;

type Needs = { readonly store: FeedStore; readonly newId: NewId; readonly codes: CodeBook };

export const feedService = ({ store, newId, codes }: Needs): FeedService => {
  /** One attempt: undefined where somebody else was faster. */
  const tryUpsert = async (
    context: Context,
    sent: PatientFromFeedInput,
    { statements, codesOf, by }: Means,
  ): Promise<PlacedPatient | HeldForReview | Failure | undefined> => {
    const { message, identifiers } = sent;
    const items = sent.lists ?? [];
    const asked = { message, identifiers, about: 'PERSON', person: sent.demographics, items, by } as const;
    const addressed = await addressing(context, asked, statements);
    if (isFailure(addressed) || 'reasons' in addressed) return addressed;
    const { sender, current: before } = addressed;
    const { demographics: said, ...others } = sent;
    const meant = await codesOf(sender.organisation);
    if (meant === undefined) return undefined;
    const demographics = genderInCodes(said, meant);
    if (isFailure(demographics)) return demographics;
    const input = { ...others, demographics };
    const done = async (outcome: FeedOutcome, id: string): Promise<PlacedPatient> => {
      if (sender.holds && outcome !== 'STALE') {
        const numbers = [...addressed.identifiers, ...(before?.identifiers ?? [])].map(numberOf);
        const { organisation } = sender;
        const at = context.clock.now();
        await statements.supersede({ id: message.id, organisation, sentAt: message.sentAt, at, numbers, items });
      }
      return placed(context, { addressed, outcome, id });
    };

    if (
      before?.entered_by === input.message.controlId &&
      before.entered_at.getTime() === input.message.sentAt.getTime()
    )
      return done('UNCHANGED', before.id);
    if (before !== undefined && isOlder(input.message, before.entered_at)) {
      if (!addressed.isLinked) await statements.link(before.id, sender, context.clock.now());
      return done('STALE', before.id);
    }

    const links = await linksOf(statements, { sender, input, before, by: by ?? feedHolderOf(context.principal) });
    if (isFailure(links)) return links;
    const change = changeOf({ input, addressed, before, links, id: newId(), at: context.clock.now() });
    if (isFailure(change)) return change;
    try {
      if (!(await statements.write(change))) return undefined;
    } catch (error) {
      const constraint = brokenConstraint(error);
      if (constraint === 'email_pkey')
        return conflict('This e-mail address belongs to another record.', 'demographics.emails[0]');
      if (constraint === undefined) throw error;
      return undefined;
    }
    return done(before === undefined ? 'CREATED' : 'UPDATED', change.id);
  };

  /** ZTM names the teams; without it the sending team holds the record. Domain reference §4.2, Team linking */
  const linksOf = async (
    statements: FeedStatements,
    { sender, input, before, by }: Linking,
  ): Promise<{ add: readonly Link[]; remove: readonly string[] } | Failure> => {
    const own: Link = { team: sender.team, organisation: sender.organisation, labels: sender.defaultLabels };
    const asked = [...(input.addTeams ?? []), ...(input.removeTeams ?? [])];
    if (asked.length === 0)
      return { add: before?.sharing_disabled === true ? [{ ...own, labels: [] }] : [own], remove: [] };
    const partner = by !== undefined && 'partner' in by ? by.partner : null;
    const sentBy = { partner, alias: input.message.alias ?? null };
    const named = await statements.teams(sender.organisation, asked, sentBy);
    const found = new Map(named.map((team) => [team.alias, team]));
    for (const [field, aliases] of [
      ['addTeams', input.addTeams ?? []],
      ['removeTeams', input.removeTeams ?? []],
    ] as const) {
      const unknown = aliases.findIndex((alias) => !found.has(alias));
      if (unknown >= 0)
        return invalid(
          `${partner === null ? 'Your organisation has no team' : 'You send for no team'} with the alias ${aliases[unknown] ?? ''}.`,
          `${field}[${unknown}]`,
        );
    }
    const add = (input.addTeams ?? []).flatMap((alias) => found.get(alias) ?? []);
    if (add.length > 0 && !add.some(({ team }) => team === sender.team))
      return invalid('The default team, which holds whatever you send, has to be among the teams.', 'addTeams');
    if (before?.sharing_disabled === true) return { add: [], remove: [] };
    const remove = (input.removeTeams ?? [])
      .flatMap((alias) => found.get(alias)?.team ?? [])
      .filter((team) => team !== sender.team);
    return { add: add.length > 0 ? add : [own], remove };
  };

  const upsert: FeedService['upsert'] = async (context, input, by) => {
    const unreadable = refuseControlCharacters(input);
    if (unreadable !== undefined) return unreadable;
    const codesOf = codesOfOne(codes);
    const hopeful = await tryUpsert(context, input, { statements: store, codesOf, by });
    if (hopeful !== undefined) return hopeful;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const held = await store.alone((statements) => tryUpsert(context, input, { statements, codesOf, by }));
      if (held !== undefined) return held;
    }
    return unavailable('This record is being changed by many messages at once: send the message again.');
  };

  return {
    upsert,

    match: async (context, input) => {
      const unreadable = refuseControlCharacters(input);
      if (unreadable !== undefined) return unreadable;
      const { message, identifiers, person, items } = input;
      const personFor = async (organisation: string) => {
        const who = person && genderInCodes(person, await codes.of(organisation));
        return isFailure(who) ? person : who;
      };
      const asked = { message, identifiers, about: 'ITEM', person, personFor, items: items ?? [] } as const;
      const addressed = await addressing(context, asked, store);
      if (isFailure(addressed) || 'reasons' in addressed) return addressed;
      const { sender, patient } = addressed;
      const meant = await codes.of(sender.organisation);
      const known = knownCodes(input.codes ?? [], meant);
      if (patient === null) {
        const who = person && genderInCodes(person, meant);
        const readable = isFailure(who) ? person : who;
        const demographics = personToCreate(sender.checks ?? noChecks, addressed.identifiers, readable);
        if (demographics === undefined) return noRecord(sender.checks);
        const created = await upsert(context, { message, identifiers, demographics });
        if (isFailure(created)) return inPerson(created);
        if ('reasons' in created) return created;
        const { codes: _, ...place } = created;
        return { ...place, codes: known };
      }
      return placed(context, { addressed, outcome: 'MATCHED', id: patient, known, isLinked: addressed.isLinked });
    },
  };
};

type Linking = {
  readonly sender: Sender;
  readonly input: PatientFromFeedInput;
  readonly before: CurrentRecord | undefined;
  readonly by: FeedHolder | undefined;
};

type Means = {
  readonly statements: FeedStatements;
  readonly codesOf: CodesOfOne;
  readonly by: FeedHolder | undefined;
};

/** Undefined for any organisation but the first that was asked for. */
type CodesOfOne = (organisation: string) => Promise<Codes | undefined>;

/**
 * Asks once for a message: whoever holds a record waits for no second connection, or messages that hold all of them
 * would wait for each other without end.
 */
const codesOfOne = (codes: CodeBook): CodesOfOne => {
  let first: { readonly organisation: string; readonly codes: Promise<Codes> } | undefined;
  return async (organisation) => {
    first ??= { organisation, codes: codes.of(organisation) };
    return first.organisation === organisation ? first.codes : undefined;
  };
};

/** Who is made a record of is the `person` of a message about something else. */
const inPerson = ({ kind, message, field }: Failure): Failure =>
  new Failure(kind, message, field?.replace(/^demographics\b/, 'person'));

const noRecord = (checks: Checks | null): Failure =>
  notFound(
    checks?.autoCreates === true
      ? 'No record carries any of these identifiers. It would be made if the message had a verified NHS number, both names, the date of birth and the sex.'
      : 'No record carries any of these identifiers: send an ADT^A28 first.',
    'identifiers',
  );

const changeOf = ({
  input,
  addressed,
  before,
  links,
  id,
  at,
}: {
  input: PatientFromFeedInput;
  addressed: Addressed;
  before: CurrentRecord | undefined;
  links: { add: readonly Link[]; remove: readonly string[] };
  id: string;
  at: Date;
}): RecordChange | Failure => {
  const demographics = applyDemographics(before?.demographics ?? unknownPerson, input.demographics);
  const impossible = checkLife(input.demographics, demographics, at);
  if (impossible !== undefined) return impossible;
  if (before === undefined) {
    const missing =
      checkNewPerson(demographics) ??
      (input.demographics.gender ? undefined : invalid('A new record needs a sex.', 'demographics.gender'));
    if (missing !== undefined) return missing;
    if (addressed.identifiers.every(({ kind }) => kind === 'PUBLIC'))
      return notFound('No record has this public id.', 'identifiers');
  }
  const had = before?.identifiers ?? [];
  const addIdentifiers = addressed.identifiers.filter(
    ({ kind, system, value }) =>
      kind !== 'PUBLIC' && !had.some((other) => other.system === system && other.value === value),
  );
  // A local number led here, and the message brings another national number, unused so far: the sender has corrected it.
  const dropIdentifiers = had.filter(({ system }) =>
    addIdentifiers.some((added) => added.kind !== 'LOCAL' && added.system === system),
  );
  const emails = (input.demographics.emails ?? []).map((address) => address.trim().toLowerCase());
  const addEmails = [...new Set(emails)].filter((address) => !(before?.emails ?? []).includes(address));
  return {
    id: before?.id ?? id,
    version: (before?.version ?? 0) + 1,
    at,
    enteredAt: input.message.sentAt,
    enteredBy: input.message.controlId,
    origin: input.message.id,
    status:
      (before?.status ?? 'UNREGISTERED') === 'UNREGISTERED' && addEmails.length > 0
        ? 'INVITED'
        : (before?.status ?? 'UNREGISTERED'),
    demographics,
    addIdentifiers: addIdentifiers.map(({ system, value, verification }) => ({ system, value, verification })),
    dropIdentifiers,
    addEmails,
    by: addressed.sender.organisation,
    said: saidIn(input.demographics, addIdentifiers.length > 0),
    links: links.add.filter(({ team }) => !(before?.teams ?? []).includes(team)),
    unlink: links.remove,
  };
};
