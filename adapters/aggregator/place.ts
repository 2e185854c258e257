import {
  NoteCustomerHomesDocument,
  PutCustomerAppointmentsDocument,
  PutCustomerRecordsDocument,
  PutDirectoryRecordsDocument,
  type ChangeToPlaceFragment,
  type CustomerHomeInput,
  type CustomerOutcomeInput,
  type CustomerRecordInput,
  type CustomerRecordsInput,
  type HiddenCustomerRecordInput,
  type SubjectOfChangesFragment,
} from './documents.generated.ts';
import { ownerOf } from './aggregated.ts';
import type { Ask } from './asking.ts';
import { labellingOf } from './label.ts';
import { nameOfSubject, placePeople, type Whereabouts } from './people.ts';
import { isKept, readChange, sourceOf, type Kept, type Listable, type Readable } from './reading.ts';

export type Work = {
  readonly turn: string;
  readonly changes: readonly ChangeToPlaceFragment[];
  readonly subjects: readonly SubjectOfChangesFragment[];
};

/** What became of a change, and who said so: the version of the Patient that it is about. */
type Verdict = {
  readonly change: ChangeToPlaceFragment;
  readonly subject?: { readonly id: string; readonly version: number | null };
} & (
  | { readonly gone: true }
  | { readonly patient: string | null; readonly losses: readonly string[] }
  | { readonly kept: Kept }
);

/**
 * Brings resources into the records of those whom they are about, or into the directory, as they are now; takes back what is
 * no longer to be there. Doing it twice is doing it once.
 *
 * @throws where any of it fails: then some may be done, and none is known to be
 */
export const placeChanges = async (
  ask: Ask,
  { turn, changes, subjects }: Work,
): Promise<readonly CustomerOutcomeInput[]> => {
  const read = changes.map((change) => (change.resource === null ? undefined : readChange(change)));
  const sound = read.filter((one) => one !== undefined).filter((one): one is Readable | Listable => !isKept(one));
  const readable = sound.filter((one) => one.owner !== 'DIRECTORY');
  const people = await placePeople(ask, readable, subjects);
  await note(ask, turn, newHomes(readable, people));
  const homes = await putRecords(ask, readable, people);
  const verdicts = changes.map((change, index): Verdict => {
    const known = read[index];
    if (known === undefined) return { change, gone: true };
    if (isKept(known)) return { change, kept: known };
    if (known.owner === 'DIRECTORY') return { change, patient: null, losses: known.losses };
    return verdictOn(known, people.get(nameOfSubject(change.feed, known.subject)), homes.get(change.item));
  });
  await hide(ask, verdicts);
  const listed = sound.filter((one) => one.owner === 'DIRECTORY');
  await putListed(ask, { listed, hidden: verdicts.filter(isUnlisted).map(({ change }) => change) });
  return verdicts.map(outcomeOf);
};

const verdictOn = (
  { change, subject: id, owner, losses }: Readable,
  place: Whereabouts | undefined,
  home: string | undefined,
): Verdict => {
  const subject = { id, version: place?.version ?? null };
  if (place === undefined)
    return { change, subject, kept: { reason: 'PATIENT_MISSING', detail: `There is no Patient/${id} in your store.` } };
  if (isKept(place)) return { change, subject, kept: { reason: place.reason, detail: place.detail } };
  const patient = owner === 'PERSON' ? place.patientId : home;
  if (patient === undefined) throw new Error('A record was put, and nobody knows where.');
  return { change, subject, patient, losses };
};

/** Into which records resources go in which they have not been. */
const newHomes = (
  changes: readonly Readable[],
  people: ReadonlyMap<string, Whereabouts>,
): readonly CustomerHomeInput[] =>
  changes.flatMap(({ change, subject, owner }) => {
    const place = people.get(nameOfSubject(change.feed, subject));
    if (owner === 'PERSON' || place === undefined || isKept(place) || place.patientId === change.home) return [];
    return [{ item: change.item, patient: place.patientId }];
  });

/** Before anything is put: whoever comes after us, should we die, knows where to look for it. */
const note = async (ask: Ask, turn: string, homes: readonly CustomerHomeInput[]): Promise<void> => {
  if (homes.length === 0) return;
  const { lasts } = await ask(NoteCustomerHomesDocument, { input: { turn, homes } });
  if (!lasts) throw new Error('The turn has passed to somebody else.');
};

