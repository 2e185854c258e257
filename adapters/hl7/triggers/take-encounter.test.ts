import { describe, expect, it } from 'vitest';
import * as documents from '../documents.generated.ts';
import { msh, post, said, serve } from '../endpoint.fixture.ts';
import { refusal, stored, told } from '../world.fixture.ts';

const pid = 'PID|1||9434765919^^^NHS^NH||Archer^Alice||19870228|F';
const visit = `PV1|1|I|W1${'|'.repeat(16)}V1`;
const message = { id: 'message-1', controlId: '1', sentAt: '2024-02-01T12:00:00.000000Z' };
const source = { placement: 'leave', message, externalId: 'V1' };
const adt = (trigger: string, ...more: readonly string[]) => [msh(`ADT^${trigger}`), ...more, pid, visit];
const sentAt = message.sentAt;
const plan = { type: 'PRE_ADMIT', at: '2024-03-01T09:00:00.000Z' } as const;

describe('an event of an encounter', () => {
  it.each([
    ['A01', 'ADMIT', 'INPATIENT'],
    ['A02', 'TRANSFER', 'INPATIENT'],
    ['A04', 'ADMIT', 'INPATIENT'],
  ])('is recorded by %s as %s', async (trigger, type, patientClass) => {
    const { world, ...served } = await serve();
    expect(said(await post(served, adt(trigger)))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.RecordEncounterEventDocument)).toMatchObject([
      { ...source, type, at: sentAt, details: { class: patientClass, location: { ward: 'W1' } } },
    ]);
    expect(world.asked(documents.PutAppointmentDocument)).toEqual([]);
  });

  it.each([
    ['A11', 'ADMIT'],
    ['A12', 'TRANSFER'],
    ['A13', 'DISCHARGE'],
    ['A27', 'PENDING_ADMIT'],
    ['A38', 'PRE_ADMIT'],
  ])('is taken back by %s: %s', async (trigger, type) => {
    const { world, ...served } = await serve();
    expect(said(await post(served, adt(trigger)))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.CancelEncounterEventDocument)).toMatchObject([{ ...source, type }]);
    expect(world.asked(documents.SetAppointmentStatusDocument)).toEqual([]);
  });

  it.each([
    ['', undefined, undefined],
    ['ZVN|A03', 'DISCHARGE', undefined],
    ['ZVN|a02|||||20240201100000', 'TRANSFER', '2024-02-01T10:00:00.000000Z'],
  ])('is corrected by A08: %s', async (zvn, type, at) => {
    const { world, ...served } = await serve();
    expect(
      said(await post(served, [...adt('A08', 'EVN|A08|||||20240201110000'), ...(zvn === '' ? [] : [zvn])])),
    ).toEqual({
      msa: 'AA|1|',
      err: [],
    });
    expect(world.asked(documents.UpdateEncounterEventDocument)).toMatchObject([
      { ...source, type, at, updatedAt: '2024-02-01T11:00:00.000000Z' },
    ]);
  });

  it('that came too late is accepted with a warning', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.RecordEncounterEventDocument, () => ({
      recordEncounterEvent: told({ type: 'ADMIT', at: sentAt }, { outcome: 'STALE' }),
    }));
    expect(said(await post(served, adt('A01'))).err).toEqual([
      'PV1^1^19^1^1|W|A newer message had come before, and what it said stands.',
    ]);
  });

  it.each([
    ['externalId', 'PV1[1].19.1'],
    ['details.location.bed', 'PV1[1].3.3'],
    ['details.attenders[1]', 'PV1[1].7'],
    ['details.specialty', 'PV1[1].10'],
    ['message.controlId', 'MSH[1].10'],
  ])('is refused at %s in the sender’s terms', async (field, path) => {
    const { world, ...served } = await serve();
    world.answer(documents.RecordEncounterEventDocument, () => ({
      recordEncounterEvent: refusal('INVALID', 'No.', field),
    }));
    expect(said(await post(served, adt('A01'))).msa).toBe(`AR|1|Rejected: ${path}: No.`);
  });

  it('is read as a whole before its patient is looked for', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, adt('A03'))).msa).toBe(
      'AR|1|Rejected: PV1[1].45: The time of the discharge is required.',
    );
    expect(world.asked(documents.MatchPatientDocument)).toEqual([]);
  });
});

