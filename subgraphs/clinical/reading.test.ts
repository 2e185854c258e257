import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId, type PatientId } from '../../kernel/id.ts';
import { organisations } from '../../prisma/demo.ts';
import { callOf, feedOf, person } from '../../test/calls.ts';
import { aLabReport, aMessage, aResult, labReports } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, countingSql, idOf, noon, patientBy, placementOf, purviewOf, source } from '../../test/slice.ts';
import type { ItemLabel, Label } from '../kit/label.ts';
import { sealPlacement } from '../kit/placement.ts';
import { sealPurview } from '../kit/purview.ts';
import { openRecordStore } from '../records/index.ts';
import { directoryBlobs, openClinical } from './index.ts';
import type { LabReportInput, LabReportsInput } from './ingest.types.ts';

const database = await testDatabase();
const sql = countingSql(database.sql);
const directory = await mkdtemp(join(tmpdir(), 'clinical-'));
const clinical = openClinical({ sql, blobs: directoryBlobs(directory, randomUUID) });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const riverside = feedOf('riverside');
const [alice, diaz, hall] = [person('alice'), person('diaz'), person('hall')];
const everyLabel: readonly ItemLabel[] = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'];

const ingest = async (
  placement: string,
  { message = aMessage(), ...report }: Partial<LabReportInput & Pick<LabReportsInput, 'message'>>,
): Promise<string> => {
  const reports = [aLabReport(report)];
  const input = JSON.parse(JSON.stringify(labReports({ placement, message, reports }))) as unknown;
  const query =
    'mutation ($input: LabReportsInput!) { ingestLabReports(input: $input) { ... on StoredReports { reports { id } } ... on Refusal { message } } }';
  const { data, errors } = await asking(clinical, riverside).run(query, { input });
  expect(errors).toBeUndefined();
  const [stored] = (data?.['ingestLabReports'] as { reports: readonly { id: string }[] }).reports;
  return stored?.id ?? expect.unreachable('There is no report.');
};

/** One result of a label, by one of riverside's teams, under its own report. */
const place = (team: 'riverside-diabetes' | 'riverside-mental-health', label: Label, text: string): Promise<string> =>
  ingest(placementOf(riverside, 'alice', team, label), { externalId: text, results: [aResult({ key: 'x', text })] });

const lists = `observations { items { id value } next } labReports { items { id results { value } } } documents { items { id } }
  records(type: "Observation", query: "_total=accurate") { items { id resource } total next }`;
type Lists = {
  readonly observations: {
    readonly items: readonly { readonly id: string; readonly value: string | null }[];
    readonly next: string | null;
  } | null;
  readonly labReports: {
    readonly items: readonly { readonly id: string; readonly results: readonly { readonly value: string }[] }[];
  } | null;
  readonly documents: { readonly items: readonly { readonly id: string }[] } | null;
  readonly records: {
    readonly items: readonly { readonly id: string; readonly resource: string | null }[];
    readonly total: number;
    readonly next: string | null;
  } | null;
};
const nothing = { observations: null, labReports: null, documents: null, records: null };

const seenBy = (who: typeof alice, purview: string | null | undefined): Promise<Lists> =>
  asking(clinical, who).patient<Lists>(patientBy('alice', purview), lists);
const valuesSeenBy = async (who: typeof alice, purview: string) =>
  (await seenBy(who, purview)).observations?.items.map(({ value }) => value).sort();

