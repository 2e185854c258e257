import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { refuseControlCharacters, refuseEmptyCoding } from '../kit/fhir.rules.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import { gatheredReads, isClosed, sightIn, type RecordWrite, type StoredItem } from '../records/index.ts';
import type { Amendment, ClinicalStore } from './clinical.store.ts';
import type { Patient } from './clinical.types.ts';
import type { Item } from './fhir.types.ts';
import {
  allergyEntry,
  diagnosisEntry,
  medicationEntry,
  projectAllergy,
  projectDiagnosis,
  projectMedication,
  type Entry,
} from './source-list.rules.ts';
import type { AllergyPage, DiagnosisPage, MedicationPage, SourceListsInput, StoredLists } from './source-list.types.ts';
import { bodyOf, ownSight, storedOf, writeFrom } from './writing.ts';

export type SourceListService = {
  /**
   * Replaces the lists that are given, each as a whole, by what the sending organisation says now: what it had there and
   * does not name any more is hidden. An older message changes nothing. Domain reference §2.8
   *
   * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field
   */
  replaceSourceLists(context: Context, input: SourceListsInput): Promise<StoredLists | Failure>;
  /** These answer null where the caller has no purview of the patient; nothing tells why. */
  allergies(context: Context, patient: Patient, page: Page): Promise<AllergyPage | null | Failure>;
  diagnoses(context: Context, patient: Patient, page: Page): Promise<DiagnosisPage | null | Failure>;
  medications(context: Context, patient: Patient, page: Page): Promise<MedicationPage | null | Failure>;
};

export const sourceListService = (store: ClinicalStore): SourceListService => {
  const records = gatheredReads(store);

  const list = async <View>(
    { context, patient, page }: { context: Context; patient: Patient; page: Page },
    type: Entry['type'],
    show: (item: Item, closed: boolean) => View,
  ): Promise<{ readonly items: readonly View[]; readonly next?: string | undefined } | null | Failure> => {
    const sight = sightIn(context, patient);
    if (sight === undefined) return null;
    const paging = pagingOf(page);
    if (isFailure(paging)) return paging;
    const found = await records.page(sight, { type, ...paging });
    return isFailure(found)
      ? found
      : { items: found.items.map((item) => show(item, isClosed(sight, item))), next: found.next };
  };

  return {
    replaceSourceLists: async (context, input) => {
      const placement = openPlacement(context, input.placement);
      if (isFailure(placement)) return placement;
      const refusal = refuseControlCharacters(input) ?? refuseLists(input);
      if (refusal !== undefined) return refusal;
      const origin = { placement, input, now: context.clock.now() };
      const lists = listsOf(input);
      const results = await store.amend(lists.map((one) => replacement(store, origin, one)));
      return isFailure(results) ? results : { lists: results.map(storedOf) };
    },

    allergies: (context, patient, page) => list({ context, patient, page }, 'AllergyIntolerance', projectAllergy),
    diagnoses: (context, patient, page) => list({ context, patient, page }, 'Condition', projectDiagnosis),
    medications: (context, patient, page) => list({ context, patient, page }, 'MedicationStatement', projectMedication),
  };
};

type ListName = 'allergies' | 'diagnoses' | 'medications';
type SentList = { readonly name: ListName; readonly entries: readonly Entry[] };
type Origin = { readonly placement: Placement; readonly input: SourceListsInput; readonly now: Date };

const listsOf = ({ allergies, diagnoses, medications }: SourceListsInput): readonly SentList[] => [
  ...(allergies ? [{ name: 'allergies' as const, entries: allergies.map(allergyEntry) }] : []),
  ...(diagnoses ? [{ name: 'diagnoses' as const, entries: diagnoses.map(diagnosisEntry) }] : []),
  ...(medications ? [{ name: 'medications' as const, entries: medications.map(medicationEntry) }] : []),
];

/**
 * The list itself is an item, an R4 List: its place in the sender's order is that of all its entries, and its references
 * say what there was. It has no label, so that it tells nobody of entries that are hidden from him.
 */
