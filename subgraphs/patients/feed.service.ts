import { conflict, forbidden, invalid, isFailure, notFound, unavailable, type Failure } from '../../kernel/failure.ts';
import type { NewId, OrganisationId, PatientId, TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Context } from '../kit/context.ts';
import { refuseControlCharacters } from '../kit/fhir.rules.ts';
import { mostSensitive } from '../kit/label.ts';
import { sealPlacement } from '../kit/placement.ts';
import {
  applyDemographics,
  checkNewPerson,
  isOlder,
  matchRecord,
  unknownPerson,
  type KnownIdentifier,
} from './feed.rules.ts';
import type { CurrentRecord, FeedFacts, Sender } from './feed-lookup.store.ts';
import { brokenConstraint, type FeedStatements, type FeedStore, type Link, type RecordChange } from './feed.store.ts';
import type {
  FeedIdentifierInput,
  FeedOutcome,
  MatchPatientInput,
  PatientFromFeedInput,
  PlacedPatient,
  Warning,
} from './feed.types.ts';
import { checkIdentifier, normalise } from './identifier.rules.ts';

export type FeedService = {
  /** Creates or updates the record that a message is about. */
  upsert(context: Context, input: PatientFromFeedInput): Promise<PlacedPatient | Failure>;
  /** Finds the record that a message is about. */
  match(context: Context, input: MatchPatientInput): Promise<PlacedPatient | Failure>;
};

/** What a message's header and identifiers come to. */
type Addressed = Pick<FeedFacts, 'sender' | 'current' | 'isLinked'> & {
  readonly identifiers: readonly KnownIdentifier[];
  readonly patient: string | null;
  readonly warnings: readonly Warning[];
};

/**
 * Two messages may create or change the same record at the same instant. The loser looks again, now holding the record;
 * only an identifier that is taken between match and write can still send it round.
 */
const attempts = 4;

export const feedService = ({ store, newId }: { store: FeedStore; newId: NewId }): FeedService => {
  const address = async (
    context: Context,
    input: MatchPatientInput,
    { look, wantsRecord }: Pick<FeedStatements, 'look'> & { readonly wantsRecord: boolean },
  ): Promise<Addressed | Failure> => {
    const { message, identifiers: given } = input;
    const by = senderOf(context.principal);
    if (by === undefined) return forbidden('Only the feed of an organisation or partner may send messages.');
    // PostgreSQL keeps no U+0000, and nobody means the others: a name is refused here, not lost further on.
    const unreadable = refuseControlCharacters(input);
    if (unreadable !== undefined) return unreadable;
    const facts = await look({ by, alias: message.alias ?? null, identifiers: given, wantsRecord });
    if (facts === undefined)
      return forbidden(
        'partner' in by
          ? 'No organisation has granted you to send under this alias.'
          : 'This alias belongs to another party: a feed sends for its own organisation.',
        'message.alias',
      );
    const known = knownIdentifiers(given, facts.matches);
    if (isFailure(known)) return known;
    const match = matchRecord(known.identifiers);
    return isFailure(match) ? match : { ...facts, ...known, ...match };
  };

  /** One attempt: undefined where somebody else was faster. */
  const tryUpsert = async (
    context: Context,
    input: PatientFromFeedInput,
    statements: FeedStatements,
  ): Promise<PlacedPatient | Failure | undefined> => {
    const addressed = await address(context, input, { ...statements, wantsRecord: true });
    if (isFailure(addressed)) return addressed;
    const { sender, current: before } = addressed;
    const done = (outcome: FeedOutcome, id: string): PlacedPatient => placed(context, { addressed, outcome, id });

    if (
      before?.entered_by === input.message.controlId &&
      before.entered_at.getTime() === input.message.sentAt.getTime()
    )
      return done('UNCHANGED', before.id);
    if (before !== undefined && isOlder(input.message, before.entered_at)) {
      if (!addressed.isLinked) await statements.link(before.id, sender, context.clock.now());
      return done('STALE', before.id);
    }

    const links = await linksOf(statements, { sender, input, before });
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
    { sender, input, before }: { sender: Sender; input: PatientFromFeedInput; before: CurrentRecord | undefined },
  ): Promise<{ add: readonly Link[]; remove: readonly string[] } | Failure> => {
    const own: Link = { team: sender.team, organisation: sender.organisation, labels: sender.defaultLabels };
    const asked = [...(input.addTeams ?? []), ...(input.removeTeams ?? [])];
    if (asked.length === 0)
      return { add: before?.sharing_disabled === true ? [{ ...own, labels: [] }] : [own], remove: [] };
    const found = new Map((await statements.teams(sender.organisation, asked)).map((team) => [team.alias, team]));
    for (const [field, aliases] of [
      ['addTeams', input.addTeams ?? []],
      ['removeTeams', input.removeTeams ?? []],
    ] as const) {
      const unknown = aliases.findIndex((alias) => !found.has(alias));
      if (unknown >= 0)
        return invalid(
          `Your organisation has no team with the alias ${aliases[unknown] ?? ''}.`,
          `${field}[${unknown}]`,
        );
    }
    if (before?.sharing_disabled === true) return { add: [], remove: [] };
    const add = (input.addTeams ?? []).flatMap((alias) => found.get(alias) ?? []);
    const remove = (input.removeTeams ?? [])
      .flatMap((alias) => found.get(alias)?.team ?? [])
      .filter((team) => team !== sender.team);
    return { add: add.length > 0 ? add : [own], remove };
  };

  return {
    upsert: async (context, input) => {
      const hopeful = await tryUpsert(context, input, store);
      if (hopeful !== undefined) return hopeful;
      for (let attempt = 0; attempt < attempts; attempt++) {
        const held = await store.alone((statements) => tryUpsert(context, input, statements));
        if (held !== undefined) return held;
      }
      return unavailable('This record is being changed by many messages at once: send the message again.');
    },

    match: async (context, input) => {
      const addressed = await address(context, input, { ...store, wantsRecord: false });
      if (isFailure(addressed)) return addressed;
      if (addressed.patient === null)
        return notFound('No record carries any of these identifiers: send an ADT^A28 first.', 'identifiers');
      if (!addressed.isLinked) await store.link(addressed.patient, addressed.sender, context.clock.now());
      return placed(context, { addressed, outcome: 'MATCHED', id: addressed.patient });
    },
  };
};

