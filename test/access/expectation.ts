import type { Actor, Item, Kind, Patient, World } from './facts.ts';
import { canFind, canRead, canReadDemographics, type Sight } from './oracle.ts';

/** All that one actor may get of a world, as the oracle says it, and the book of what was compared with it. */
export type Expectation = {
  readonly world: World;
  readonly actor: Actor;
  /** Whether the record may be asked for by its id. */
  readonly reads: (patient: string) => boolean;
  /** Whether the record is in lists, and found by identifiers. */
  readonly finds: (patient: string) => boolean;
  readonly sightOf: (item: Item) => Sight;
  /** The items of a patient and kind that are listed, masked ones included. */
  readonly listed: (patient: string, kind: Kind) => readonly Item[];
  /** Words that no reply may hold. */
  readonly secrets: readonly string[];
  /** Compares. It is a case where it is about one item, or one field of a patient; else it only has to hold. */
  readonly agree: (where: string, seen: unknown, allowed: unknown, about?: Item | Patient) => void;
};

/** What was compared, and where it differed. */
export type Book = { readonly cases: Record<Sight | 'field', number>; readonly differences: string[] };

export const aBook = (): Book => ({ cases: { open: 0, masked: 0, hidden: 0, field: 0 }, differences: [] });

export const casesIn = ({ cases }: Book): number => Object.values(cases).reduce((sum, count) => sum + count);

export const expectationOf = (world: World, actor: Actor, book: Book): Expectation => {
  const reads = idsWhere(world.patients, (patient) => canReadDemographics(world, actor, patient));
  const finds = idsWhere(world.patients, (patient) => canFind(world, actor, patient));
  const sights = new Map(world.items.map((item) => [item.id, canRead(world, actor, item)]));
  const sightOf = ({ id }: Item): Sight => sights.get(id) ?? 'hidden';
  return {
    world,
    actor,
    reads: (patient) => reads.has(patient),
    finds: (patient) => finds.has(patient),
    sightOf,
    listed: (patient, kind) =>
      world.items.filter((item) => item.patient === patient && item.kind === kind && sightOf(item) !== 'hidden'),
    secrets: [
      ...world.items.filter((item) => sightOf(item) !== 'open').map(({ secret }) => secret),
      ...world.patients.filter(({ id }) => !reads.has(id)).map(({ id }) => `family${id}`),
    ],
    agree: (where, seen, allowed, about) => {
      if (about !== undefined) book.cases['kind' in about ? sightOf(about) : 'field'] += 1;
      const [one, other] = [JSON.stringify(seen), JSON.stringify(allowed)];
      if (one !== other)
        book.differences.push(`${where}: seen ${one}, allowed ${other}\n${factsAbout(world, actor, about)}`);
    },
  };
};

/** All facts that can have decided a case, for whoever has to find out why it differs. */
const factsAbout = (world: World, actor: Actor, about: Item | Patient | undefined): string => {
  if (about === undefined) return JSON.stringify(actor);
  const id = 'kind' in about ? about.patient : about.id;
  const ofPatient = <Fact extends { readonly patient: string | undefined }>(facts: readonly Fact[]): readonly Fact[] =>
    facts.filter(({ patient }) => patient === id);
  return JSON.stringify({
    about,
    patient: world.patients.find((one) => one.id === id),
    actor,
    ofRecord: 'patient' in actor ? world.patients.find((one) => one.id === actor.patient) : undefined,
    consents: ofPatient(world.consents),
    links: ofPatient(world.links),
    brokenGlass: ofPatient(world.brokenGlass),
    teams: world.teams,
  });
};

const idsWhere = (patients: readonly Patient[], holds: (patient: Patient) => boolean): ReadonlySet<string> =>
  new Set(patients.filter(holds).map(({ id }) => id));
