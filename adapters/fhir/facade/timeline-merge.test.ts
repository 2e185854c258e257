import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FacadePageFragment } from './documents.generated.ts';
import { beginning, merged, timelineTypes, type Position, type TimelineType } from './timeline-merge.ts';

type Lists = Readonly<Record<TimelineType, readonly number[]>>;

const recordOf = (type: TimelineType, day: number, nth: number) => ({
  id: `${type}-${nth}`,
  version: 1,
  lastUpdated: '2026-01-01T00:00:00Z',
  label: null,
  sources: [],
  resource: JSON.stringify({ date: new Date(day * 86_400_000).toISOString() }),
});

/** What the graph gives of one list, newest first; its cursor is the number of items before. */
const pageOf = (
  type: TimelineType,
  days: readonly number[],
  first: number,
  after: string | null,
): FacadePageFragment => {
  const from = Number(after ?? 0);
  const items = days
    .toSorted((one, other) => other - one)
    .map((day, nth) => recordOf(type, day, nth))
    .slice(from, from + first);
  return { items, total: null, ignored: [], next: from + first < days.length ? String(from + first) : null };
};

const read = (lists: Lists, most: number): readonly (readonly [string, number])[] => {
  const shown: (readonly [string, number])[] = [];
  let at: Position | undefined = beginning;
  for (let pages = 0; at !== undefined && pages < 1_000; pages++) {
    const from: Position = at;
    const page = (type: TimelineType) => pageOf(type, lists[type], most, from[type].after);
    const { items, next } = merged(
      {
        Appointment: page('Appointment'),
        DocumentReference: page('DocumentReference'),
        Encounter: page('Encounter'),
        Observation: page('Observation'),
        QuestionnaireResponse: page('QuestionnaireResponse'),
      },
      from,
      most,
    );
    expect(items.length).toBeLessThanOrEqual(most);
    for (const { record } of items)
      shown.push([record.id, Date.parse((JSON.parse(record.resource ?? '{}') as { date: string }).date)]);
    at = next;
  }
  return shown;
};

describe('a timeline', () => {
  const days = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });
  it('shows each item of each list once, newest first, however long its pages are', () => {
    fc.assert(
      fc.property(
        fc.record({
          Appointment: days,
          DocumentReference: days,
          Encounter: days,
          Observation: days,
          QuestionnaireResponse: days,
        }),
        fc.integer({ min: 1, max: 7 }),
        (lists, most) => {
          const shown = read(lists, most);
          const all = timelineTypes.flatMap((type) => lists[type].map((_, nth) => `${type}-${nth}`));
          expect(shown.map(([id]) => id).sort()).toEqual(all.sort());
          const dates = shown.map(([, date]) => date);
          expect(dates).toEqual(dates.toSorted((one, other) => other - one));
        },
      ),
      { numRuns: 50 },
    );
  });
});
