import { describe, expect, it } from 'vitest';
import type { StandingEvent } from './encounter-events.rules.ts';
import { encounterOf, projectEncounter, withoutEvents } from './encounter.rules.ts';

const place = { patient: 'p', organisation: 'o', externalId: 'V1' };
const event = (parts: Partial<StandingEvent> = {}): StandingEvent => ({
  type: 'ADMIT',
  at: '2026-05-01T08:00:00.000Z',
  class: 'INPATIENT',
  attenders: [],
  referrers: [],
  consulters: [],
  ...parts,
});
const item = (resource: object) => ({ id: 'e', version: 2, text: JSON.stringify(resource), label: 'UNSET' }) as const;

describe('an encounter in FHIR', () => {
  it('has been at each place until the next event that knows one', () => {
    const events = [
      event({ location: { ward: 'W1', bed: 'B1' } }),
      event({ type: 'TRANSFER', at: '2026-05-01T09:00:00.000Z' }),
      event({ type: 'TRANSFER', at: '2026-05-01T10:00:00.000Z', location: { text: 'Ward two', ward: 'W2' } }),
    ];
    const [one, two] = [
      { location: { type: 'Location', display: 'W1, B1' }, status: 'completed' },
      { location: { type: 'Location', display: 'Ward two' }, status: 'active' },
    ];
    expect(encounterOf(events, place)).toMatchObject({
      location: [
        { ...one, period: { start: '2026-05-01T08:00:00.000Z', end: '2026-05-01T10:00:00.000Z' } },
        { ...two, period: { start: '2026-05-01T10:00:00.000Z' } },
      ],
    });
    const discharge = event({ type: 'DISCHARGE', at: '2026-05-02T08:00:00.000Z' });
    expect(encounterOf([...events, discharge], place)).toMatchObject({
      status: 'finished',
      location: [one, { ...two, status: 'completed', period: { end: '2026-05-02T08:00:00.000Z' } }],
    });
  });

  it('that is planned is to be at a place, and no more so once it has begun', () => {
    const plan = event({ type: 'PRE_ADMIT', location: { ward: 'W1' } });
    expect(encounterOf([plan], place)).toMatchObject({
      status: 'planned',
      period: { start: plan.at },
      location: [{ location: { display: 'W1' }, status: 'planned' }],
    });
    expect(encounterOf([plan, event({ location: { ward: 'W2' } })], place)).toMatchObject({
      status: 'in-progress',
      location: [{ location: { display: 'W2' }, status: 'active' }],
    });
  });

  it.each([
    ['INPATIENT', 'IMP'],
    ['OUTPATIENT', 'AMB'],
    ['EMERGENCY', 'EMER'],
    ['PRE_ADMISSION', 'PRENC'],
    ['HOME', 'HH'],
    ['VIRTUAL', 'VR'],
    ['OTHER', 'OTHER'],
  ] as const)('has the class %s as %s, and back', (name, code) => {
    const encounter = encounterOf([event({ class: name })], place);
    expect(encounter).toMatchObject({ class: { code } });
    expect(projectEncounter(item(encounter), false)).toMatchObject({ class: name, events: [{ class: name }] });
  });

  it('names the newest people of each role', () => {
    const first = event({ attenders: ['Grey'], referrers: ['Li'] });
    const second = event({ type: 'TRANSFER', at: '2026-05-01T09:00:00.000Z', attenders: ['Shaw', 'Woolf'] });
    const encounter = encounterOf([first, second], place);
    expect(encounter).toMatchObject({
      participant: [
        { type: [{ coding: [{ code: 'ATND' }] }], individual: { display: 'Shaw' } },
        { type: [{ coding: [{ code: 'ATND' }] }], individual: { display: 'Woolf' } },
        { type: [{ coding: [{ code: 'REF' }] }], individual: { display: 'Li' } },
      ],
    });
    expect(projectEncounter(item(encounter), false).consultant).toBe('Shaw');
  });

  it('of which nothing stands says that it was an error', () => {
    expect(withoutEvents(encounterOf([event()], place))).toMatchObject({ status: 'entered-in-error' });
    expect(() => encounterOf([], place)).toThrow('An encounter without events is none.');
  });
});

describe('an encounter in the graph', () => {
  it('is shown though somebody else wrote it', () => {
    const foreign = {
      resourceType: 'Encounter',
      extension: [{ url: 'https://example.org/other', valueString: 'x' }],
      status: 'finished',
      class: { code: 'ACUTE' },
      participant: [{ individual: { display: 'Dr Grey' } }],
      period: { start: '2026-05-01', end: '2026-05-02' },
      location: [{ location: { display: 'First' } }, { location: { display: 'Second' } }],
    };
    expect(projectEncounter(item(foreign), false)).toEqual({
      id: 'e',
      version: 2,
      status: 'finished',
      class: 'INPATIENT',
      start: new Date('2026-05-01'),
      end: new Date('2026-05-02'),
      location: { text: 'Second' },
      consultant: 'Dr Grey',
      events: [],
    });
    expect(projectEncounter(item({ status: 'planned' }), false)).toMatchObject({ class: 'OTHER', events: [] });
  });

  it('that is closed is there, and nothing of it', () => {
    const encounter = encounterOf([event({ attenders: ['Grey'], location: { ward: 'W1' } })], place);
    expect(projectEncounter(item(encounter), true)).toEqual({
      id: 'e',
      version: 2,
      status: 'unknown',
      class: 'OTHER',
      events: [],
    });
  });
});