describe('a plan', () => {
  const a05 = adt('A05', 'EVN|A05||20240301090000');
  const appointment = { placement: 'leave', message, externalId: 'encounter/V1/PRE_ADMIT' };

  it('is an appointment that says what the event says, not the message', async () => {
    const { world, ...served } = await serve();
    const people = { attenders: ['Dr Grey'], referrers: ['Dr Li'], consulters: ['Dr Woolf'] };
    const location = { text: null, ward: 'W9', room: null, bed: 'B1' };
    const specialty = { system: null, code: '300', display: null };
    const event = {
      ...told(plan).event,
      ...people,
      type: plan.type,
      at: plan.at,
      class: 'EMERGENCY',
      location,
      specialty,
    };
    world.answer(documents.RecordEncounterEventDocument, () => ({
      recordEncounterEvent: { ...told(plan), plans: [{ ...event, class: 'EMERGENCY' as const }] },
    }));
    expect(said(await post(served, a05))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.PutAppointmentDocument)).toEqual([
      {
        ...appointment,
        details: {
          start: plan.at,
          subject: 'Emergency visit',
          location: 'W9, B1',
          specialty,
          participants: [
            { name: 'Dr Grey', role: 'Attender' },
            { name: 'Dr Li', role: 'Referrer' },
            { name: 'Dr Woolf', role: 'Consulter' },
          ],
        },
      },
    ]);
  });

  it.each([
    ['A05 that came after its cancellation', a05],
    ['A38', adt('A38')],
    ['A08 of what was cancelled since', adt('A08')],
  ])('that does not stand is a cancelled appointment: %s', async (_name, sent) => {
    const { world, ...served } = await serve();
    const gone = told(plan, { stands: false });
    world.answer(documents.RecordEncounterEventDocument, () => ({ recordEncounterEvent: gone }));
    world.answer(documents.CancelEncounterEventDocument, () => ({ cancelEncounterEvent: gone }));
    world.answer(documents.UpdateEncounterEventDocument, () => ({ updateEncounterEvent: gone }));
    expect(said(await post(served, sent)).msa).toBe('AA|1|');
    expect(world.asked(documents.PutAppointmentDocument)).toEqual([]);
    expect(world.asked(documents.SetAppointmentStatusDocument)).toMatchObject([
      { ...appointment, status: 'CANCELLED', details: { start: plan.at, subject: 'Inpatient stay' } },
    ]);
  });

  it('that another message has moved moves its appointment', async () => {
    const { world, ...served } = await serve();
    const moved = told({ type: 'PRE_ADMIT', at: '2024-02-01T10:00:00.000Z' }).plans;
    world.answer(documents.RecordEncounterEventDocument, () => ({
      recordEncounterEvent: { ...told({ type: 'ADMIT', at: '2024-02-01T10:00:00.000Z' }), plans: moved },
    }));
    expect(said(await post(served, adt('A01'))).msa).toBe('AA|1|');
    expect(world.asked(documents.PutAppointmentDocument)).toMatchObject([
      { ...appointment, details: { start: '2024-02-01T10:00:00.000Z', subject: 'Inpatient stay' } },
    ]);
  });

  it('whose appointment fails once is not accepted, and is completed when it is sent again', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.PutAppointmentDocument, () => ({ putAppointment: refusal('BUSY', 'Later.') }));
    expect(said(await post(served, a05)).msa).toBe('AE|1|Not processed, send again later: Later.');
    world.answer(documents.PutAppointmentDocument, () => ({ putAppointment: stored('appointment-1') }));
    expect(said(await post(served, a05)).msa).toBe('AA|1|');
    expect(world.asked(documents.RecordEncounterEventDocument)).toHaveLength(2);
    expect(world.asked(documents.PutAppointmentDocument)).toHaveLength(2);
  });
});
