import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { permissions } from '../../gateway/permissions.ts';
import type { Integration } from '../../kernel/principal.ts';
import { aBook, expectationOf, type Expectation } from './expectation.ts';
import type { Item, Patient, World } from './facts.ts';
import type { Target } from './guess.ts';
import { settle } from './settle.ts';
import { openStack, type Asker, type Reply } from './wiring.ts';
import { worlds, type Sketch } from './sketch.ts';
import { sceneOf } from './world.ts';

export type Attacker = { readonly name: string; readonly asker: Asker; readonly expected: Expectation };

/** A world and everybody in it whom the shield lets ask for patients at all. */
export type Siege = {
  readonly world: World;
  readonly attackers: readonly Attacker[];
  readonly close: () => Promise<void>;
};

export const openSiege = async (): Promise<Siege> => {
  const stack = await openStack();
  // The one in which there is the most to turn the pages of.
  const [drawn] = fc
    .sample(worlds, { seed: 20_260_601, numRuns: 100 })
    .filter(({ patients }) => patients.filter(({ accessFrozen }) => accessFrozen).length >= 2)
    .sort((one, other) => longLists(other) - longLists(one));
  if (drawn === undefined) throw new Error('No world was drawn.');
  const { world, actors } = sceneOf(drawn);
  await settle(stack, world);
  const readers: readonly Integration[] = permissions.Query.patient;
  const attackers = actors
    .filter(({ integration }) => readers.includes(integration))
    .map((actor) => ({
      name: `${actor.kind} through ${actor.integration}`,
      asker: stack.as(actor),
      expected: expectationOf(world, actor, aBook()),
    }));
  return { world, attackers, close: stack.close };
};

/** How many patients have observations enough for a second page. */
const longLists = ({ patients }: Sketch): number =>
  patients.filter(({ items }) => items.filter(({ kind }) => kind === 'Observation').length > 1).length;

/** An administrator or a privacy officer may know of the records that their organisation holds. */
const holds = (world: World, { actor }: Expectation, patient: string): boolean => {
  const offices: readonly string[] = actor.kind === 'person' ? [...actor.administers, ...actor.guards] : [];
  const isTheirs = (id: string): boolean =>
    world.teams.some((team) => team.id === id && offices.includes(team.organisation));
  return (
    world.links.some((link) => link.patient === patient && isTheirs(link.team)) ||
    world.consents.some((consent) => consent.patient === patient && isTheirs(consent.grantee))
  );
};

/** The attacker's own record first, where even that is hidden: frozen, or out of an app's scope. Then others' frozen ones. */
export const hiddenFrom = ({ expected }: Attacker): readonly string[] => {
  const { world, actor, reads } = expected;
  const isOwn = ({ id }: Patient): boolean => 'patient' in actor && actor.patient === id;
  const rank = (one: Patient): number => (isOwn(one) ? 0 : one.accessFrozen ? 1 : 2);
  return world.patients
    .filter(({ id }) => !reads(id) && !holds(world, expected, id))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ id }) => id);
};

export const targetOf = ({ items }: World, patient: string): Target => {
  const itemOf = (kind: Item['kind']): string | undefined =>
    items.find((item) => item.patient === patient && item.kind === kind)?.id;
  return {
    patient,
    item: itemOf('Observation') ?? missingItem(patient),
    letter: itemOf('Letter') ?? randomUUID(),
    stranger: '00000000-0000-4000-8000-00000000abcd',
  };
};

/** An id such as an item of this patient would have. */
export const missingItem = (patient: string): string => `${patient.replaceAll('-', '')}.zzzzzzzzzzzzz`;

export const nobody = (world: World): Target => targetOf(world, randomUUID());

/** What a caller gets, without what differs between any two questions. */
export const comparable = ({ status, text }: Reply, of: Target) => ({
  status,
  text: Object.entries(of)
    .reduce((rest, [name, value]) => rest.replaceAll(value, name), text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
});
