import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAbout, eventsOf, plansAbout, type Told } from './encounter-events.rules.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 4, 1, hour)).toISOString();
const record = (type: Extract<Told, { kind: 'RECORD' }>['type'], hour: number, ward = 'W1'): Told => ({
  kind: 'RECORD',
  type,
  at: at(hour),
  details: { class: 'INPATIENT', location: { ward } },
});
const update = (parts: Partial<Extract<Told, { kind: 'UPDATE' }>> = {}): Told => ({
  kind: 'UPDATE',
  updatedAt: at(23),
  details: {},
  ...parts,
});
const brief = (told: readonly Told[]): readonly string[] =>
  eventsOf(told).map(({ type, at: time, location }) => `${type} ${time.slice(11, 13)} ${location?.ward ?? ''}`);

describe('the events of an encounter', () => {
  it('are none where nothing was told, or only what matches nothing', () => {
    expect(eventsOf([])).toEqual([]);
    expect(eventsOf([update(), { kind: 'CANCEL', type: 'ADMIT' }])).toEqual([]);
  });

  it('are one of each, the last that was told, and a transfer for each time', () => {
    const told = [record('ADMIT', 8), record('TRANSFER', 10), record('TRANSFER', 11), record('TRANSFER', 10, 'W2')];
    expect(brief([...told, record('ADMIT', 9, 'W3')])).toEqual(['ADMIT 09 W3', 'TRANSFER 10 W2', 'TRANSFER 11 W1']);
  });

  it('stand in the order of their times, plans before what happened', () => {
    const told = [record('DISCHARGE', 12), record('ADMIT', 12), record('PRE_ADMIT', 20), record('TRANSFER', 12)];
    expect(brief(told)).toEqual(['PRE_ADMIT 20 W1', 'ADMIT 12 W1', 'TRANSFER 12 W1', 'DISCHARGE 12 W1']);
  });

  it('are updated: the most recent, the one that is named, or the transfer of a time', () => {
    const told = [record('ADMIT', 8), record('TRANSFER', 10), record('TRANSFER', 11)];
    const details = { location: { ward: 'NEW' } };
    expect(brief([...told, update({ details })])).toEqual(['ADMIT 08 W1', 'TRANSFER 10 W1', 'TRANSFER 11 NEW']);
    expect(brief([...told, update({ details, type: 'ADMIT' })])[0]).toBe('ADMIT 08 NEW');
    expect(brief([...told, update({ details, type: 'TRANSFER', at: at(10) })])[1]).toBe('TRANSFER 10 NEW');
    expect(brief([...told, update({ details, type: 'TRANSFER', at: at(12) })])).toEqual(brief(told));
    expect(brief([...told, update({ details, type: 'DISCHARGE' })])).toEqual(brief(told));
  });

  it('have the times of admission and discharge corrected where there are these, whatever is updated', () => {
    const times = update({ admittedAt: at(7), dischargedAt: at(21) });
    expect(brief([record('ADMIT', 8), record('DISCHARGE', 20), times])).toEqual(['ADMIT 07 W1', 'DISCHARGE 21 W1']);
    expect(brief([record('TRANSFER', 10), times])).toEqual(['TRANSFER 10 W1']);
  });

  it('that are plans are moved, and say nothing of an admission', () => {
    const move = update({ type: 'PRE_ADMIT', plannedFor: at(9), admittedAt: at(9) });
    expect(brief([record('PRE_ADMIT', 8), record('ADMIT', 10), move])).toEqual(['PRE_ADMIT 09 W1', 'ADMIT 10 W1']);
  });

  it('keep what an update leaves out, and lose what it makes null', () => {
    const people = { attenders: ['A'], referrers: ['R'], consulters: ['C'], specialty: { code: '300' } };
    const told: Told = { kind: 'RECORD', type: 'ADMIT', at: at(8), details: { class: 'EMERGENCY', ...people } };
    expect(eventsOf([told, update()])).toEqual([
      { type: 'ADMIT', at: at(8), updatedAt: at(23), class: 'EMERGENCY', ...people },
    ]);
    const none = { class: null, location: null, specialty: null, attenders: null, referrers: null, consulters: null };
    expect(eventsOf([told, update({ details: none })])).toEqual([
      { type: 'ADMIT', at: at(8), updatedAt: at(23), class: 'OTHER', attenders: [], referrers: [], consulters: [] },
    ]);
  });

  it('go when they are cancelled: of transfers the latest, or the one of a time', () => {
    const told = [record('ADMIT', 8), record('TRANSFER', 10), record('TRANSFER', 11)];
    expect(brief([...told, { kind: 'CANCEL', type: 'TRANSFER' }])).toEqual(['ADMIT 08 W1', 'TRANSFER 10 W1']);
    expect(brief([...told, { kind: 'CANCEL', type: 'TRANSFER', at: at(10) }])).toEqual([
      'ADMIT 08 W1',
      'TRANSFER 11 W1',
    ]);
    expect(brief([...told, { kind: 'CANCEL', type: 'ADMIT' }])).toEqual(['TRANSFER 10 W1', 'TRANSFER 11 W1']);
  });
});

