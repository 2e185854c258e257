import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import type { Expectation } from './expectation.ts';
import { kinds, type Item, type Kind } from './facts.ts';
import { secretParameter } from './graph-guesses.ts';
import { keepsSecrets } from './lists.ts';
import type { Sight } from './oracle.ts';
import { contentOf, numberOf, numberSystem, placeOf } from './resources.ts';
import type { Asker, Reply } from './wiring.ts';

// Every way that the Aggregated FHIR base offers to one patient, each compared with the oracle.

/** A Person is read by its id alone. */
const types = kinds.filter((kind) => kind !== 'Letter' && kind !== 'Person');

/** Reads the patient, and searches for it by number and by id. */
export const readFhirPatient = async (asker: Asker, expected: Expectation, patient: string): Promise<void> => {
  const about = expected.world.patients.find(({ id }) => id === patient);
  const read = await asker.fhir(`Patient/${patient}`);
  expected.agree('FHIR read of Patient', read.status, expected.reads(patient) ? 200 : 404, about);
  keepsSecrets(read, expected);
  const searches = [
    [`Patient?identifier=${numberSystem}|${numberOf(patient)}&_total=accurate`, expected.finds(patient)],
    [`Patient?_id=${patient}`, expected.reads(patient)],
  ] as const;
  for (const [path, isFound] of searches) {
    const reply = await asker.fhir(path);
    keepsSecrets(reply, expected);
    const { total, entry = [] } = bundleOf(reply);
    const ids = entry.map(({ resource }) => resource?.id);
    expected.agree(`FHIR ${path}`, [reply.status, total, ids], [200, isFound ? 1 : 0, isFound ? [patient] : []], about);
  }
};

/** Searches for all types within the record, in pages with totals: by the patient's number and by its id. */
export const searchFhirRecords = async (asker: Asker, expected: Expectation, patient: string): Promise<void> => {
  for (const type of types) {
    const role = roleOf(type);
    const ways = [
      [`${role}:Patient.identifier=${numberSystem}|${numberOf(patient)}`, expected.finds(patient)],
      [`${role}=Patient/${patient}`, expected.reads(patient)],
    ] as const;
    for (const [who, isFound] of ways) {
      const met: Met[] = [];
      let path: string | undefined =
        `${type}?${who}&_count=2&_total=accurate${type === 'Encounter' ? '&_include=Encounter:location' : ''}`;
      while (path !== undefined) {
        const reply: Reply = await asker.fhir(path);
        keepsSecrets(reply, expected);
        const bundle = bundleOf(reply);
        const [entries, others] = divided(bundle);
        const there = entries.map(({ resource }) => metOf(resource));
        const listed = isFound ? expected.listed(patient, type).length : 0;
        expected.agree(`total of FHIR ${path}`, [reply.status, bundle.total], [200, listed]);
        met.push(...there);
        expected.agree(
          `what comes with FHIR ${path}`,
          others.map(({ resource }) => resource?.id).sort(),
          type === 'Encounter' ? placesOf(there).sort() : [],
        );
        path = bundle.link?.find(({ relation }) => relation === 'next')?.url.replace(/^.*\/fhir\/aggregated\//, '');
        expected.agree('a page of FHIR that goes on is full', path === undefined || entries.length === 2, true);
      }
      compareItems(`FHIR ${type}?${who}`, met, { type, patient, isFound }, expected);
    }
  }
};

/** Guesses ids and secret words. */
export const guessFhirItems = async (asker: Asker, expected: Expectation, items: readonly Item[]): Promise<void> => {
  for (const item of items) {
    if (item.kind === 'Letter') continue;
    const sight = expected.sightOf(item);
    const read = await asker.fhir(`${item.kind}/${item.id}`);
    keepsSecrets(read, expected);
    const seen =
      read.status === 200 ? metOf(read.json as FhirResource).sight : read.status === 404 ? 'hidden' : read.status;
    expected.agree('FHIR read', seen, sight, item);
    if (item.kind === 'Person') continue;
    const role = roleOf(item.kind);
    const found = await asker.fhir(
      `${item.kind}?${role}=Patient/${item.patient}&${secretParameter[item.kind] ?? ''}=${item.secret}`,
    );
    // The search itself is told in the self link; the word must stand nowhere else.
    const { total, entry = [], link: _, ...rest } = bundleOf(found);
    const ids = sight === 'open' ? [item.id] : [];
    expected.agree(
      'FHIR search by content',
      [total, entry.map(({ resource }) => resource?.id)],
      [ids.length, ids],
      item,
    );
    expected.agree('FHIR search tells', JSON.stringify(rest).includes(item.secret), false, item);
    if (item.kind !== 'DocumentReference') continue;
    const bytes = await asker.fhir(`Binary/${item.id}`);
    const content = contentOf(item).toString();
    expected.agree(
      'FHIR read of Binary',
      bytes.status === 200 ? bytes.text === content : bytes.status,
      sight === 'open' ? true : 404,
      item,
    );
  }
};

/** The parameter that names the patient. Domain reference §7.6 */
const roleOf = (kind: Kind): string =>
  kind === 'Appointment' ? 'actor' : kind === 'AllergyIntolerance' ? 'patient' : 'subject';

type Met = { readonly id: string | undefined; readonly sight: Sight };

const metOf = (resource: FhirResource | undefined): Met => ({
  id: resource?.id,
  sight: resource?.meta?.security?.some(({ code }) => code === 'MASKED') === true ? 'masked' : 'open',
});

/** What was searched for, and what comes with it. */
const divided = ({ entry = [] }: Bundle): readonly [readonly BundleEntry[], readonly BundleEntry[]] => [
  entry.filter(({ search }) => search?.mode === 'match'),
  entry.filter(({ search }) => search?.mode !== 'match'),
];

/** An encounter whose content is not open does not tell where it was. */
const placesOf = (met: readonly Met[]): string[] =>
  met.flatMap(({ id, sight }) => (id === undefined || sight !== 'open' ? [] : [placeOf({ id })]));

type Searched = { readonly type: Kind; readonly patient: string; readonly isFound: boolean };

const compareItems = (
  where: string,
  met: readonly Met[],
  { type, patient, isFound }: Searched,
  expected: Expectation,
): void => {
  const items = expected.world.items.filter((item) => item.patient === patient && item.kind === type);
  for (const item of items) {
    const found = met.filter(({ id }) => id === item.id);
    const allowed = isFound ? expected.sightOf(item) : 'hidden';
    expected.agree(where, found.length > 1 ? 'twice' : (found[0]?.sight ?? 'hidden'), allowed, item);
  }
  const strangers = met.filter(({ id }) => !items.some((item) => item.id === id));
  expected.agree(`${where}: nothing else`, strangers, []);
};

const bundleOf = ({ status, text, json }: Reply): Bundle => {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return json as Bundle;
};