describe('A record of all labels', () => {
  beforeAll(async () => {
    await database.pool.query('truncate clinical.res, clinical.ver');
    await place('riverside-diabetes', 'GENERAL_HEALTH', 'general');
    await place('riverside-diabetes', 'SEXUAL_HEALTH', 'sexual');
    await place('riverside-mental-health', 'MENTAL_HEALTH', 'mental');
    const unset = { resourceType: 'Observation', status: 'final', code: { text: 'unlabelled' }, valueString: 'unset' };
    const write = {
      patient: idOf('alice'),
      type: 'Observation',
      label: 'UNSET',
      sources: [],
      entered: new Date(noon),
      order: '',
      origin: 'test',
      resource: unset,
    } as const;
    await openRecordStore({ sql: database.sql, schema: 'clinical' }).put([write]);
  });

  it('is shown to the patient, every item of it', async () => {
    expect(await valuesSeenBy(alice, purviewOf(alice, 'alice', { labels: everyLabel }))).toEqual([
      'general',
      'mental',
      'sexual',
      'unset',
    ]);
  });

  it('shows no unlabelled item to whoever holds fewer than all four labels', async () => {
    expect(
      await valuesSeenBy(
        diaz,
        purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH'] }),
      ),
    ).toEqual(['general', 'mental', 'sexual']);
  });

  it('shows a team what the team put there, whatever its label', async () => {
    expect(
      await valuesSeenBy(diaz, purviewOf(diaz, 'alice', { sources: [source('riverside-mental-health')] })),
    ).toEqual(['mental']);
    expect(
      await valuesSeenBy(
        diaz,
        purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH'], sources: [source('riverside-mental-health')] }),
      ),
    ).toEqual(['general', 'mental']);
  });

  it('shows nothing through a purview that allows nothing', async () => {
    expect(await seenBy(diaz, purviewOf(diaz, 'alice', {}))).toEqual({
      observations: { items: [], next: null },
      labReports: { items: [] },
      documents: { items: [] },
      records: { items: [], total: 0, next: null },
    });
  });

  describe('seen with one label', () => {
    const oneLabel = () => purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH'] });

    it('has no trace of the others in lists, totals and cursors', async () => {
      const seen = await seenBy(diaz, oneLabel());
      expect(seen.observations).toMatchObject({ items: [{ value: 'general' }], next: null });
      expect(seen.labReports?.items.map(({ results }) => results)).toEqual([[{ value: 'general' }]]);
      expect(seen.records).toMatchObject({ total: 1, next: null });
      expect(JSON.stringify(seen)).not.toMatch(/sexual|mental|unset/);
    });

    it('says the same of a hidden item as of one that is not there', async () => {
      const all = await seenBy(alice, purviewOf(alice, 'alice', { labels: everyLabel }));
      const hidden = all.observations?.items.find(({ value }) => value === 'sexual')?.id ?? '';
      const ask = (id: string) =>
        asking(clinical, diaz).patient(
          patientBy('alice', oneLabel()),
          `record(type: "Observation", id: "${id}") { id }`,
        );
      expect(await ask(hidden)).toEqual({ record: null });
      expect(await ask(`${hidden.slice(0, 32)}.0000000000000`)).toEqual({ record: null });
    });

    it('cannot be searched for what it hides', async () => {
      const fields =
        'records(type: "Observation", query: "value-string=sexual&_total=accurate") { items { id } total }';
      expect(await asking(clinical, diaz).patient(patientBy('alice', oneLabel()), fields)).toEqual({
        records: { items: [], total: 0 },
      });
    });

    it('pages through what may be seen and ends there', async () => {
      const representation = patientBy(
        'alice',
        purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH'] }),
      );
      const first = await asking(clinical, diaz).patient<Lists>(
        representation,
        'observations(first: 1) { items { value } next }',
      );
      const fields = `observations(first: 1, after: ${JSON.stringify(first.observations?.next)}) { items { value } next }`;
      const second = await asking(clinical, diaz).patient<Lists>(representation, fields);
      expect(
        [first, second].flatMap(({ observations }) => observations?.items.map(({ value }) => value)).sort(),
      ).toEqual(['general', 'sexual']);
      expect(second.observations?.next).toBeNull();
    });
  });

  it('shows FHIR with its version, time and privacy label', async () => {
    const fields =
      'records(type: "Observation", query: "value-string=mental") { items { id version lastUpdated label sources resource } ignored }';
    const { records } = await asking(clinical, alice).patient<{
      records: { items: readonly { id: string; lastUpdated: string; resource: string }[] };
    }>(patientBy('alice', purviewOf(alice, 'alice', { labels: everyLabel })), fields);
    const [item] = records.items;
    expect(item).toMatchObject({
      version: 1,
      label: 'MENTAL_HEALTH',
      sources: [organisations.riverside.id, source('riverside-mental-health')],
    });
    expect(JSON.parse(item?.resource ?? '')).toMatchObject({
      id: item?.id,
      meta: {
        versionId: '1',
        lastUpdated: item?.lastUpdated,
        security: [{ system: 'https://fhir.example.health/codesystem/privacy-label', code: 'MENTAL_HEALTH' }],
      },
      subject: { reference: `Patient/${idOf('alice')}` },
    });
  });

  it('names the parameters that it passed over', async () => {
    const fields = 'records(type: "Observation", query: "colour=red&value-string=general") { items { id } ignored }';
    expect(
      await asking(clinical, alice).patient(
        patientBy('alice', purviewOf(alice, 'alice', { labels: everyLabel })),
        fields,
      ),
    ).toMatchObject({ records: { items: [{}], ignored: ['colour'] } });
  });

  it.each([
    ['a type that does not exist', 'type: "Spell"', 'type'],
    ['a type that another part has', 'type: "Appointment"', 'type'],
    ['the patient', 'type: "Patient"', 'type'],
    ['a malformed date', 'type: "Observation", query: "date=yesterday"', 'date'],
  ])('refuses to search for %s, and says where the fault is', async (_case, search, field) => {
    const { errors } = await asking(clinical, alice).entities(
      [patientBy('alice', purviewOf(alice, 'alice', { labels: everyLabel }))],
      `records(${search}) { items { id } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });

  it.each(['observations(first: 0)', 'documents(first: 201)', 'records(type: "Observation", first: 201)'])(
    'refuses a page of a size that there is not: %s',
    async (field) => {
      const { errors } = await asking(clinical, alice).entities(
        [patientBy('alice', purviewOf(alice, 'alice', { labels: everyLabel }))],
        `${field} { items { id } }`,
      );
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'first' } }]);
    },
  );

  it('finds results by their code, as the code is and not as search would read it', async () => {
    const seen = patientBy('alice', purviewOf(alice, 'alice', { labels: everyLabel }));
    const count = async (code: string) => {
      const { observations } = await asking(clinical, alice).patient<Lists>(
        seen,
        `observations(code: ${JSON.stringify(code)}) { items { id } }`,
      );
      return observations?.items.length;
    };
    expect([
      await count('718-7'),
      await count('http://loinc.org|718-7'),
      await count('718-7,x'),
      await count('718-7&_sort=date'),
      await count('718'),
    ]).toEqual([3, 3, 0, 0, 0]);
  });

  describe('shows nothing, and does not say why,', () => {
    const clock = fixedClock(noon);
    const minutesAgo = fixedClock('2026-06-01T11:58:00Z');
    const bobs = purviewOf(alice, 'bob', { labels: everyLabel });
    const good = purviewOf(alice, 'alice', { labels: everyLabel });
    const widened = (sealed: string): string => {
      const [key, body, mac] = sealed.split('.');
      const purview = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as object;
      return [key, Buffer.from(JSON.stringify({ ...purview, labels: everyLabel })).toString('base64url'), mac].join(
        '.',
      );
    };
    it.each<[string, string | null | undefined]>([
      ['without a purview', undefined],
      ['where the purview is null', null],
      ['where it is empty', ''],
      ['where it is no seal at all', 'x.y.z'],
      ['where it has been widened', widened(purviewOf(alice, 'alice', {}))],
      ['where it is another principal’s', purviewOf(diaz, 'alice', { labels: everyLabel })],
      ['where it is another patient’s', bobs],
      ['where it has expired', purviewOf(alice, 'alice', { labels: everyLabel }, minutesAgo)],
      ['where it is a placement', placementOf(alice, 'alice', 'riverside-diabetes')],
      [
        'where it is signed with another key',
        sealPurview(
          { ...callOf(alice, clock), keys: [{ id: 'test', secret: Buffer.alloc(32, 8) }] },
          { patient: idOf('alice'), labels: everyLabel, sources: [], masks: [], basis: 'SELF' },
        ),
      ],
    ])('%s', async (_case, purview) => {
      expect(await seenBy(alice, purview)).toEqual(nothing);
      const single =
        'record(type: "Observation", id: "x") { id } documentContent(documentId: "x") records(type: "Spell") { items { id } }';
      expect(await asking(clinical, alice).patient(patientBy('alice', purview), single)).toEqual({
        record: null,
        documentContent: null,
        records: null,
      });
    });

    it('to a purview of one patient that comes with the id of another', async () => {
      expect(await asking(clinical, alice).patient(patientBy('bob', good), lists)).toEqual(nothing);
    });
  });

  it('gives no patient by the id alone, not even the slice’s own answer to the purview', async () => {
    const { data } = await asking(clinical, hall).entities(
      [patientBy('alice', undefined)],
      'id purview observations { items { id } }',
    );
    expect(data?.['_entities']).toEqual([{ id: idOf('alice'), purview: null, observations: null }]);
  });
});

describe('Lists of many patients', () => {
  const patientIds = Array.from({ length: 20 }, () => uuid7() as PatientId);
  const representations = (first = 0) =>
    patientIds.slice(first).map((id) => ({
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

  beforeAll(async () => {
    for (const [index, patient] of patientIds.entries()) {
      const placement = sealPlacement(callOf(riverside), {
        patient,
        organisation: organisations.riverside.id as OrganisationId,
        team: source('riverside-diabetes') as never,
      });
      const results = Array.from({ length: 7 }, (_, n) =>
        aResult({ key: String(n), text: `${index}/${n}`, observedAt: new Date(`2026-05-0${n + 1}T08:00:00Z`) }),
      );
      await ingest(placement, { externalId: `many-${index}`, message: aMessage(), results });
    }
  });

  it('are one query, for twenty patients with five results each', async () => {
    sql.queries.length = 0;
    const { data, errors } = await asking(clinical, diaz).entities(
      representations(),
      'observations(first: 5) { items { value } }',
    );
    expect(errors).toBeUndefined();
    expect(data?.['_entities']).toEqual(
      patientIds.map((_, index) => ({
        observations: { items: [6, 5, 4, 3, 2].map((n) => ({ value: `${index}/${n}` })) },
      })),
    );
    expect(sql.queries).toHaveLength(1);
  });

  it('are one query for each kind of field, results of reports among them', async () => {
    sql.queries.length = 0;
    const { errors } = await asking(clinical, diaz).entities(
      representations(),
      'observations(first: 5) { items { id } } labReports { items { results { value } } } documents { items { id } } records(type: "Observation") { items { id } }',
    );
    expect(errors).toBeUndefined();
    expect(sql.queries).toHaveLength(5);
  });

  it('leave out the patients who are hidden, and no others', async () => {
    const mixed = [...representations(18), { __typename: 'Patient', id: patientIds[0], purview: null }];
    const { data } = await asking(clinical, diaz).entities(mixed, 'observations(first: 1) { items { value } }');
    expect(data?.['_entities']).toEqual([
      { observations: { items: [{ value: '18/6' }] } },
      { observations: { items: [{ value: '19/6' }] } },
      { observations: null },
    ]);
  });

  it('go on with the next page of each patient', async () => {
    const { data, errors } = await asking(clinical, diaz).entities(
      representations(18),
      'observations(first: 4) { items { value } next }',
    );
    expect(errors).toBeUndefined();
    for (const [index, entity] of (data?.['_entities'] as readonly Lists[]).entries()) {
      const fields = `observations(first: 4, after: ${JSON.stringify(entity.observations?.next)}) { items { value } next }`;
      const [representation] = representations(18 + index);
      expect(await asking(clinical, diaz).patient(representation ?? {}, fields)).toEqual({
        observations: { items: [2, 1, 0].map((n) => ({ value: `${18 + index}/${n}` })), next: null },
      });
    }
  });

  it('refuse the cursor of another patient', async () => {
    const [one, other] = representations(18);
    const { observations } = await asking(clinical, diaz).patient<Lists>(
      one ?? {},
      'observations(first: 4) { items { value } next }',
    );
    const { errors } = await asking(clinical, diaz).entities(
      [other ?? {}],
      `observations(first: 4, after: ${JSON.stringify(observations?.next)}) { items { value } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }]);
  });
});