describe('the event that a message is about', () => {
  const cancel: Told = { kind: 'CANCEL', type: 'PRE_ADMIT' };

  it('is as it stands after all that was told', () => {
    const told = [record('PRE_ADMIT', 8), update({ plannedFor: at(9) })];
    expect(eventAbout(told, 0)).toMatchObject({ stands: true, event: { at: at(9) } });
    expect(eventAbout(told, 1)).toMatchObject({ stands: true, event: { at: at(9) } });
  });

  it('is as it was then, where it was cancelled', () => {
    const told = [record('PRE_ADMIT', 8), update({ plannedFor: at(9) }), cancel];
    expect(told.map((_, place) => eventAbout(told, place))).toMatchObject([
      { stands: false, event: { at: at(8) } },
      { stands: false, event: { at: at(9) } },
      { stands: false, event: { at: at(9) } },
    ]);
  });

  it('is none where nothing matches', () => {
    expect(eventAbout([update()], 0)).toBeUndefined();
    expect(eventAbout([cancel], 0)).toBeUndefined();
    expect(eventAbout([], 0)).toBeUndefined();
  });

  it('stands again when it is recorded again', () => {
    const told = [record('PRE_ADMIT', 8), cancel, record('PRE_ADMIT', 10)];
    expect(eventAbout(told, 1)).toMatchObject({ stands: true, event: { at: at(10) } });
  });

  it('is one of those that stand, or does not stand', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 12 }), (told) => {
        const standing = eventsOf(told);
        for (const place of told.keys()) {
          const about = eventAbout(told, place);
          if (about?.stands === true) expect(standing).toContainEqual(about.event);
          if (told[place]?.kind === 'RECORD') expect(about).toBeDefined();
        }
      }),
    );
  });
});

const types = ['PRE_ADMIT', 'PENDING_ADMIT', 'ADMIT', 'TRANSFER', 'DISCHARGE'] as const;
const hours = fc.integer({ min: 0, max: 5 });
const anything: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(fc.constantFrom(...types), hours).map(([type, hour]) => record(type, hour)),
  fc
    .tuple(fc.constantFrom(...types), hours)
    .map(([type, hour]) => update({ type, at: at(hour), plannedFor: at(hour) })),
  hours.map((hour) => update({ admittedAt: at(hour), details: { location: { ward: `W${hour}` } } })),
  fc.constantFrom(...types).map((type): Told => ({ kind: 'CANCEL', type })),
);

describe('the plans that a message is about, or has moved', () => {
  const plan = record('PRE_ADMIT', 5 * 24);
  const about = (...told: readonly Told[]): readonly string[] =>
    plansAbout(told, told.length - 1).map(({ type, at: time }) => `${type} ${time.slice(5, 13)}`);

  it('are those that it tells of, and that stand', () => {
    expect(about(plan)).toEqual(['PRE_ADMIT 05-06T00']);
    expect(about(record('PENDING_ADMIT', 1), plan)).toEqual(['PRE_ADMIT 05-06T00']);
    expect(about(plan, { kind: 'CANCEL', type: 'PRE_ADMIT' })).toEqual([]);
  });

  it('are moved to when the stay began, where that was on an earlier day', () => {
    expect(about(plan, record('ADMIT', 8))).toEqual(['PRE_ADMIT 05-01T08']);
    expect(about(record('PRE_ADMIT', 9), record('ADMIT', 8))).toEqual([]);
    expect(about(record('PRE_ADMIT', 9), record('ADMIT', 40))).toEqual([]);
    expect(about(record('ADMIT', 8), plan)).toEqual(['PRE_ADMIT 05-01T08']);
  });

  it('have the days of the clock on the wall, which is an hour ahead in summer', () => {
    const nextMorning = record('PRE_ADMIT', 31);
    expect(about(nextMorning, record('ADMIT', 23))).toEqual([]);
    expect(about(nextMorning, record('ADMIT', 22))).toEqual(['PRE_ADMIT 05-01T22']);
    expect(about(record('PRE_ADMIT', 23), record('ADMIT', 22))).toEqual(['PRE_ADMIT 05-01T22']);
  });

  it('are moved back with the admission, and by nothing else', () => {
    expect(about(plan, record('ADMIT', 8), { kind: 'CANCEL', type: 'ADMIT' })).toEqual(['PRE_ADMIT 05-06T00']);
    expect(about(plan, record('ADMIT', 8), update({ type: 'ADMIT', admittedAt: at(130) }))).toEqual([
      'PRE_ADMIT 05-06T00',
    ]);
    expect(about(plan, record('ADMIT', 8), record('TRANSFER', 9))).toEqual([]);
  });
});
