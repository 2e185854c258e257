import fc from 'fast-check';
import { graphql } from 'graphql';
import { afterAll, expect, it } from 'vitest';
import { uuid7, type OrganisationId, type PatientId, type TeamId, type UserId } from '../../kernel/id.ts';
import type { Person, Principal } from '../../kernel/principal.ts';
import { callOf } from '../../test/calls.ts';
import { testDatabase } from '../../test/database.ts';
import { anObservation, aWrite } from '../../test/record-writes.ts';
import { labels, type Label } from '../kit/label.ts';
import { isClosed, openRecordStore, sightIn } from '../records/index.ts';
import { carerHolds } from './carer.rules.ts';
import { openPatients } from './index.ts';
import { canRead, canReadDemographics, type Capacity, type Item } from './purview.rules.ts';

// Random worlds in the database, asked through the slice and the record store, against the rules applied to the same world
// one item at a time. Whoever writes the facts down for the rules here does it without the store's SQL.

const database = await testDatabase();
afterAll(database.drop);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
const records = openRecordStore({ sql: database.sql, schema: 'clinical' });
const now = new Date('2026-06-01T12:00:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

const someLabels = fc.oneof(fc.subarray([...labels]), fc.constant([...labels]));
const aTie = fc.record({ linked: fc.boolean(), shared: fc.option(someLabels, { nil: undefined }) });
const aPersonalTie = fc.option(
  fc.record({
    kind: fc.constantFrom('CARER' as const, 'PERSON' as const),
    labels: someLabels,
    daysAgo: fc.constantFrom(10, 1_000, 3_000),
    keptPastAge: fc.constantFrom(null, 13, 16, 18),
  }),
  { nil: undefined },
);
const aPatient = fc.record({
  born: fc.constantFrom(null, '1980-01-01', '2013-06-01', '2013-06-02', '2010-03-01', '2008-05-31'),
  sharingDisabled: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  frozen: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  ties: fc.tuple(aTie, aTie, aTie),
  personal: fc.tuple(aPersonalTie, aPersonalTie),
  /** Minutes until the glass that the first person broke for a team is whole again. */
  glass: fc.option(fc.record({ team: fc.nat(2), endsIn: fc.constantFrom(-1, 1, 29) }), { nil: undefined }),
  items: fc.array(
    fc.record({
      label: fc.constantFrom(...labels, 'UNSET' as const),
      sources: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
      opensIn: fc.constantFrom(undefined, -1, 1),
    }),
    { minLength: 4, maxLength: 6 },
  ),
});
const aWorld = fc.record({
  patients: fc.array(aPatient, { minLength: 6, maxLength: 6 }),
  persons: fc.array(
    fc.record({ ownBehalf: fc.boolean(), inPerson: fc.boolean(), teams: fc.subarray([0, 1, 2]), app: fc.boolean() }),
    { minLength: 2, maxLength: 2 },
  ),
});

type World = typeof aWorld extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** About 230 items are looked at in each world, over all principals. SIGHT_WORLDS=1000 looks for longer. */
const worlds = Number(process.env['SIGHT_WORLDS'] ?? 60);

it('what the slice and the record store show is what the rules say, item by item, on full pages', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(aWorld, async (world) => {
      const scene = await settle(world);
      for (const principal of scene.principals) {
        const may = scene.patients.filter((_, nth) =>
          scene
            .capacities(principal, nth)
            .some(({ actor, standing }) => canReadDemographics(actor, scene.subject(nth), standing)),
        );
        const found = scene.patients.filter(
          (id, nth) =>
            may.includes(id) &&
            (!scene.subject(nth).sharingDisabled ||
              scene
                .capacities(principal, nth)
                .some(
                  ({ actor }) =>
                    actor.kind === 'organisation' || (actor.kind === 'patient' && !scene.subject(nth).frozen),
                )),
        );
        expect(await listed(principal)).toEqual(found);
        const purviews = await purviewsOf(principal, scene.patients);
        expect(scene.patients.filter((_, nth) => purviews[nth] !== undefined)).toEqual(may);
        for (const [nth, id] of scene.patients.entries()) {
          const seen = await itemsOf(principal, id, purviews[nth]);
          const expected = scene.items(nth).map((item) => {
            const readings = scene
              .capacities(principal, nth)
              .map((one) => canRead(one, scene.subject(nth), { item, now }));
            return readings.includes('OPEN') ? 'OPEN' : readings.includes('MASKED') ? 'MASKED' : 'HIDDEN';
          });
          expect(expected.map((_, n) => seen.get(String(n)) ?? 'HIDDEN')).toEqual(expected);
          compared += expected.length;
        }
      }
    }),
    { numRuns: worlds },
  );
  expect(compared).toBeGreaterThan(worlds * 160);
});

const ask = async (principal: Principal, source: string, variableValues: Record<string, unknown>) => {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(principal) });
  if (errors !== undefined) throw errors[0] ?? new Error('No data.');
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
};

