import { describe, expect, it } from 'vitest';
import { faultsInR4 } from '../../test/valid-r4.ts';
import {
  allergyEntry,
  diagnosisEntry,
  medicationEntry,
  projectAllergy,
  projectMedication,
  type Entry,
} from './source-list.rules.ts';

const place = { patient: '00000000-0000-4000-8000-0000000000a1', organisation: '00000000-0000-4000-8000-000000000001' };
const now = new Date('2026-05-01T09:00:00Z');
const past = new Date('2020-01-01T00:00:00Z');
const resourceOf = (entry: Entry): object => entry.resource(place, now);
const item = (entry: Entry) => ({
  id: 'x',
  version: 1,
  label: 'UNSET' as const,
  text: JSON.stringify(resourceOf(entry)),
});

describe('An entry of a list', () => {
  it.each([
    ['a bare allergy', allergyEntry({ allergen: { display: 'Peanut' }, reactions: [] })],
    [
      'a full allergy',
      allergyEntry({
        allergen: { system: 'http://snomed.info/sct', code: '91936005' },
        kind: 'DA',
        severity: { code: 'SV' },
        reactions: ['Rash'],
        onset: past,
        source: 'Her mother',
      }),
    ],
    ['a severity alone', allergyEntry({ allergen: { code: 'P' }, severity: { display: 'bad' }, reactions: [] })],
    ['a diagnosis', diagnosisEntry({ diagnosis: { code: 'J45' }, at: past, kind: 'F' })],
    ['a bare medicine', medicationEntry({ name: { display: 'Salbutamol' } })],
    [
      'a full medicine',
      medicationEntry({
        name: { code: '1' },
        dose: '2',
        route: 'oral',
        start: past,
        end: past,
        indication: 'Asthma',
        prescriber: 'G',
      }),
    ],
  ])('%s is valid FHIR R4', (_name, entry) => {
    expect(faultsInR4(JSON.parse(JSON.stringify(resourceOf(entry))))).toEqual([]);
  });

  it('is known by its code, else its words, and since when', () => {
    const keys = [
      allergyEntry({ allergen: { code: 'P', display: 'Penicillin' }, reactions: [] }),
      allergyEntry({ allergen: { code: 'P', display: 'Penicillins' }, reactions: ['Rash'] }),
      allergyEntry({ allergen: { code: 'P' }, reactions: [], onset: past }),
      allergyEntry({ allergen: { display: 'P' }, reactions: [] }),
    ].map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('that is a severity without a reaction has no reaction to show', () => {
    const shown = projectAllergy(
      item(allergyEntry({ allergen: { code: 'P' }, severity: { code: 'MI' }, reactions: [] })),
      false,
    );
    expect(shown).toMatchObject({ severity: 'mild', reactions: [] });
  });

  it('that is a medicine is past once its end is', () => {
    const ended = medicationEntry({ name: { code: '1' }, end: past });
    expect(resourceOf(ended)).toMatchObject({ status: 'completed' });
    expect(projectMedication(item(ended), false).end).toEqual(past);
    expect(resourceOf(medicationEntry({ name: { code: '1' }, end: new Date('2027-01-01') }))).toMatchObject({
      status: 'active',
    });
  });
});
