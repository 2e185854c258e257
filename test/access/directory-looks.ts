import type { Bundle } from 'fhir/r4.js';
import type { Expectation } from './expectation.ts';
import { dataOf, keepsSecrets } from './lists.ts';
import { placeOf, placeSystem } from './resources.ts';
import type { Asker } from './wiring.ts';

type Page = { readonly items: readonly { readonly id: string }[]; readonly included: readonly object[] };

/** What everybody may read tells nothing of anybody's record: neither what of it refers here, nor an item by its id. ADR 39 */
export const lookIntoDirectory = async (asker: Asker, expected: Expectation, patient: string): Promise<void> => {
  const { world, agree } = expected;
  const places = world.items
    .filter(({ kind }) => kind === 'Encounter')
    .map(placeOf)
    .sort();
  const items = world.items.filter((item) => item.patient === patient && item.kind !== 'Letter');
  const guesses = items.flatMap(({ kind, id }, nth) => [
    `k${nth}: directoryRecord(type: "${kind}", id: "${id}") { id }`,
    `l${nth}: directoryRecord(type: "Location", id: "${id}") { id }`,
  ]);
  if (guesses.length > 0) {
    const reply = await asker.graph(`{ ${guesses.join(' ')} }`);
    keepsSecrets(reply, expected);
    agree(
      'the directory has no item',
      Object.values(dataOf<object>(reply)).filter((one) => one !== null),
      [],
    );
  }
  if (places.length === 0) return;
  const named = `identifier=${places.map((place) => `${placeSystem}|${place}`).join(',')}`;
  const around = '_revinclude=Encounter:location&_revinclude=Encounter:*';
  const search = (query: string): string =>
    `directoryRecords(type: "Location", first: 200, query: "${query}") { items { id } included { id } }`;
  const reply = await asker.graph(
    `{ all: ${search(`${named}&${around}`)} had: ${search(`${named}&_has:Encounter:location:status=in-progress`)} }`,
  );
  keepsSecrets(reply, expected);
  const { all, had } = dataOf<{ all: Page; had: Page }>(reply);
  agree('the directory shows everybody', [all.items.map(({ id }) => id).sort(), all.included], [places, []]);
  agree('the directory does not know who was there', had.items, []);
  const fhir = await asker.fhir(`Location?${named}&_count=200&${around}`);
  keepsSecrets(fhir, expected);
  const { entry = [] } = fhir.json as Bundle;
  agree('FHIR shows everybody', [fhir.status, entry.map(({ resource }) => resource?.id).sort()], [200, places]);
};