const listed = async (principal: Principal): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const data = await ask(
      principal,
      'query ($after: String) { patients(first: 2, after: $after) { items { id } next } }',
      { after },
    );
    const { items, next } = data['patients'] as { items: { id: string }[]; next: string | null };
    // A page with a next one is full: nothing is fetched and then dropped.
    if (next !== null) expect(items).toHaveLength(2);
    ids.push(...items.map(({ id }) => id));
    after = next;
  } while (after !== null);
  return ids;
};

const purviewsOf = async (principal: Principal, ids: readonly string[]): Promise<(string | undefined)[]> => {
  const data = await ask(
    principal,
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { purview } } }',
    {
      r: ids.map((id) => ({ __typename: 'Patient', id })),
    },
  );
  return (data['_entities'] as ({ purview: string } | null)[]).map((entity) => entity?.purview);
};

/** How each item of the patient is shown, by what the test calls it. */
const itemsOf = async (principal: Principal, id: string, purview: string | undefined): Promise<Map<string, string>> => {
  const sight = sightIn(callOf(principal), { id, ...(purview === undefined ? {} : { purview }) });
  if (sight === undefined) return new Map();
  const page = await records.search(sight, { type: 'Observation', query: '_total=accurate', first: 50 });
  // A search that looks into the content finds those alone whose content is open.
  const within = await records.search(sight, { type: 'Observation', query: 'status=final', first: 50 });
  if (!('items' in page) || !('items' in within)) throw new Error('The search was refused.');
  expect(page.total).toBe(page.items.length);
  const shown = new Map(page.items.map((item) => [item.origin, isClosed(sight, item) ? 'MASKED' : 'OPEN']));
  expect(within.items.map(({ origin }) => origin).toSorted()).toEqual(
    [...shown]
      .filter(([, reading]) => reading === 'OPEN')
      .map(([origin]) => origin)
      .toSorted(),
  );
  return shown;
};

