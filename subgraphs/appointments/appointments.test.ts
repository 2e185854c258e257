import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7, type OrganisationId, type PatientId } from '../../kernel/id.ts';
import { organisations } from '../../prisma/demo.ts';
import type { Principal } from '../../kernel/principal.ts';
import { callOf, feedOf, person } from '../../test/calls.ts';
import { aMessage, someDetails } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, countingSql, idOf, patientBy, permitOf, placementOf, purviewOf, source } from '../../test/slice.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { sealPlacement } from '../kit/placement.ts';
import { sealPurview } from '../kit/purview.ts';
import type { PutAppointmentInput, SetAppointmentStatusInput } from './appointment-input.types.ts';
import { openAppointments } from './index.ts';

const database = await testDatabase();
const sql = countingSql(database.sql);
const appointments = openAppointments({ sql });
afterAll(database.drop);
beforeEach(() => database.pool.query('truncate appointments.res, appointments.ver'));

const riverside = feedOf('riverside');
const [alice, diaz] = [person('alice'), person('diaz')];
const placement = placementOf(riverside, 'alice', 'riverside-diabetes');
const every = { labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'] as const };

type Outcome = { readonly id?: string; readonly outcome?: string; readonly kind?: string; readonly field?: string };
const mutate = async (field: string, type: string, input: object, by: Principal = riverside): Promise<Outcome> => {
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ... on Stored { id outcome } ... on Refusal { kind message field } } }`;
  const { data, errors } = await asking(appointments, by).run(query, {
    input: JSON.parse(JSON.stringify(input)) as unknown,
  });
  expect(errors).toBeUndefined();
  return data?.[field] as Outcome;
};
const put = (input: Partial<PutAppointmentInput> = {}, by = riverside) =>
  mutate(
    'putAppointment',
    'PutAppointmentInput',
    { placement, message: aMessage(), externalId: 'APP-1', details: someDetails(), ...input },
    by,
  );
const setStatus = (input: Partial<SetAppointmentStatusInput> = {}, by = riverside) =>
  mutate(
    'setAppointmentStatus',
    'SetAppointmentStatusInput',
    { placement, message: aMessage('2026-05-02T09:00:00Z', 'M2'), externalId: 'APP-1', status: 'CANCELLED', ...input },
    by,
  );

type Shown = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly subject: string;
  readonly description: string | null;
  readonly start: string;
};
const shown = async (fields = 'id version status subject description start end'): Promise<readonly Shown[]> => {
  const seen = patientBy('alice', purviewOf(alice, 'alice', every));
  const view = await asking(appointments, alice).patient<{ appointments: { items: readonly Shown[] } }>(
    seen,
    `appointments { items { ${fields} } }`,
  );
  return view.appointments.items;
};

const full = someDetails({
  end: new Date('2026-07-01T10:00:00Z'),
  type: { system: 'L', code: 'FUP', display: 'Follow-up' },
  subject: 'Diabetes review',
  description: 'Bring your <b>diary</b>.',
  location: 'Clinic 4',
  specialty: { code: '307', display: 'Diabetic medicine' },
  participants: [{ name: 'Dr Grey', role: 'Consultant' }],
});

describe('An appointment from a feed', () => {
  it('is stored, and shown as the sender wrote it', async () => {
    expect(await put({ details: full })).toMatchObject({ outcome: 'CREATED' });
    expect(
      await shown(
        'externalId version status type { code display } start end subject description location specialty { code display } participants { name role } label',
      ),
    ).toEqual([
      {
        externalId: 'APP-1',
        version: 1,
        status: 'ACTIVE',
        type: { code: 'FUP', display: 'Follow-up' },
        start: '2026-07-01T09:30:00.000Z',
        end: '2026-07-01T10:00:00.000Z',
        subject: 'Diabetes review',
        description: 'Bring your <b>diary</b>.',
        location: 'Clinic 4',
        specialty: { code: '307', display: 'Diabetic medicine' },
        participants: [{ name: 'Dr Grey', role: 'Consultant' }],
        label: 'GENERAL_HEALTH',
      },
    ]);
  });

  it('is replaced as a whole by a later message, so that a subject left out is the usual one', async () => {
    await put({ details: full });
    expect(await put({ message: aMessage('2026-05-02T09:00:00Z') })).toMatchObject({ outcome: 'UPDATED' });
    expect(await shown()).toMatchObject([{ version: 2, subject: 'Appointment', description: null }]);
  });

  it('is the same when the same message comes again, and does not give way to an older one', async () => {
    await put({ details: full });
    expect(await put({ details: full })).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await put({ message: aMessage('2026-04-01T09:00:00Z') })).toMatchObject({ outcome: 'STALE' });
    expect(await shown()).toMatchObject([{ version: 1, subject: 'Diabetes review' }]);
  });

  it('takes its label from the specialty, else from the team', async () => {
    await put({ externalId: 'A', details: someDetails({ specialty: { code: '360' } }) });
    await put({
      externalId: 'B',
      placement: placementOf(riverside, 'alice', 'riverside-mental-health', 'MENTAL_HEALTH'),
    });
    const labels = (await shown('externalId label')) as unknown as readonly { externalId: string; label: string }[];
    expect(labels.map(({ externalId, label }) => [externalId, label]).sort()).toEqual([
      ['A', 'SEXUAL_HEALTH'],
      ['B', 'MENTAL_HEALTH'],
    ]);
  });

  it('is one appointment, however many messages put it at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        put({
          message: aMessage(`2026-05-01T09:00:${String(index).padStart(2, '0')}Z`),
          details: someDetails({ subject: `s${index}` }),
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(await shown()).toMatchObject([{ subject: 's15' }]);
  });

  it.each<[string, Partial<PutAppointmentInput>, string, string]>([
    [
      'that ends before it starts',
      { details: someDetails({ end: new Date('2026-07-01T09:00:00Z') }) },
      'INVALID',
      'details.end',
    ],
    ['without a number', { externalId: ' ' }, 'INVALID', 'externalId'],
    [
      'with the placement of another feed',
      { placement: placementOf(feedOf('hillside'), 'alice', 'riverside-diabetes') },
      'FORBIDDEN',
      'placement',
    ],
    ['with a placement that nobody made', { placement: 'a.b.c' }, 'FORBIDDEN', 'placement'],
  ])('is refused %s', async (_case, input, kind, field) => {
    expect(await put(input)).toMatchObject({ kind, field });
    expect(await shown()).toEqual([]);
  });

  it('is refused where its number is that of another patient’s, by either mutation', async () => {
    await put();
    const bobs = placementOf(riverside, 'bob', 'riverside-diabetes');
    expect(await put({ placement: bobs })).toMatchObject({ kind: 'CONFLICT', field: 'externalId' });
    expect(await setStatus({ placement: bobs, details: someDetails() })).toMatchObject({
      kind: 'CONFLICT',
      field: 'externalId',
    });
    expect(await setStatus({ placement: bobs })).toMatchObject({ kind: 'NOT_FOUND', field: 'externalId' });
    expect(await shown()).toMatchObject([{ status: 'ACTIVE', version: 1 }]);
  });
});

describe('The status of an appointment', () => {
  it('changes, and nothing else does', async () => {
    await put({
      details: full,
      placement: placementOf(riverside, 'alice', 'riverside-mental-health', 'MENTAL_HEALTH'),
    });
    const fields =
      'externalId type { code } start end subject description location specialty { code } participants { name role } label';
    const before = await shown(fields);
    expect(await setStatus()).toMatchObject({ outcome: 'UPDATED' });
    expect(await shown(fields)).toEqual(before);
    expect(await shown()).toMatchObject([{ status: 'CANCELLED', version: 2 }]);
    const representation = patientBy(
      'alice',
      purviewOf(diaz, 'alice', { sources: [source('riverside-mental-health')] }),
    );
    expect(await asking(appointments, diaz).patient(representation, 'appointments { items { status } }')).toEqual({
      appointments: { items: [{ status: 'CANCELLED' }] },
    });
  });

  it('is DNA, and ACTIVE again when a later message says so', async () => {
    await put({ details: full });
    await setStatus({ status: 'DNA' });
    expect(await shown()).toMatchObject([{ status: 'DNA', subject: 'Diabetes review' }]);
    await setStatus({ status: 'ACTIVE', message: aMessage('2026-05-03T09:00:00Z') });
    expect(await shown()).toMatchObject([{ status: 'ACTIVE', subject: 'Diabetes review' }]);
  });

  it('stays when the same message comes again', async () => {
    await put();
    await setStatus();
    expect(await setStatus()).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await shown()).toMatchObject([{ status: 'CANCELLED', version: 2 }]);
  });

  it('does not change by a message older than the appointment’s', async () => {
    await put({ message: aMessage('2026-05-05T09:00:00Z') });
    expect(await setStatus()).toMatchObject({ outcome: 'STALE' });
    expect(await shown()).toMatchObject([{ status: 'ACTIVE', version: 1 }]);
  });

  it('of an unknown appointment is refused where there are no details to make it from', async () => {
    expect(await setStatus()).toMatchObject({ kind: 'NOT_FOUND', field: 'externalId' });
    expect(await shown()).toEqual([]);
  });

  it.each(['CANCELLED', 'DNA'] as const)('%s makes an unknown appointment that has details', async (status) => {
    expect(await setStatus({ status, details: full })).toMatchObject({ outcome: 'CREATED' });
    expect(await shown()).toMatchObject([{ status, version: 1, subject: 'Diabetes review' }]);
  });

  it('changes nothing else of a known appointment, whatever details come along', async () => {
    await put({ details: full });
    await setStatus({ details: someDetails({ subject: 'Other', start: new Date('2027-01-01T09:00:00Z') }) });
    expect(await shown()).toMatchObject([
      { status: 'CANCELLED', subject: 'Diabetes review', start: '2026-07-01T09:30:00.000Z' },
    ]);
  });

  it('is refused by whoever has no leave to write', async () => {
    await put();
    expect(await setStatus({}, feedOf('hillside'))).toMatchObject({ kind: 'FORBIDDEN', field: 'placement' });
    const hillside = feedOf('hillside');
    expect(
      await setStatus({ placement: placementOf(hillside, 'alice', 'hillside-community') }, hillside),
    ).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await shown()).toMatchObject([{ status: 'ACTIVE' }]);
  });

  it('never undoes what another message changes between its look and its write', async () => {
    await put();
    let interference: (() => Promise<unknown>) | undefined = () =>
      put({ message: aMessage('2026-05-01T10:00:00Z'), details: full });
    const interrupted = openAppointments({
      sql: {
        ...database.sql,
        query: async (name, text, values) => {
          const interfere = name.startsWith('records.appointments.put') ? interference : undefined;
          if (interfere !== undefined) interference = undefined;
          await interfere?.();
          return database.sql.query(name, text, values);
        },
      },
    });
    const input = { placement, message: aMessage('2026-05-02T09:00:00Z'), externalId: 'APP-1', status: 'DNA' };
    const { data } = await asking(interrupted, riverside).run(
      'mutation ($input: SetAppointmentStatusInput!) { setAppointmentStatus(input: $input) { ... on Stored { outcome } } }',
      { input: JSON.parse(JSON.stringify(input)) as unknown },
    );
    expect(data).toEqual({ setAppointmentStatus: { outcome: 'UPDATED' } });
    expect(await shown()).toMatchObject([{ version: 3, status: 'DNA', subject: 'Diabetes review' }]);
  });

  it('is set once and in order, however many messages set it at once', async () => {
    await put();
    await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        setStatus({
          message: aMessage(`2026-05-03T09:00:${String(index).padStart(2, '0')}Z`),
          status: index === 31 ? 'ACTIVE' : 'CANCELLED',
        }),
      ),
    );
    const [appointment] = await shown();
    expect(appointment?.status).toBe('ACTIVE');
    const { rows } = await database.pool.query<{ ver: number }>('select ver from appointments.ver order by ver');
    expect(rows.map(({ ver }) => ver)).toEqual(rows.map((_, index) => index + 1));
    expect(rows).toHaveLength(appointment?.version ?? 0);
  });

  it('is made once where many messages cancel an unknown appointment at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        setStatus({ message: aMessage(`2026-05-03T09:00:${String(index).padStart(2, '0')}Z`), details: full }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(await shown()).toMatchObject([{ status: 'CANCELLED', subject: 'Diabetes review' }]);
  });
});

describe('Appointments are read', () => {
  const searched =
    'appointments { items { id } next } appointmentRecords(query: "_total=accurate") { items { id resource } total next }';
  const nothing = { appointments: null, appointmentRecords: null };

  it('latest start first, by pages', async () => {
    for (const day of [1, 3, 2])
      await put({
        externalId: String(day),
        details: someDetails({ subject: `day ${day}`, start: new Date(`2026-07-0${day}T09:00:00Z`) }),
      });
    const seen = patientBy('alice', purviewOf(alice, 'alice', every));
    type View = { appointments: { items: readonly { subject: string }[]; next: string | null } };
    const first = await asking(appointments, alice).patient<View>(
      seen,
      'appointments(first: 2) { items { subject } next }',
    );
    const second = await asking(appointments, alice).patient<View>(
      seen,
      `appointments(first: 2, after: ${JSON.stringify(first.appointments.next)}) { items { subject } next }`,
    );
    expect([first, second].map(({ appointments }) => appointments.items.map(({ subject }) => subject))).toEqual([
      ['day 3', 'day 2'],
      ['day 1'],
    ]);
    expect(second.appointments.next).toBeNull();
  });

  it.each(['appointments(first: 0)', 'appointmentRecords(first: 201)'])(
    'but not by a page of a size that there is not: %s',
    async (field) => {
      const { errors } = await asking(appointments, alice).entities(
        [patientBy('alice', purviewOf(alice, 'alice', every))],
        `${field} { items { id } }`,
      );
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'first' } }]);
    },
  );

  it('as valid R4, found by FHIR search', async () => {
    await put({ details: full });
    await put({ externalId: 'APP-2' });
    const fields =
      'appointmentRecords(query: "date=ge2026-07-01&status=booked&_total=accurate") { items { id resource } total ignored }';
    const { appointmentRecords } = await asking(appointments, alice).patient<{
      appointmentRecords: { total: number; items: readonly { id: string; resource: string }[] };
    }>(patientBy('alice', purviewOf(alice, 'alice', every)), fields);
    expect(appointmentRecords).toMatchObject({ total: 2, ignored: [] });
    const resources = appointmentRecords.items.map(({ resource }) => JSON.parse(resource) as unknown);
    expect(resources.flatMap(faultsInR4)).toEqual([]);
    expect(resources[0]).toMatchObject({ meta: { versionId: '1', security: [{ code: 'GENERAL_HEALTH' }] } });
    const one = `appointmentRecord(id: ${JSON.stringify(appointmentRecords.items[0]?.id)}) { id resource }`;
    expect(
      await asking(appointments, alice).patient(patientBy('alice', purviewOf(alice, 'alice', every)), one),
    ).toEqual({ appointmentRecord: appointmentRecords.items[0] });
  });

  it('with the fault named where a search is malformed', async () => {
    const { errors } = await asking(appointments, alice).entities(
      [patientBy('alice', purviewOf(alice, 'alice', every))],
      'appointmentRecords(query: "date=soon") { items { id } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'date' } }]);
  });

  it('without a trace of those whose label the purview does not hold', async () => {
    const { id } = await put({
      externalId: 'secret',
      details: someDetails({ specialty: { code: '360' }, subject: 'Secret' }),
    });
    await put({ externalId: 'open' });
    const seen = await asking(appointments, diaz).patient<{
      appointments: { items: readonly object[] };
      appointmentRecords: { total: number };
    }>(
      patientBy('alice', purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH'] })),
      `${searched} appointmentRecord(id: "${id ?? ''}") { id }`,
    );
    expect(seen.appointments).toMatchObject({ items: [{}], next: null });
    expect(seen).toMatchObject({ appointmentRecords: { total: 1, next: null }, appointmentRecord: null });
    expect(JSON.stringify(seen)).not.toContain('Secret');
  });

  it.each<[string, string | null | undefined]>([
    ['without a purview', undefined],
    ['with none', null],
    ['with one that nobody made', 'a.b.c'],
    ['with another principal’s', purviewOf(diaz, 'alice', every)],
    ['with another patient’s', purviewOf(alice, 'bob', every)],
    ['with a placement', placementOf(alice, 'alice', 'riverside-diabetes')],
  ])('not at all %s', async (_case, purview) => {
    const { id } = await put();
    const representation = patientBy('alice', purview);
    expect(await asking(appointments, alice).patient(representation, searched)).toEqual(nothing);
    expect(
      await asking(appointments, alice).patient(representation, `appointmentRecord(id: "${id ?? ''}") { id }`),
    ).toEqual({ appointmentRecord: null });
  });

  it('of twenty patients in one query', async () => {
    const patientIds = Array.from({ length: 20 }, () => uuid7() as PatientId);
    for (const [index, patient] of patientIds.entries()) {
      const organisation = organisations.riverside.id as OrganisationId;
      const own = sealPlacement(callOf(riverside), {
        patient,
        organisation,
        team: source('riverside-diabetes') as never,
      });
      await put({ placement: own, externalId: `of-${index}`, details: someDetails({ subject: String(index) }) });
    }
    const representations = patientIds.map((id) => ({
      __typename: 'Patient',
      id,
      purview: sealPurview(callOf(diaz), {
        patient: id,
        labels: ['GENERAL_HEALTH'],
        sources: [],
        masks: [],
        basis: 'CONSENT',
      }),
    }));
    sql.queries.length = 0;
    const { data, errors } = await asking(appointments, diaz).entities(
      representations,
      'appointments(first: 5) { items { subject } }',
    );
    expect(errors).toBeUndefined();
    expect(data?.['_entities']).toEqual(
      patientIds.map((_, index) => ({ appointments: { items: [{ subject: String(index) }] } })),
    );
    expect(sql.queries).toHaveLength(1);
  });

  it('of nobody by the id alone', async () => {
    const { data } = await asking(appointments, alice).entities(
      [{ __typename: 'Patient', id: idOf('alice') }],
      searched,
    );
    expect(data?.['_entities']).toEqual([nothing]);
  });
});

it('Another label for an appointment survives its being put again and cancelled', async () => {
  const { id } = await put();
  const permit = permitOf(alice, 'alice', { isSelf: true });
  expect(
    await mutate('changeAppointmentLabel', 'ChangeLabelInput', { permit, id, label: 'MENTAL_HEALTH' }, alice),
  ).toMatchObject({ outcome: 'UPDATED' });
  expect(await put({ message: aMessage('2026-05-01T10:00:00Z', 'M3') })).toMatchObject({ outcome: 'UPDATED' });
  expect(await setStatus()).toMatchObject({ outcome: 'UPDATED' });
  expect(await shown('label status')).toEqual([{ label: 'MENTAL_HEALTH', status: 'CANCELLED' }]);
});

it('Another organisation’s cancellation of the same number finds nothing to cancel', async () => {
  await put();
  const hillside = feedOf('hillside');
  const theirs = placementOf(hillside, 'alice', 'hillside-community');
  expect(await setStatus({ placement: theirs }, hillside)).toMatchObject({ kind: 'NOT_FOUND', field: 'externalId' });
  expect(await shown('status')).toEqual([{ status: 'ACTIVE' }]);
});
