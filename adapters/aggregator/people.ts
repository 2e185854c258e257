import { PlaceCustomerPatientsDocument, type SubjectOfChangesFragment } from './documents.generated.ts';
import type { Ask } from './asking.ts';
import { patientIn } from './patient.map.ts';
import type { Kept, Readable } from './reading.ts';
import { objectOf, type Json } from './resource.ts';

/** Where the resources about a Patient go, or why they go nowhere; and which version of the Patient said so. */
export type Whereabouts = { readonly version: number } & (
  { readonly patientId: string; readonly placement: string } | Kept
);

export const nameOfSubject = (feed: string, id: string): string => `${feed}/${id}`;

/** The records of all whom the changes are about, by feed and id: one question for all of them. */
export const placePeople = async (
  ask: Ask,
  changes: readonly Readable[],
  subjects: readonly SubjectOfChangesFragment[],
): Promise<ReadonlyMap<string, Whereabouts>> => {
  const organisations = new Map(
    changes.map(({ change, subject }) => [nameOfSubject(change.feed, subject), change.organisation]),
  );
  const written = new Map(
    changes
      .filter(({ owner }) => owner === 'PERSON')
      .map((changed) => [nameOfSubject(changed.change.feed, changed.change.id), changed]),
  );
  const meant = subjects.filter(({ feed, id }) => organisations.has(nameOfSubject(feed, id)));
  if (meant.length === 0) return new Map();
  const patients = meant.map((subject) => {
    const name = nameOfSubject(subject.feed, subject.id);
    const version = `${subject.feed}/Patient/${subject.id}/_history/${String(subject.version)}`;
    return {
      organisation: organisations.get(name) ?? '',
      ...patientIn(resourceOf(subject, written.get(name))),
      message: { id: version, controlId: version, sentAt: subject.writtenAt },
      written: written.has(name),
    };
  });
  const { placeCustomerPatients } = await ask(PlaceCustomerPatientsDocument, { input: { patients } });
  return new Map(
    meant.map(({ feed, id, version }, index) => {
      const { patientId, placement, reason, detail } = placeCustomerPatients.patients[index] ?? nothing;
      const place =
        patientId !== null && placement !== null
          ? { patientId, placement }
          : { reason: reason ?? ('REFUSED' as const), detail: detail ?? 'The record could not be found.' };
      return [nameOfSubject(feed, id), { version, ...place }];
    }),
  );
};

/** What was written last has been read already. */
const resourceOf = ({ resource }: SubjectOfChangesFragment, changed: Readable | undefined): Json =>
  changed?.text === resource ? changed.resource : objectOf(JSON.parse(resource));

const nothing = { patientId: null, placement: null, reason: null, detail: null };
