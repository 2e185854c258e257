import { uuid7, type OrganisationId, type PatientId, type TeamId, type UserId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import type { Actor, Consent, Item, Label, World } from './facts.ts';
import { guessFhirItems, searchFhirRecords } from './fhir-looks.ts';
import { guessItems } from './graph-guesses.ts';
import { readPatients } from './graph-looks.ts';
import { aBook, casesIn, expectationOf } from './expectation.ts';
import { canRead, type Sight } from './oracle.ts';
import { settle } from './settle.ts';
import type { Stack } from './wiring.ts';
import { now } from './world.ts';

/** One question about one item, as the tables put it: who asks, and what stands between. */
export type Case = {
  readonly actor:
    'patient' | 'another patient' | 'carer' | 'team professional' | 'individual professional' | 'organisation';
  readonly label?: Item['label'];
  /** What the patient shares with the actor, or the actor's team. */
  readonly shares?: readonly Label[];
  /** The actor, or the actor's team, put the item there. */
  readonly isSource?: boolean;
  readonly subjectFrozen?: boolean;
  readonly actorFrozen?: boolean;
  readonly sharingDisabled?: boolean;
  readonly brokeGlass?: boolean;
  /** Minutes since the glass was broken; it stays so for thirty. */
  readonly minutesAgo?: number;
  readonly born?: string;
  readonly sharedOn?: string;
  readonly keptPastAge?: number;
  readonly visibleFrom?: Date;
};

export type Told = { readonly world: World; readonly actor: Actor; readonly item: Item };

/** The case as facts: one organisation with one team, whose record the item is in, and who asks. */
export const told = (one: Case): Told => {
  const organisation = uuid7() as OrganisationId;
  const team = uuid7() as TeamId;
  const user = uuid7() as UserId;
  const subject = uuid7() as PatientId;
  const own = one.actor === 'patient' ? subject : (uuid7() as PatientId);
  const ofTeam = one.actor === 'team professional' || one.actor === 'organisation';
  const flags = { born: one.born ?? '1980-05-05', accessFrozen: false, sharingDisabled: false };
  const consent: Consent = {
    patient: subject,
    grantee: ofTeam ? team : user,
    kind: ofTeam ? 'TEAM' : one.actor === 'carer' ? 'CARER' : 'PROFESSIONAL',
    labels: one.shares ?? [],
    since: new Date(`${one.sharedOn ?? '2026-01-01'}T09:00:00Z`),
    until: undefined,
    keptPastAge: one.keptPastAge,
  };
  const item: Item = {
    id: `${subject.replaceAll('-', '')}.0000000000001`,
    patient: subject,
    kind: 'Observation',
    label: one.label ?? 'MENTAL_HEALTH',
    sources: one.isSource === true ? (ofTeam ? [organisation, team] : [user]) : [uuid7(), uuid7()],
    visibleFrom: one.visibleFrom,
    secret: `secret${subject.replaceAll('-', '')}`,
  };
  const person: Person = {
    kind: 'person',
    integration: 'person',
    client: 'web',
    user,
    patient: own,
    ownBehalf: true,
    teams: one.actor === 'team professional' ? [team] : [],
    inPerson: true,
    coordinates: [],
    administers: [],
    guards: [],
  };
  const startedAt = new Date(now.getTime() - (one.minutesAgo ?? 1) * 60_000);
  const world: World = {
    now,
    organisations: [{ id: organisation }],
    teams: [{ id: team, organisation, labels: [] }],
    patients: [
      {
        ...flags,
        id: subject,
        accessFrozen: one.subjectFrozen === true,
        sharingDisabled: one.sharingDisabled === true,
      },
      ...(own === subject ? [] : [{ ...flags, id: own, accessFrozen: one.actorFrozen === true }]),
    ],
    people: [{ id: user, patient: own }],
    memberships: person.teams.map((one) => ({ person: user, team: one, hasEnded: false })),
    consents: one.actor === 'patient' || one.actor === 'another patient' ? [] : [consent],
    links: [],
    brokenGlass:
      one.brokeGlass === true
        ? [
            {
              patient: subject,
              by: { person: user },
              team,
              startedAt,
              endsAt: new Date(startedAt.getTime() + 30 * 60_000),
            },
          ]
        : [],
    items: [item],
  };
  const client: Actor = { kind: 'organisation', integration: 'customer.fhir', client: 'customer', organisation };
  return { world, actor: one.actor === 'organisation' ? client : person, item };
};

/** What the case comes to: the oracle's word, what differs from it through GraphQL and FHIR, and in how many questions. */
export const decide = async (
  stack: Stack,
  { world, actor, item }: Told,
): Promise<{ readonly sight: Sight; readonly differences: readonly string[]; readonly cases: number }> => {
  await settle(stack, world);
  const book = aBook();
  const expected = expectationOf(world, actor, book);
  const asker = stack.as(actor);
  await readPatients(asker, expected);
  await guessItems(asker, expected, item.patient);
  await searchFhirRecords(asker, expected, item.patient);
  await guessFhirItems(asker, expected, [item]);
  return { sight: canRead(world, actor, item), differences: book.differences, cases: casesIn(book) };
};