const senderOf = (
  principal: Principal,
): { readonly organisation: string } | { readonly partner: string } | undefined => {
  if (principal.integration === 'customer.hl7') return { organisation: principal.organisation };
  if (principal.integration === 'partner.hl7') return { partner: principal.partner };
  return undefined;
};

/** The identifiers whose type is known, checked; the others become warnings, as feeds carry many that mean nothing here. */
const knownIdentifiers = (
  given: readonly FeedIdentifierInput[],
  matches: readonly {
    readonly index: number;
    readonly kind: KnownIdentifier['kind'] | null;
    readonly system: string | null;
    readonly patient: string | null;
  }[],
): Pick<Addressed, 'identifiers' | 'warnings'> | Failure => {
  const identifiers: KnownIdentifier[] = [];
  const warnings: Warning[] = [];
  for (const { index, kind, system, patient } of matches) {
    const identifier = given[index];
    if (identifier === undefined) continue;
    if (kind === null || system === null) {
      const type = `${identifier.authority}^${identifier.typeCode}`;
      warnings.push({
        field: `identifiers[${index}]`,
        message: `The type ${type} is not known for your organisation, and was passed over.`,
      });
      continue;
    }
    const value = normalise(kind, identifier.value);
    const wrong = checkIdentifier(kind, value, `identifiers[${index}].value`);
    if (wrong !== undefined) return wrong;
    if (!identifiers.some((other) => other.system === system && other.value === value))
      identifiers.push({ index, kind, system, value, verification: identifier.verification ?? null, patient });
  }
  return { identifiers, warnings };
};

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
    links: links.add.filter(({ team }) => !(before?.teams ?? []).includes(team)),
    unlink: links.remove,
  };
};

const placed = (
  context: Context,
  { addressed, outcome, id }: { addressed: Addressed; outcome: FeedOutcome; id: string },
): PlacedPatient => {
  const { sender, warnings } = addressed;
  const label = mostSensitive(sender.defaultLabels);
  const placement = sealPlacement(context, {
    patient: id as PatientId,
    organisation: sender.organisation as OrganisationId,
    team: sender.team as TeamId,
    // Only a team that may see everything says nothing about what it writes.
    ...(label !== undefined && sender.defaultLabels.length < 4 ? { label } : {}),
    ...(sender.labelMaps === null ? {} : { maps: sender.labelMaps }),
  });
  return { patientId: id, outcome, placement, warnings };
};