/** Where each of them lies now, by item. */
const putRecords = async (
  ask: Ask,
  changes: readonly Readable[],
  people: ReadonlyMap<string, Whereabouts>,
): Promise<ReadonlyMap<string, string>> => {
  const homes = new Map<string, string>();
  for (const owner of ['CLINICAL', 'APPOINTMENTS'] as const) {
    const placed = changes.flatMap((readable) => {
      const place = people.get(nameOfSubject(readable.change.feed, readable.subject));
      if (readable.owner !== owner || place === undefined || isKept(place)) return [];
      return [{ item: readable.change.item, record: recordOf(readable, place.placement) }];
    });
    if (placed.length === 0) continue;
    const stored = await put(ask, owner, { records: placed.map(({ record }) => record), hidden: [] });
    for (const [index, { item }] of placed.entries()) homes.set(item, stored[index] ?? '');
  }
  return homes;
};

const recordOf = ({ change, resource, subject, text }: Readable, placement: string): CustomerRecordInput => ({
  placement,
  source: sourceOf(change),
  resource: text,
  subject,
  ...labellingOf(resource),
  home: change.home,
});

/** From the records in which an earlier version lies, or may lie, unless that is the one in which it lies now. */
const hide = async (ask: Ask, verdicts: readonly Verdict[]): Promise<void> => {
  for (const owner of ['CLINICAL', 'APPOINTMENTS'] as const) {
    const hidden = verdicts.flatMap((verdict): HiddenCustomerRecordInput[] => {
      const { change } = verdict;
      if (ownerOf(change.type) !== owner) return [];
      const now = 'patient' in verdict ? verdict.patient : undefined;
      return [...homesOf(change)]
        .filter((home) => home !== now)
        .map((patient) => ({ patient, source: sourceOf(change) }));
    });
    if (hidden.length > 0) await put(ask, owner, { records: [], hidden });
  }
};

/** Whatever is not to be in the directory now: it may have been there. */
const isUnlisted = (verdict: Verdict): boolean =>
  ownerOf(verdict.change.type) === 'DIRECTORY' && !('patient' in verdict);

type ForEverybody = { readonly listed: readonly Listable[]; readonly hidden: readonly ChangeToPlaceFragment[] };

const putListed = async (ask: Ask, { listed, hidden }: ForEverybody): Promise<void> => {
  if (listed.length + hidden.length === 0) return;
  const input = {
    listed: listed.map(({ change, text }) => ({ source: sourceOf(change), resource: text })),
    hidden: hidden.map(sourceOf),
  };
  const { put: result } = await ask(PutDirectoryRecordsDocument, { input });
  if (result.__typename === 'Refusal') throw new Error(`Not written: ${result.message} (${result.field ?? ''})`);
};

const homesOf = ({ home, doubts }: ChangeToPlaceFragment): ReadonlySet<string> =>
  new Set(home === null ? doubts : [home, ...doubts]);

const put = async (
  ask: Ask,
  owner: 'CLINICAL' | 'APPOINTMENTS',
  input: CustomerRecordsInput,
): Promise<readonly string[]> => {
  const document = owner === 'CLINICAL' ? PutCustomerRecordsDocument : PutCustomerAppointmentsDocument;
  const { put: result } = await ask(document, { input });
  if (result.__typename === 'Refusal') throw new Error(`Not written: ${result.message} (${result.field ?? ''})`);
  return result.homes;
};

const outcomeOf = (verdict: Verdict): CustomerOutcomeInput => {
  const { change, subject } = verdict;
  const { item, seen, version } = change;
  const about = { subject: subject?.id ?? null, subjectVersion: subject?.version ?? null };
  if ('gone' in verdict) return { item, seen, version, gone: true, ...about };
  if ('patient' in verdict) {
    const detail = verdict.losses.length === 0 ? null : verdict.losses.slice(0, mostLosses).join('\n');
    return { item, seen, version, gone: false, patient: verdict.patient, detail, ...about };
  }
  return { item, seen, version, gone: false, ...verdict.kept, ...about };
};

/** `$convert` tells all of them. */
const mostLosses = 20;
