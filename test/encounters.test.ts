import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adt, anInpatient, controlId, msh, pid, timestamp, wire, type Envelope, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// A stay in hospital, told by ADT messages through the real endpoint and read back through GraphQL and FHIR.

let system: Wiring;
let riverside: outside.Client;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
});
afterAll(() => system.stop());

/** 1 May 2026, at so many hours, UTC. */
const hour = (hours: number): Date => new Date(Date.UTC(2026, 4, 1, hours));
const at = (hours: number): string => timestamp(hour(hours));

/** PV1 and EVN by the numbers of their fields. */
type Fields = Readonly<Record<number, string>>;
type Adt = {
  readonly pv1?: Fields;
  readonly evn?: Fields;
  readonly more?: readonly string[];
  readonly sent?: Envelope;
};

const segment = (name: string, fields: Fields): string =>
  [name, ...Array.from({ length: Math.max(...Object.keys(fields).map(Number)) }, (_, at) => fields[at + 1] ?? '')].join(
    '|',
  );

const aVisit = async () => {
  const who = anInpatient();
  await outside.deliver(system.base, adt('A28', who, { at: new Date('2026-01-01') }));
  const number = `V${controlId()}`;
  const message = (trigger: string, { pv1 = {}, evn = {}, more = [], sent = {} }: Adt = {}): string =>
    wire(
      msh(`ADT^${trigger}`, sent),
      segment('EVN', { 1: trigger, ...evn }),
      pid(who),
      segment('PV1', { 2: 'I', 3: 'W1^R2^B3', 10: '300', 19: number, ...pv1 }),
      ...more,
    );
  const send = (trigger: string, parts?: Adt) => outside.deliver(system.base, message(trigger, parts));
  const refused = async (trigger: string, parts?: Adt) => {
    const reply = await outside.postHl7(system.base, message(trigger, parts));
    return [reply.status, outside.msaOf(reply).code, outside.msaOf(reply).reason];
  };
  return { who, number, message, send, refused, seen: () => seen(who) };
};

const fields = `encounters { items { externalId status class start end location { text ward room bed } specialty { code }
  consultant events { type at updatedAt class location { ward } } label version } next }
  appointments { items { externalId status start subject location } }`;

type Seen = {
  readonly encounters: { readonly items: readonly Record<string, unknown>[] };
  readonly appointments: { readonly items: readonly Record<string, unknown>[] };
};
const seen = async (who: Inpatient) => {
  const { encounters, appointments } = (await outside.find<Seen>(riverside, who, fields)) ?? expect.unreachable();
  return { encounters: encounters.items, appointments: appointments.items };
};
const eventsOf = async (visit: { readonly seen: () => Promise<{ encounters: readonly Record<string, unknown>[] }> }) =>
  (await visit.seen()).encounters.flatMap(({ events }) =>
    (events as readonly { type: string; at: string }[]).map((event) => `${event.type} ${event.at.slice(11, 13)}`),
  );

const err = ({ text }: outside.Reply): readonly string[] => text.split('\r').filter((line) => line.startsWith('ERR|'));

