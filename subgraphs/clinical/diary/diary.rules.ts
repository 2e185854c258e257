import { invalid, type Failure } from '../../../kernel/failure.ts';
import { canonical, instantOf, refuseControlCharacters } from '../../kit/fhir.rules.ts';
import type { Item, ObservationResource, Reference } from '../fhir.types.ts';
import type { AddDiaryEntryInput, DiaryEntry } from './diary.types.ts';

/** By this the entries of a diary are found among the Observations. */
export const diaryCode = { system: `${canonical}/codesystem/diary`, code: 'ENTRY', display: 'Diary entry' } as const;

const longestEntry = 10_000;

export const refuseEntry = ({ text }: AddDiaryEntryInput): Failure | undefined =>
  text.trim() === '' || text.length > longestEntry
    ? invalid(`An entry has 1 to ${longestEntry} characters.`, 'text')
    : refuseControlCharacters({ text });

/** What a patient notes of a day, as an R4 Observation: labelled, versioned and searched as everything else. */
export const entryOf = (
  { text, at }: AddDiaryEntryInput,
  { patient, now, performer }: { readonly patient: string; readonly now: Date; readonly performer: object },
): object => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'social-history' }] },
  ],
  code: { coding: [diaryCode], text: diaryCode.display },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at.toISOString(),
  issued: now.toISOString(),
  performer: [performer],
  valueString: text,
});

export const projectEntry = (item: Item, closed: boolean): DiaryEntry => {
  const entry = JSON.parse(item.text) as ObservationResource & { readonly performer?: readonly Reference[] };
  return {
    id: item.id,
    at: instantOf(entry.effectiveDateTime),
    ...(closed ? {} : { text: entry.valueString }),
    byPatient: entry.performer?.some(({ reference }) => reference?.startsWith('Patient/') === true) === true,
    label: item.label === 'UNSET' ? undefined : item.label,
  };
};