const replacement = (store: ClinicalStore, { placement, input, now }: Origin, sent: SentList): Amendment => {
  const { patient, organisation } = placement;
  const { message } = input;
  // A sender's numbers are its own among all its patients; a list has none but the patient's.
  const key = { organisation, external: `${patient}\u0001${sent.name}` };
  const id = store.idFor(patient, 'List', key);
  const entries = sent.entries.map((entry): RecordWrite & { readonly id: string } => {
    const own = { organisation, external: `${key.external}\u0001${entry.key}` };
    return {
      ...writeFrom(placement, {
        message,
        codes: [{ system: entry.code.system ?? null, code: entry.code.code ?? null }],
      }),
      type: entry.type,
      key: own,
      id: store.idFor(patient, entry.type, own),
      ...bodyOf(entry.resource(placement, now)),
    };
  });
  return {
    item: { sight: ownSight(placement), type: 'List', id },
    field: sent.name,
    writes: () => [
      {
        ...writeFrom(placement, { message }),
        label: 'UNSET',
        type: 'List',
        key,
        id,
        ...bodyOf(listResource(placement, sent.name, entries)),
      },
    ],
    afterwards: (current, [stored]) =>
      stored?.outcome === 'created' || stored?.outcome === 'updated'
        ? [...entries, ...gone(current, entries).map((one) => hiding({ placement, input, now }, one))]
        : [],
  };
};

type Named = { readonly type: string; readonly id: string };

/** What the list referred to before, and does not any more. */
const gone = (current: StoredItem | undefined, entries: readonly Named[]): readonly Named[] => {
  if (current === undefined) return [];
  const kept = new Set(entries.map(({ id }) => id));
  const { entry = [] } = JSON.parse(current.text) as { entry?: { item?: { reference?: string } }[] };
  return entry
    .map(({ item }) => item?.reference?.split('/') ?? [])
    .flatMap(([type, id]) => (type === undefined || id === undefined || kept.has(id) ? [] : [{ type, id }]));
};

/** A version that hides the item; those before it say what it was. */
const hiding = ({ placement, input: { message } }: Origin, { type, id }: Named): RecordWrite => ({
  ...writeFrom(placement, { message }),
  type,
  id,
  resource: { resourceType: type },
  deleted: true,
});

const listResource = ({ patient }: Placement, name: ListName, entries: readonly Named[]): object => ({
  resourceType: 'List',
  status: 'current',
  mode: 'working',
  title: name,
  subject: { reference: `Patient/${patient}` },
  entry: entries.map(({ type, id }) => ({ item: { reference: `${type}/${id}` } })),
});

const refuseLists = (input: SourceListsInput): Failure | undefined =>
  input.message.controlId.trim() === ''
    ? invalid('This must not be empty.', 'message.controlId')
    : (refuseEach(input.allergies, 'allergies', ({ allergen }) => [allergen, 'allergen']) ??
      refuseEach(input.diagnoses, 'diagnoses', ({ diagnosis }) => [diagnosis, 'diagnosis']) ??
      refuseEach(input.medications, 'medications', ({ name }) => [name, 'name']) ??
      listsOf(input)
        .map(refuseTwice)
        .find((refusal) => refusal !== undefined));

const refuseEach = <One>(
  entries: readonly One[] | null | undefined,
  field: string,
  codeOf: (one: One) => readonly [code: Parameters<typeof refuseEmptyCoding>[0], name: string],
): Failure | undefined =>
  (entries ?? [])
    .map((one, index) => {
      const [code, name] = codeOf(one);
      return refuseEmptyCoding(code, `${field}[${index}].${name}`);
    })
    .find((refusal) => refusal !== undefined);

/** Two entries of one key would be one item. */
const refuseTwice = ({ name, entries }: SentList): Failure | undefined => {
  const seen = new Set<string>();
  for (const [index, { key }] of entries.entries()) {
    if (seen.has(key)) return invalid('This is in the list already, with the same date.', `${name}[${index}]`);
    seen.add(key);
  }
  return undefined;
};