describe('a stay', () => {
  it('is told from admission to discharge, and read back through GraphQL', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 7: 'C1^Grey^Ann^^^Dr', 9: 'C2^Woolf^Kate^^^Dr', 44: at(8) } });
    expect((await visit.seen()).encounters).toMatchObject([
      { status: 'in-progress', start: '2026-05-01T08:00:00.000Z' },
    ]);
    await visit.send('A02', { pv1: { 3: 'W2^R1^B9^^^^^^Stroke unit, bed 9' }, evn: { 6: at(12) } });
    await visit.send('A03', { pv1: { 44: at(8), 45: at(20) } });
    expect(await visit.seen()).toMatchObject({
      encounters: [
        {
          externalId: visit.number,
          status: 'finished',
          class: 'INPATIENT',
          start: '2026-05-01T08:00:00.000Z',
          end: '2026-05-01T20:00:00.000Z',
          specialty: { code: '300' },
          consultant: 'Dr Kate Woolf',
          label: 'GENERAL_HEALTH',
          version: 3,
          events: [
            { type: 'ADMIT', at: '2026-05-01T08:00:00.000Z', class: 'INPATIENT', location: { ward: 'W1' } },
            { type: 'TRANSFER', at: '2026-05-01T12:00:00.000Z', location: { ward: 'W2' } },
            { type: 'DISCHARGE', at: '2026-05-01T20:00:00.000Z' },
          ],
        },
      ],
      appointments: [],
    });
  });

  it('is read and searched in Aggregated FHIR', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 3: '^^^^^^^^Ward Nine', 44: at(8) } });
    const named = encodeURIComponent(`${outside.nhsNumberSystem}|${visit.who.nhsNumber}`);
    const search = async (more: string) => {
      const reply = await riverside.fhir(`Encounter?subject:Patient.identifier=${named}${more}`);
      expect(reply.status).toBe(200);
      return JSON.parse(reply.text) as { total: number; entry?: { resource: { id: string } }[] };
    };
    const { entry: [found] = [] } = await search('&status=in-progress&class=IMP&date=ge2026-05-01');
    expect(found?.resource).toMatchObject({
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { code: 'IMP' },
      identifier: [{ value: visit.number }],
      location: [{ location: { display: 'Ward Nine' }, status: 'active' }],
    });
    expect((await search('&status=finished')).entry ?? []).toEqual([]);
    const read = await riverside.fhir(`Encounter/${found?.resource.id ?? ''}`);
    expect([read.status, JSON.parse(read.text)]).toMatchObject([200, { resourceType: 'Encounter' }]);

    await visit.send('A11');
    expect((await search('')).entry ?? []).toEqual([]);
    expect((await riverside.fhir(`Encounter/${found?.resource.id ?? ''}`)).status).toBe(404);
  });

  it('of an outpatient begins with A04, whose class is O where none is said', async () => {
    const visit = await aVisit();
    await visit.send('A04', { pv1: { 2: '' }, evn: { 6: at(9) } });
    expect((await visit.seen()).encounters).toMatchObject([{ class: 'OUTPATIENT', start: '2026-05-01T09:00:00.000Z' }]);
  });

  it('has the class OTHER where the sender’s is blank or not known', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 2: '' } });
    await visit.send('A02', { pv1: { 2: 'ZZ' }, evn: { 6: at(23) } });
    const [encounter] = (await visit.seen()).encounters;
    expect(encounter).toMatchObject({ class: 'OTHER', events: [{ class: 'OTHER' }, { class: 'OTHER' }] });
  });

  it('has the label of its specialty, and keeps the most private of all that it went through', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 10: '710', 44: at(8) } });
    await visit.send('A02', { pv1: { 10: '300' }, evn: { 6: at(12) } });
    expect((await visit.seen()).encounters).toMatchObject([{ label: 'MENTAL_HEALTH', specialty: { code: '300' } }]);
  });

  it('is replaced event by event, and has one transfer for each time', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) } });
    await visit.send('A01', { pv1: { 3: 'W7', 44: at(9) } });
    await visit.send('A02', { pv1: { 3: 'W8' }, evn: { 6: at(10) } });
    await visit.send('A02', { pv1: { 3: 'W9' }, evn: { 6: at(10) } });
    await visit.send('A02', { pv1: { 3: 'W5' }, evn: { 6: at(11) } });
    const [encounter] = (await visit.seen()).encounters;
    expect(encounter?.['events']).toMatchObject([
      { type: 'ADMIT', at: '2026-05-01T09:00:00.000Z', location: { ward: 'W7' } },
      { type: 'TRANSFER', at: '2026-05-01T10:00:00.000Z', location: { ward: 'W9' } },
      { type: 'TRANSFER', at: '2026-05-01T11:00:00.000Z', location: { ward: 'W5' } },
    ]);
  });
});

