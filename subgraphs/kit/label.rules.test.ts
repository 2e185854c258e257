import { describe, expect, it } from 'vitest';
import { labelOnIngest, type LabelMaps } from './label.rules.ts';

const maps: LabelMaps = {
  ITEM: { '|HIV': 'SEXUAL_HEALTH', 'http://loinc.org|44249-1': 'MENTAL_HEALTH', 'L|HIV': 'GENERAL_HEALTH' },
  SPECIALTY: { '|307': 'SOCIAL_CARE', '|360': 'GENERAL_HEALTH' },
};
const labelOf = (...asked: Parameters<typeof labelOnIngest>) => labelOnIngest(...asked).label;

describe('The label of an item that comes in', () => {
  it('is the one that the message names, which stands against one chosen by hand', () => {
    const codes = [{ code: 'HIV' }];
    expect(labelOnIngest({ label: 'SOCIAL_CARE', codes }, { maps })).toEqual({
      label: 'SOCIAL_CARE',
      labelStands: true,
    });
    expect(labelOnIngest({ codes }, { maps })).toEqual({ label: 'SEXUAL_HEALTH' });
  });

  it('comes from what the item is before the specialty', () => {
    const specialty = { code: '360' };
    expect(labelOf({ codes: [{ system: 'http://loinc.org', code: '44249-1' }], specialty }, { maps })).toBe(
      'MENTAL_HEALTH',
    );
  });

  it('comes from the specialty before the team', () => {
    expect(labelOf({ specialty: { code: '307' } }, { maps, label: 'MENTAL_HEALTH' })).toBe('SOCIAL_CARE');
  });

  it('is the team’s where no code says anything, and general health where the team has none', () => {
    expect(labelOf({ codes: [{ code: 'FBC' }], specialty: { code: '100' } }, { maps, label: 'MENTAL_HEALTH' })).toBe(
      'MENTAL_HEALTH',
    );
    expect(labelOf({}, {})).toBe('GENERAL_HEALTH');
  });

  it('is the more sensitive where two codes of an item disagree', () => {
    const codes = [{ system: 'http://loinc.org', code: '44249-1' }, { code: 'HIV' }];
    expect(labelOf({ codes }, { maps })).toBe('SEXUAL_HEALTH');
    expect(labelOf({ codes: codes.toReversed() }, { maps })).toBe('SEXUAL_HEALTH');
  });

  it('is the more sensitive where a code means one thing in its system and another in any', () => {
    expect(labelOf({ codes: [{ system: 'L', code: 'HIV' }] }, { maps })).toBe('SEXUAL_HEALTH');
  });

  it('is the more sensitive where an organisation’s map of specialties and the national one disagree', () => {
    expect(labelOf({ specialty: { code: '360' } }, { maps })).toBe('SEXUAL_HEALTH');
  });

  it('does not follow a code of another system', () => {
    expect(labelOf({ codes: [{ system: 'L', code: '44249-1' }] }, { maps })).toBe('GENERAL_HEALTH');
  });

  it.each(['constructor', '__proto__', 'toString', ''])('makes nothing of the code %j', (code) => {
    expect(labelOf({ codes: [{ code }], specialty: { code } }, { maps: { ITEM: {}, SPECIALTY: {} } })).toBe(
      'GENERAL_HEALTH',
    );
  });
});