/** Puts the world into the database; the first two teams are the first organisation's. Persons own the first records. */
const settle = async (world: World) => {
  const [one, two] = [uuid7() as OrganisationId, uuid7() as OrganisationId];
  const teams = [0, 1, 2].map(() => uuid7() as TeamId);
  const patients = world.patients.map(() => uuid7() as PatientId).toSorted();
  const users = world.persons.map(() => uuid7() as UserId);
  const ofTeam = (nth: number): OrganisationId => (nth < 2 ? one : two);
  const everybody: readonly string[] = [...teams, ...users, one, two, uuid7()];
  const insert = (table: string, rows: readonly object[]) =>
    rows.length === 0
      ? undefined
      : database.pool.query(
          `insert into patients.${table} select (jsonb_populate_record(null::patients.${table}, r)).* from jsonb_array_elements($1::jsonb) r`,
          [JSON.stringify(rows)],
        );
  await insert(
    'organisation',
    [one, two].map((id) => ({ id, alias: id, name: id })),
  );
  await insert(
    'team',
    teams.map((id, nth) => ({ id, alias: id, name: id, organisation_id: ofTeam(nth), default_labels: [] })),
  );
  await insert(
    'patient',
    world.patients.map(({ born, sharingDisabled, frozen }, nth) => ({
      id: patients[nth],
      version: 1,
      last_updated: now,
      entered_at: now,
      entered_by: 'test',
      date_of_birth: born,
      gender: 'UNKNOWN',
      deceased: false,
      status: 'REGISTERED',
      sharing_disabled: sharingDisabled,
      access_frozen: frozen,
      formerly: [],
    })),
  );
  await insert(
    'person',
    users.map((id, nth) => ({ id, email: id, name: id, patient_id: patients[nth] })),
  );
  const rows = world.patients.flatMap((patient, at) =>
    patient.ties.map((tie, nth) => ({ tie, nth, patient_id: patients[at] })),
  );
  await insert(
    'team_link',
    rows.flatMap(({ tie, nth, patient_id }) =>
      tie.linked ? [{ patient_id, team_id: teams[nth], organisation_id: ofTeam(nth), since: now }] : [],
    ),
  );
  await insert('consent', [
    ...rows.flatMap(({ tie, nth, patient_id }) =>
      tie.shared === undefined
        ? []
        : [
            {
              patient_id,
              grantee_id: teams[nth],
              grantee_kind: 'TEAM',
              organisation_id: ofTeam(nth),
              labels: tie.shared,
              basis: 'PATIENT',
              since: now,
            },
          ],
    ),
    ...world.patients.flatMap(({ personal }, at) =>
      personal.flatMap((tie, nth) =>
        tie === undefined
          ? []
          : [
              {
                patient_id: patients[at],
                grantee_id: users[nth],
                grantee_kind: tie.kind,
                labels: tie.labels,
                basis: 'PATIENT',
                since: ago(tie.daysAgo),
                kept_past_age: tie.keptPastAge,
              },
            ],
      ),
    ),
  ]);
  await insert(
    'break_glass',
    world.patients.flatMap(({ glass }, at) =>
      glass === undefined
        ? []
        : [
            {
              id: uuid7(),
              patient_id: patients[at],
              person_id: users[0],
              organisation_id: ofTeam(glass.team),
              team_id: teams[glass.team],
              reason: 'test',
              started_at: ago(1),
              ends_at: new Date(now.getTime() + glass.endsIn * 60_000),
            },
          ],
    ),
  );
  const items = world.patients.map(({ items: own }) =>
    own.map(({ label, sources, opensIn }): Item => ({
      label,
      sources: sources.map((nth) => everybody[nth] ?? one),
      visibleFrom: opensIn === undefined ? undefined : ago(-opensIn),
    })),
  );
  await records.put(
    items.flatMap((own, at) =>
      own.map(({ label, sources, visibleFrom }, nth) =>
        aWrite(patients[at] ?? ('' as PatientId), {
          label,
          sources: [...sources],
          origin: String(nth),
          resource: anObservation(),
          ...(visibleFrom === undefined ? {} : { visibleFrom }),
        }),
      ),
    ),
  );

  const persons = world.persons.map(({ ownBehalf, inPerson, teams: own, app }, nth): Person => ({
    kind: 'person',
    integration: app ? 'app' : 'person',
    client: app ? 'pulse' : 'web',
    user: users[nth] ?? ('' as UserId),
    patient: patients[nth] ?? ('' as PatientId),
    ownBehalf,
    inPerson,
    teams: own.map((team) => teams[team] ?? ('' as TeamId)),
    coordinates: teams,
    administers: [one],
    guards: [two],
  }));
  const principals: Principal[] = [
    ...persons,
    { kind: 'organisation', integration: 'customer.fhir', client: 'c', organisation: one },
    { kind: 'partner', integration: 'partner.fhir', client: 'p', partner: 'p', organisation: one },
    {
      kind: 'partner',
      integration: 'partner.fhir',
      client: 'p',
      partner: 'p',
      organisation: one,
      teams: [teams[1] ?? ('' as TeamId)],
    },
    {
      kind: 'partner',
      integration: 'partner.fhir',
      client: 'q',
      partner: 'q',
      organisation: one,
      teams: teams.slice(0, 2),
    },
    {
      kind: 'team',
      integration: 'tethered.rest',
      client: 't',
      partner: 'p',
      organisation: two,
      team: teams[2] ?? ('' as TeamId),
    },
    { kind: 'organisation', integration: 'customer.hl7', client: 'f', organisation: one },
  ];

  const subject = (at: number) => ({
    frozen: world.patients[at]?.frozen ?? false,
    sharingDisabled: world.patients[at]?.sharingDisabled ?? false,
  });
  const held = (at: number, ids: readonly string[]) => {
    const ties = (world.patients[at]?.ties ?? []).filter((_, nth) => ids.includes(teams[nth] ?? ''));
    return {
      consented: ties.flatMap(({ shared }): readonly Label[] => shared ?? []),
      hasConsent: ties.some(({ shared }) => shared !== undefined),
      linked: ties.some(({ linked }) => linked),
      breaksGlass: false,
    };
  };
  const personsCapacities = (person: Person, at: number): Capacity[] => {
    const { user, teams: own } = person;
    const nth = users.indexOf(user);
    const frozen = world.patients[nth]?.frozen ?? false;
    const tie = world.patients[at]?.personal[nth];
    const glass = nth === 0 ? world.patients[at]?.glass : undefined;
    const none = held(at, []);
    const isCarer =
      tie?.kind === 'CARER' &&
      carerHolds({
        since: ago(tie.daysAgo),
        keptPastAge: tie.keptPastAge,
        patientBorn: world.patients[at]?.born ?? null,
        today: now,
      });
    return [
      ...(person.ownBehalf && at === nth
        ? [{ actor: { kind: 'patient', user, frozen }, standing: none } as const]
        : []),
      ...(person.ownBehalf && isCarer
        ? [
            {
              actor: { kind: 'carer', user, frozen },
              standing: { ...none, consented: tie.labels, hasConsent: true },
            } as const,
          ]
        : []),
      {
        actor: { kind: 'professional', user, teams: own },
        standing: {
          ...held(at, own),
          inPerson: person.inPerson && tie?.kind === 'PERSON' ? tie.labels : undefined,
          breaksGlass: glass !== undefined && glass.endsIn > 0 && own.includes(teams[glass.team] ?? ('' as TeamId)),
        },
      },
    ];
  };
  return {
    principals,
    patients,
    subject,
    items: (at: number): readonly Item[] => items[at] ?? [],
    capacities: (principal: Principal, at: number): readonly Capacity[] => {
      if (principal.kind === 'person') return personsCapacities(principal, at);
      if (principal.integration === 'customer.hl7') return [];
      const own =
        principal.kind === 'team' ? [principal.team] : principal.kind === 'partner' ? principal.teams : undefined;
      if (own !== undefined) return [{ actor: { kind: 'team', teams: own }, standing: held(at, own) }];
      return [{ actor: { kind: 'organisation', organisation: one }, standing: held(at, teams.slice(0, 2)) }];
    },
  };
};