describe('a correction (A08)', () => {
  it('is of the most recent event, and of the times of admission and discharge', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) } });
    await visit.send('A02', { evn: { 6: at(10) } });
    await visit.send('A08', { pv1: { 3: 'W4', 44: at(7) }, evn: { 6: at(11) } });
    expect((await visit.seen()).encounters).toMatchObject([
      {
        start: '2026-05-01T07:00:00.000Z',
        events: [
          { type: 'ADMIT', at: '2026-05-01T07:00:00.000Z', location: { ward: 'W1' }, updatedAt: null },
          { type: 'TRANSFER', location: { ward: 'W4' }, updatedAt: '2026-05-01T11:00:00.000Z' },
        ],
      },
    ]);
  });

  it('is of the event that ZVN names, a transfer by its time', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) } });
    await visit.send('A02', { evn: { 6: at(10) } });
    await visit.send('A02', { evn: { 6: at(11) } });
    await visit.send('A08', { pv1: { 3: 'W4' }, more: [segment('ZVN', { 1: 'A02', 6: at(10) })] });
    await visit.send('A08', { pv1: { 3: 'W5' }, more: [segment('ZVN', { 1: 'A01' })] });
    const [encounter] = (await visit.seen()).encounters;
    expect(encounter?.['events']).toMatchObject([
      { type: 'ADMIT', location: { ward: 'W5' } },
      { type: 'TRANSFER', location: { ward: 'W4' } },
      { type: 'TRANSFER', location: { ward: 'W1' } },
    ]);
    expect(await visit.refused('A08', { more: ['ZVN|A99'] })).toEqual([
      200,
      'AR',
      'Rejected: ZVN[1].1.1: The event must be one of A01, A02, A03, A04, A05, A14.',
    ]);
  });

  it('leaves what is blank, and removes what is null', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 7: '^Grey', 9: '^Woolf' } });
    await visit.send('A08', { pv1: { 2: '', 3: '', 10: '', 9: '""' } });
    expect((await visit.seen()).encounters).toMatchObject([
      { class: 'INPATIENT', location: { ward: 'W1' }, specialty: { code: '300' }, consultant: 'Grey' },
    ]);
  });

  it('of what is not there does nothing, and neither does one that changes nothing', async () => {
    const visit = await aVisit();
    await visit.send('A08');
    expect(await visit.seen()).toEqual({ encounters: [], appointments: [] });
    await visit.send('A01', { sent: { at: hour(1) }, pv1: { 44: at(8) } });
    const change = { evn: { 6: at(9) } };
    await visit.send('A08', change);
    await visit.send('A08', change);
    expect((await visit.seen()).encounters).toMatchObject([{ version: 2 }]);
  });
});

describe('a cancellation', () => {
  it('takes its event back: A13 the discharge, A12 the latest transfer, A11 the admission', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) } });
    await visit.send('A02', { evn: { 6: at(10) } });
    await visit.send('A02', { evn: { 6: at(11) } });
    await visit.send('A03', { pv1: { 45: at(20) } });
    await visit.send('A13');
    expect(await eventsOf(visit)).toEqual(['ADMIT 08', 'TRANSFER 10', 'TRANSFER 11']);
    await visit.send('A12');
    expect(await eventsOf(visit)).toEqual(['ADMIT 08', 'TRANSFER 10']);
    await visit.send('A11');
    expect(await eventsOf(visit)).toEqual(['TRANSFER 10']);
    await visit.send('A12');
    expect(await visit.seen()).toEqual({ encounters: [], appointments: [] });
  });

  it.each(['A11', 'A12', 'A13', 'A27', 'A38'])(
    'of what is not there is AA, and nothing is done: %s',
    async (trigger) => {
      const visit = await aVisit();
      expect(err(await visit.send(trigger))).toEqual([]);
      expect(await visit.seen()).toEqual({ encounters: [], appointments: [] });
    },
  );

  it('of all that there was hides the encounter, and an admission brings it back', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) } });
    await visit.send('A11');
    expect((await visit.seen()).encounters).toEqual([]);
    await visit.send('A01', { pv1: { 44: at(9) } });
    expect(await eventsOf(visit)).toEqual(['ADMIT 09']);
  });
});

