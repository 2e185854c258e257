import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '../../gateway/permissions.ts';
import { expectationOf } from './expectation.ts';
import { guessItems, readPatients, walkLists, walkPatients } from './graph-looks.ts';
import { guessFhirItems, readFhirPatient, searchFhirRecords } from './fhir-looks.ts';
import { forgeEntities, purviewsOf, readEntities, type Purviews } from './slice-looks.ts';
import { settle } from './settle.ts';
import { openStack, type Stack } from './wiring.ts';
import { sceneOf, worlds } from './world.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

describe('x', () => {
  it('y', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (drawn) => {
        const { world, actors } = sceneOf(drawn);
        const t0 = Date.now();
        await settle(stack, world);
        console.log('settled', Date.now() - t0, world.items.length);
        const book = { cases: 0, differences: [] as string[] };
        let others: Purviews = new Map();
        for (const [nth, actor] of actors.entries()) {
          const expected = expectationOf(world, actor, book);
          const asker = stack.as(actor);
          const patient = world.patients[nth % world.patients.length]!.id;
          const purviews = await purviewsOf(asker, expected);
          await readEntities(asker, expected, purviews);
          await forgeEntities(asker, expected, purviews, others);
          others = purviews;
          if (!(permissions.Query.patient as readonly string[]).includes(actor.integration)) continue;
          await walkPatients(asker, expected, 1 + (nth % 4));
          await readPatients(asker, expected);
          await walkLists(asker, expected, patient, 2);
          await guessItems(asker, expected, patient);
          const t1 = Date.now();
          await readFhirPatient(asker, expected, patient);
          await searchFhirRecords(asker, expected, patient);
          await guessFhirItems(
            asker,
            expected,
            world.items.filter((item) => item.patient === patient),
          );
          if (nth === 0) console.log('fhir', Date.now() - t1);
        }
        cases += book.cases;
        console.log(Date.now() - t0, cases, book.differences.length);
        expect(book.differences.slice(0, 10)).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
