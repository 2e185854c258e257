import { uuid7 } from '../../kernel/id.ts';
import type { Actor, BrokenGlass, Consent, Item, Link, SomePerson, World } from './facts.ts';
import { actorsOf, tiedClient } from './actors.ts';
import { organisationOf, type Sketch } from './sketch.ts';

/** The instant at which every world is looked at. */
export const now = new Date('2026-06-01T12:00:00Z');

export type Scene = { readonly world: World; readonly actors: readonly Actor[] };

const day = 24 * 60 * 60 * 1000;
const inDays = (days: number | undefined): Date | undefined => (days === undefined ? undefined : daysFromNow(days));
const daysFromNow = (days: number): Date => new Date(now.getTime() + days * day);

/** Gives everything in a sketch its id. */
export const sceneOf = (drawn: Sketch): Scene => {
  const organisations = [0, 1].map(() => ({ id: uuid7() }));
  const at = <Thing>(things: readonly Thing[], place: number): Thing => {
    const thing = things[place % things.length];
    if (thing === undefined) throw new Error('A sketch names nothing that it does not have.');
    return thing;
  };
  const teams = drawn.teams.map((defaults, nth) => ({
    id: uuid7(),
    organisation: at(organisations, organisationOf(nth)).id,
    labels: defaults,
  }));
  const patients = drawn.patients.map(({ age, sharingDisabled, accessFrozen }) => ({
    id: uuid7(),
    born: age === undefined ? undefined : bornAgo(age),
    sharingDisabled,
    accessFrozen,
  }));
  const people: SomePerson[] = drawn.people.map(({ hasRecord }, nth) => ({
    id: uuid7(),
    patient: hasRecord ? patients[nth]?.id : undefined,
  }));
  const consents: Consent[] = [];
  const links: Link[] = [];
  const items: Item[] = [];
  drawn.patients.forEach((sketched, nth) => {
    const { id } = at(patients, nth);
    sketched.teams.forEach((held, place) => {
      const team = at(teams, place).id;
      if (held?.linked === true) links.push({ patient: id, team });
      if (held?.shared !== undefined)
        consents.push({
          patient: id,
          grantee: team,
          kind: 'TEAM',
          labels: held.shared,
          since: daysFromNow(-50),
          until: inDays(held.untilInDays),
          keptPastAge: undefined,
        });
    });
    sketched.people.forEach((known, place) => {
      const someone = at(people, place);
      if (known === undefined || someone.patient === id) return;
      const { daysAgo, untilInDays, ...consent } = known;
      const [since, until] = [daysFromNow(-daysAgo), inDays(untilInDays)];
      consents.push({ ...consent, patient: id, grantee: someone.id, since, until });
    });
    for (const { kind, label, team, organisation, person: by, opensInDays } of sketched.items) {
      const from = team === undefined ? undefined : at(teams, team);
      const sources = [
        ...(from === undefined ? [] : [from.organisation, from.id]),
        ...(organisation === undefined || from !== undefined ? [] : [at(organisations, organisation).id]),
        ...(by === undefined ? [] : [at(people, by).id]),
      ];
      items.push({
        id: itemId(kind, id),
        patient: id,
        kind,
        label,
        // Somebody has put it there; a stranger, where it was none of these.
        sources: sources.length === 0 ? [uuid7()] : sources,
        // Nothing but results, documents and letters can be delayed: domain reference §3.1 and §2.7.
        visibleFrom: kind === 'Appointment' ? undefined : inDays(opensInDays),
        secret: `secret${uuid7().replaceAll('-', '')}`,
      });
    }
  });
  const brokenGlass: BrokenGlass[] = drawn.brokenGlass.map(({ minutesAgo, isOwnTeam, ...broken }) => {
    const own = broken.person === undefined ? [] : at(drawn.people, broken.person).teams;
    const team = isOwnTeam && own.length > 0 ? at(own, broken.team) : broken.team;
    const startedAt = new Date(now.getTime() - minutesAgo * 60_000);
    return {
      patient: at(patients, broken.patient).id,
      by: broken.person === undefined ? { client: tiedClient } : { person: at(people, broken.person).id },
      team: at(teams, team).id,
      startedAt,
      endsAt: new Date(startedAt.getTime() + 30 * 60_000),
    };
  });
  const memberships = drawn.people.flatMap(({ teams: current, left }, nth) => {
    const inTeam = (hasEnded: boolean) => (team: number) => ({
      ...{ person: at(people, nth).id, team: at(teams, team).id },
      hasEnded,
    });
    return [...left.map(inTeam(true)), ...current.map(inTeam(false))];
  });
  const facts = { organisations, teams, patients, consents, links, brokenGlass, people, memberships, items };
  const world: World = { now, ...facts };
  return { world, actors: actorsOf(world) };
};

const bornAgo = ({ years, days }: { readonly years: number; readonly days: number }): string => {
  const born = daysFromNow(-days);
  born.setUTCFullYear(born.getUTCFullYear() - years);
  return born.toISOString().slice(0, 10);
};

/** A letter has a UUID; an item of the record store names its patient in its id. */
const itemId = (kind: Item['kind'], patient: string): string =>
  kind === 'Letter' ? uuid7() : `${patient.replaceAll('-', '')}.${uuid7().replaceAll('-', '').slice(-13)}`;