describe('a plan', () => {
  const number = (visit: { number: string }, type: string) => `encounter/${visit.number}/${type}`;

  // Domain reference §11, T15
  it.each([
    ['A05', 'A38', 'PRE_ADMIT'],
    ['A14', 'A27', 'PENDING_ADMIT'],
  ])('(%s) is an appointment too, changed by A08 and cancelled by %s', async (plan, cancellation, type) => {
    const visit = await aVisit();
    await visit.send(plan, { evn: { 3: at(9) } });
    const appointment = { externalId: number(visit, type), status: 'ACTIVE', subject: 'Inpatient stay' };
    expect(await visit.seen()).toMatchObject({
      encounters: [{ status: 'planned', events: [{ type, at: '2026-05-01T09:00:00.000Z' }] }],
      appointments: [{ ...appointment, start: '2026-05-01T09:00:00.000Z', location: 'W1, R2, B3' }],
    });
    await visit.send('A08', { pv1: { 3: 'W2', 44: at(10) } });
    expect((await visit.seen()).appointments).toMatchObject([
      { ...appointment, start: '2026-05-01T10:00:00.000Z', location: 'W2' },
    ]);
    await visit.send(cancellation);
    expect(await visit.seen()).toMatchObject({
      encounters: [],
      appointments: [{ ...appointment, status: 'CANCELLED' }],
    });
    await visit.send(plan, { evn: { 3: at(11) } });
    expect((await visit.seen()).appointments).toMatchObject([{ ...appointment, start: '2026-05-01T11:00:00.000Z' }]);
  });

  it.each([
    ['EVN-3', { evn: { 3: at(1) }, pv1: { 44: at(2) }, more: [segment('PV2', { 8: at(3) })] }, 1],
    ['PV1-44 else', { pv1: { 44: at(2) }, more: [segment('PV2', { 8: at(3) })] }, 2],
    ['PV2-8 else', { more: [segment('PV2', { 8: at(3) })] }, 3],
  ])('is for the time in %s', async (_name, parts, expected) => {
    const visit = await aVisit();
    await visit.send('A05', parts);
    expect(await eventsOf(visit)).toEqual([`PRE_ADMIT 0${expected}`]);
  });

  it('is what became of it where the stay begins on an earlier day, until that is taken back', async () => {
    const visit = await aVisit();
    const starts = async () => (await visit.seen()).appointments.map(({ status, start }) => [status, start]);
    const later = '20260509090000+0000';
    await visit.send('A05', { evn: { 3: later }, sent: { at: hour(1) } });
    await visit.send('A01', { pv1: { 44: at(8) }, sent: { at: hour(3) } });
    expect(await starts()).toEqual([['ACTIVE', '2026-05-01T08:00:00.000Z']]);
    await visit.send('A02', { evn: { 6: at(9) }, sent: { at: hour(4) } });
    expect(await starts()).toEqual([['ACTIVE', '2026-05-01T08:00:00.000Z']]);
    await visit.send('A11', { sent: { at: hour(5) } });
    expect(await starts()).toEqual([['ACTIVE', '2026-05-09T09:00:00.000Z']]);
    await visit.send('A01', { pv1: { 44: later.replace('09000', '07000') }, sent: { at: hour(6) } });
    expect(await starts()).toEqual([['ACTIVE', '2026-05-09T09:00:00.000Z']]);
  });

  it('that is told of after the stay has begun on an earlier day has an appointment then', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 44: at(8) }, sent: { at: hour(3) } });
    await visit.send('A05', { evn: { 3: '20260509090000+0000' }, sent: { at: hour(1) } });
    expect((await visit.seen()).appointments).toMatchObject([{ start: '2026-05-01T08:00:00.000Z' }]);
  });

  it('is not undone by what was sent before it, and its cancellation by no plan from before that', async () => {
    const visit = await aVisit();
    await visit.send('A05', { evn: { 3: at(9) }, sent: { at: hour(3) } });
    await visit.send('A38', { sent: { at: hour(2) } });
    expect(await visit.seen()).toMatchObject({ encounters: [{}], appointments: [{ status: 'ACTIVE' }] });
    await visit.send('A38', { sent: { at: hour(4) } });
    await visit.send('A05', { evn: { 3: at(10) }, sent: { at: hour(1) } });
    expect(await visit.seen()).toMatchObject({ encounters: [], appointments: [{ status: 'CANCELLED' }] });
  });
});