describe('What is not yet open to the patient', () => {
  const delayed = {
    externalId: 'delayed',
    text: 'Report of a secret',
    visibleFrom: new Date('2026-06-08T12:00:00Z'),
    results: [aResult({ key: 's', number: '99.9', interpretation: 'HH', notes: ['Secret note.'] })],
  };
  const masked = (clock = fixedClock(noon)) =>
    purviewOf(alice, 'alice', { labels: everyLabel, masks: ['DELAYED'] }, clock);
  const fields = `observations { items { code { code } effectiveAt value quantity { value } referenceRange interpretation notes visibleFrom } }
    labReports { items { externalId effectiveAt text visibleFrom } }
    records(type: "Observation") { items { id resource visibleFrom } } reports: records(type: "DiagnosticReport") { items { resource } }`;

  beforeAll(async () => {
    await database.pool.query('truncate clinical.res, clinical.ver');
    await ingest(placementOf(riverside, 'alice', 'riverside-diabetes'), delayed);
  });

  it('is listed by name and date, and says no more', async () => {
    const seen = await asking(clinical, alice).patient(patientBy('alice', masked()), fields);
    const visibleFrom = '2026-06-08T12:00:00.000Z';
    expect(seen).toMatchObject({
      observations: {
        items: [
          {
            code: { code: '718-7' },
            effectiveAt: '2026-05-01T08:00:00.000Z',
            value: null,
            quantity: null,
            referenceRange: null,
            interpretation: null,
            notes: [],
            visibleFrom,
          },
        ],
      },
      labReports: { items: [{ externalId: 'delayed', text: null, visibleFrom }] },
      records: { items: [{ resource: null, visibleFrom }] },
      reports: { items: [{ resource: null }] },
    });
    expect(JSON.stringify(seen)).not.toMatch(/99|secret|HH/i);
  });

  it('cannot be found by what it says', async () => {
    const search = 'records(type: "Observation", query: "value-quantity=gt90&_total=accurate") { items { id } total }';
    expect(await asking(clinical, alice).patient(patientBy('alice', masked()), search)).toEqual({
      records: { items: [], total: 0 },
    });
  });

  it('stays closed when it is read alone', async () => {
    const { records } = await asking(clinical, alice).patient<Lists>(
      patientBy('alice', masked()),
      'records(type: "Observation") { items { id } }',
    );
    const one = `record(type: "Observation", id: ${JSON.stringify(records?.items[0]?.id)}) { resource visibleFrom }`;
    expect(await asking(clinical, alice).patient(patientBy('alice', masked()), one)).toMatchObject({
      record: { resource: null },
    });
  });

  it('opens by itself when its time has come', async () => {
    const later = fixedClock('2026-06-08T12:00:00Z');
    expect(await asking(clinical, alice, later).patient(patientBy('alice', masked(later)), fields)).toMatchObject({
      observations: { items: [{ value: '99.9', interpretation: 'HH', notes: ['Secret note.'] }] },
      labReports: { items: [{ text: 'Report of a secret' }] },
    });
  });

  it('is open at once to those whose purview does not mask it', async () => {
    expect(
      await asking(clinical, diaz).patient(
        patientBy('alice', purviewOf(diaz, 'alice', { labels: ['GENERAL_HEALTH'] })),
        fields,
      ),
    ).toMatchObject({
      observations: { items: [{ value: '99.9' }] },
      labReports: { items: [{ text: 'Report of a secret' }] },
    });
  });
});