describe('what is told to two slices', () => {
  /** For a while the appointments cannot be written: their slice is as good as dead. */
  const withoutAppointments = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    await system.database.pool.query('alter table appointments.res rename to away');
    try {
      return await work();
    } finally {
      await system.database.pool.query('alter table appointments.away rename to res');
    }
  };

  it('is AE where the second fails after the first, and is completed when it is sent again', async () => {
    const visit = await aVisit();
    const plan = visit.message('A05', { evn: { 3: at(9) } });
    const failed = await withoutAppointments(() => outside.postHl7(system.base, plan));
    expect([failed.status, outside.msaOf(failed).code]).toEqual([200, 'AE']);
    expect(await visit.seen()).toMatchObject({ encounters: [{ status: 'planned', version: 1 }], appointments: [] });

    await outside.deliver(system.base, plan);
    expect(await visit.seen()).toMatchObject({
      encounters: [{ status: 'planned', version: 1 }],
      appointments: [{ status: 'ACTIVE', start: '2026-05-01T09:00:00.000Z' }],
    });

    const cancellation = visit.message('A38');
    expect(outside.msaOf(await withoutAppointments(() => outside.postHl7(system.base, cancellation))).code).toBe('AE');
    expect(await visit.seen()).toMatchObject({ encounters: [], appointments: [{ status: 'ACTIVE' }] });
    await outside.deliver(system.base, cancellation);
    expect(await visit.seen()).toMatchObject({ encounters: [], appointments: [{ status: 'CANCELLED' }] });
  });

  it('ends as the encounter does, where a newer message overtook the one that failed', async () => {
    const visit = await aVisit();
    const plan = visit.message('A05', { evn: { 3: at(9) }, sent: { at: hour(1) } });
    await withoutAppointments(() => outside.postHl7(system.base, plan));
    await visit.send('A38', { sent: { at: hour(2) } });
    await outside.deliver(system.base, plan);
    expect(await visit.seen()).toMatchObject({ encounters: [], appointments: [{ status: 'CANCELLED' }] });
  });
});

describe('the order of messages', () => {
  it('is that of MSH-7, whatever order they come in', async () => {
    const visit = await aVisit();
    await visit.send('A03', { pv1: { 45: at(20) }, sent: { at: hour(20) } });
    await visit.send('A08', { pv1: { 3: 'W4' }, sent: { at: hour(13) } });
    await visit.send('A02', { evn: { 6: at(12) }, sent: { at: hour(12) } });
    await visit.send('A01', { pv1: { 44: at(8) }, sent: { at: hour(8) } });
    expect((await visit.seen()).encounters).toMatchObject([
      {
        status: 'finished',
        events: [
          { type: 'ADMIT', location: { ward: 'W1' } },
          { type: 'TRANSFER', location: { ward: 'W4' } },
          { type: 'DISCHARGE' },
        ],
      },
    ]);
  });

  it('lets nothing older overwrite what is newer, and says so', async () => {
    const visit = await aVisit();
    await visit.send('A01', { pv1: { 3: 'NEW', 44: at(9) }, sent: { at: hour(9) } });
    const late = await visit.send('A01', { pv1: { 3: 'OLD', 44: at(8) }, sent: { at: hour(8) } });
    expect(err(late)).toEqual([expect.stringContaining('A newer message had come before, and what it said stands.')]);
    expect((await visit.seen()).encounters).toMatchObject([{ version: 1, location: { ward: 'NEW' } }]);
  });

  it('counts one message once, however often it is sent', async () => {
    const visit = await aVisit();
    const message = visit.message('A02', { evn: { 6: at(12) } });
    const replies = await Promise.all(Array.from({ length: 6 }, () => outside.deliver(system.base, message)));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((await visit.seen()).encounters).toMatchObject([{ version: 1, events: [{ type: 'TRANSFER' }] }]);
  });

  it('loses none of many that come at once', async () => {
    const visit = await aVisit();
    const hours = Array.from({ length: 12 }, (_, index) => index + 8);
    await Promise.all(hours.map((when) => visit.send('A02', { evn: { 6: at(when) } })));
    expect(await eventsOf(visit)).toEqual(hours.map((when) => `TRANSFER ${String(when).padStart(2, '0')}`));
  });
});

describe('a message that says too little, or what cannot be', () => {
  it.each([
    ['A01 without a visit number', 'A01', { pv1: { 19: '' } }, 'PV1[1].19.1: The number of the visit is required.'],
    ['A03 without PV1-45', 'A03', {}, 'PV1[1].45: The time of the discharge is required.'],
    ['A05 without any time', 'A05', {}, 'EVN[1].3: The time of the planned admission is required, or PV1-44 or PV2-8.'],
    [
      'a doctor without a family name',
      'A01',
      { pv1: { 8: 'C1^Grey~C2^^Kate' } },
      'PV1[1].8[2].2: The family name is required of whoever is named here.',
    ],
    [
      'a time that is none',
      'A02',
      { evn: { 6: 'noon' } },
      'EVN[1].6: This must be a time as YYYYMMDDHHMMSS, less if less is known, with or without +ZZZZ.',
    ],
    [
      'a discharge before the admission',
      'A03',
      { pv1: { 44: at(9), 45: at(8) } },
      'PV1[1].45: The patient is discharged before being admitted.',
    ],
  ])('is refused with its place: %s', async (_name, trigger, parts, reason) => {
    const visit = await aVisit();
    expect(await visit.refused(trigger, parts)).toEqual([200, 'AR', `Rejected: ${reason}`]);
    expect(await visit.seen()).toEqual({ encounters: [], appointments: [] });
  });

  it('is AA or AR whatever stands where, and never a fault of ours', async () => {
    const visit = await aVisit();
    const odd = fc.constantFrom(
      '',
      '""',
      '^^^^^^^^',
      '~',
      '&',
      'x',
      '0',
      '20260501',
      '00010101',
      '99991231235959.9999',
      '\\X00\\',
      '😀',
    );
    const triggers = ['A01', 'A02', 'A03', 'A04', 'A05', 'A08', 'A11', 'A12', 'A13', 'A14', 'A27', 'A38'];
    const pv1 = fc.dictionary(fc.constantFrom(2, 3, 7, 8, 9, 10, 19, 44, 45).map(String), odd, { maxKeys: 5 });
    const others = fc.record({ evn3: odd, evn6: odd, pv2: odd, zvn1: odd, zvn6: odd });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...triggers), pv1, others, async (trigger, visitFields, rest) => {
        const message = visit.message(trigger, {
          pv1: { ...visitFields },
          evn: { 3: rest.evn3, 6: rest.evn6 },
          more: [segment('PV2', { 8: rest.pv2 }), segment('ZVN', { 1: rest.zvn1, 6: rest.zvn6 })],
        });
        const reply = await outside.postHl7(system.base, message);
        expect([reply.status, outside.msaOf(reply).code]).toEqual([200, expect.stringMatching(/^A[AR]$/)]);
      }),
      { numRuns: 150 },
    );
    expect(await visit.seen()).toBeDefined();
  });

  it('is refused without PV1, and for a patient who is not known', async () => {
    const who = anInpatient();
    const stranger = wire(msh('ADT^A01'), pid(who), 'PV1|1|I|||||||||||||||||V1');
    expect(outside.msaOf(await outside.postHl7(system.base, stranger))).toMatchObject({ code: 'AR' });
    const visit = await aVisit();
    const reply = await outside.postHl7(system.base, wire(msh('ADT^A01'), pid(visit.who)));
    expect(outside.msaOf(reply).reason).toBe('Rejected: PV1[1]: A PV1 segment is required.');
  });

  it('is refused where the number is that of another patient’s visit', async () => {
    const [visit, other] = [await aVisit(), await aVisit()];
    await visit.send('A01');
    expect(await other.refused('A01', { pv1: { 19: visit.number } })).toEqual([
      200,
      'AR',
      expect.stringMatching(/^Rejected: PV1\[1\]\.19\.1: /),
    ]);
    expect((await other.seen()).encounters).toEqual([]);
  });
});

it('is in the access log as ENCOUNTERS', async () => {
  const visit = await aVisit();
  await visit.send('A01');
  await outside.find(riverside, visit.who, 'encounters { items { id } }');
  const { rows } = await system.database.pool.query<{ reading: string[] }>(
    'select reading from patients.access_log order by id desc limit 1',
  );
  expect(rows).toMatchObject([{ reading: ['ENCOUNTERS'] }]);
});
