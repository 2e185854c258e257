import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationId, TeamId } from '../kernel/id.ts';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { typeNumber } from '../subgraphs/records/index.ts';
import { kinds, type Actor, type Item, type Kind, type World } from './access/facts.ts';
import { canRead, canReadDemographics, type Sight } from './access/oracle.ts';
import { callers, session, type Headers } from './callers.ts';
import { customer, person } from './calls.ts';
import { entriesOf, feedClient, type FeedClient, nhsIdentifier } from './customer.ts';
import { adt, anInpatient, mdm, oru, siu, type Inpatient } from './hospital.ts';
import { ask, bearer, deliver, graphAnswer, postGraphWith } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Three feeds of two organisations and two versions, and HL7, for the same five patients. There is one record of
// each, and whoever asks, through the graph, Aggregated or the Facade, sees of it what the oracle of the access rules says, and no more.

const { alice, bob, carol } = patients;
const demo = ({ nhsNumber, family, given }: typeof alice | typeof bob | typeof carol): Inpatient =>
  anInpatient({ nhsNumber, family, given });
const five: readonly Inpatient[] = [demo(alice), demo(bob), demo(carol), anInpatient(), anInpatient()];
const allergyStatus = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const labels = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'] as const;
const shownKinds = kinds.filter((kind) => kind !== 'Letter');
/** A Person is read by its id alone. */
const searchedKinds = shownKinds.filter((kind) => kind !== 'Person');

let system: Wiring;
let world: World;
beforeAll(async () => {
  system = await inOneProcess();
  const feeds = await Promise.all(
    (
      [
        ['riverside-r4', 'riverside-customer'],
        ['riverside-stu3', 'riverside-customer'],
        ['hillside-r4', 'hillside-customer'],
      ] as const
    ).map(([feed, client]) => feedClient(system.base, feed, client)),
  );
  for (const who of five) {
    await deliver(system.base, adt('A28', who));
    await deliver(system.base, oru(who, { id: `L${who.hospitalNumber}`, potassium: '4.1' }));
    await deliver(system.base, siu('S12', who, `S${who.hospitalNumber}`));
    await deliver(system.base, mdm(who, { id: `D${who.hospitalNumber}`, content: Buffer.from('%PDF-1.4 x') }));
  }
  let written = 0;
  for (const [place, feed] of feeds.entries())
    for (const [index, who] of five.entries()) written += await fill(feed, who, place * five.length + index);
  // The aggregator has its own time.
  for (;;) {
    const [row] = await system.database.sql.query<{ placed: number }>(
      'test.placed',
      `select count(*)::int as placed from clinical.aggregation where state = 'PLACED'`,
      [],
    );
    if ((row?.placed ?? 0) >= written) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  world = await worldIn(system);
});
afterAll(() => system.stop());

/** A Patient and what is about it, each with a label of its own; an STU3 store differs in what it calls things. */
const fill = async (feed: FeedClient, who: Inpatient, nth: number): Promise<number> => {
  const isStu3 = feed.base.endsWith('stu3');
  const id = `p${String(nth)}`;
  const reference = { reference: `Patient/${id}` };
  const labelled = (step: number) => ({
    id: `${id}-${String(step)}`,
    meta: {
      security: [{ system: 'https://fhir.example.health/codesystem/privacy-label', code: labels[(nth + step) % 4] }],
    },
  });
  const code = { text: `Thing ${String(nth)}` };
  const resources = [
    {
      resourceType: 'Patient',
      id,
      gender: 'female',
      birthDate: '1990-02-03',
      name: [{ family: who.family, given: [who.given] }],
      identifier: [nhsIdentifier(who.nhsNumber)],
    },
    { resourceType: 'Observation', ...labelled(0), status: 'final', code, subject: reference },
    {
      resourceType: 'AllergyIntolerance',
      ...labelled(1),
      clinicalStatus: isStu3 ? 'active' : { coding: [{ system: allergyStatus, code: 'active' }] },
      ...(isStu3 ? { verificationStatus: 'confirmed' } : {}),
      code,
      patient: reference,
    },
    // Of a Condition that names no label nobody knows one.
    { resourceType: 'Condition', id: `${id}-unset`, code, subject: reference },
    { resourceType: 'Condition', ...labelled(2), code, subject: reference },
    {
      resourceType: 'Appointment',
      ...labelled(3),
      status: 'booked',
      start: '2027-01-01T10:00:00Z',
      end: '2027-01-01T11:00:00Z',
      participant: [{ actor: reference, status: 'accepted' }],
    },
  ];
  for (const resource of resources) {
    const reply = await feed.put(`${resource.resourceType}/${resource.id}`, resource);
    if (reply.status !== 201) throw new Error(reply.text);
  }
  return resources.length;
};

/** The facts as they are in the database: what the oracle is asked about. */
const worldIn = async ({ database: { sql } }: Wiring): Promise<World> => {
  const rows = <Row>(text: string): Promise<Row[]> => sql.query<Row>('', text, []);
  type Found = Omit<Item, 'kind' | 'secret' | 'visibleFrom'> & {
    readonly type: number;
    readonly visible_from: Date | null;
  };
  const stored = await rows<Found>(
    ['clinical', 'appointments']
      .map(
        (schema) =>
          `select id, patient, type, label, sources, visible_from from ${schema}.res where store = 0 and not deleted`,
      )
      .join(' union all '),
  );
  const kindOf = new Map(shownKinds.map((kind) => [typeNumber(kind), kind]));
  type ConsentRow = Omit<World['consents'][number], 'until' | 'keptPastAge'> & {
    readonly until: Date | null;
    readonly kept: number | null;
  };
  const [patientRows, consents, links, teamRows, people, memberships] = await Promise.all([
    rows<World['patients'][number]>(
      `select id, date_of_birth::text as born, sharing_disabled as "sharingDisabled", access_frozen as "accessFrozen" from patients.patient`,
    ),
    rows<ConsentRow>(
      `select patient_id as patient, grantee_id as grantee, grantee_kind as kind, labels, since, until, kept_past_age as kept from patients.consent`,
    ),
    rows<World['links'][number]>('select patient_id as patient, team_id as team from patients.team_link'),
    rows<World['teams'][number]>(
      'select id, organisation_id as organisation, default_labels as labels from patients.team',
    ),
    rows<{ id: string; patient: string | null }>('select id, patient_id as patient from patients.person'),
    rows<{ person: string; team: string; ended: Date | null }>(
      `select person_id as person, team_id as team, ended_at as ended from patients.membership where role = 'PROFESSIONAL'`,
    ),
  ]);
  return {
    now: new Date(),
    organisations: Object.values(organisations),
    teams: teamRows,
    patients: patientRows,
    consents: consents.map(({ until, kept, ...one }) => ({
      ...one,
      until: until ?? undefined,
      keptPastAge: kept ?? undefined,
    })),
    links,
    brokenGlass: [],
    people: people.map(({ id, patient }) => ({ id, patient: patient ?? undefined })),
    memberships: memberships.map(({ ended, ...one }) => ({ ...one, hasEnded: ended !== null })),
    items: stored.flatMap(({ type, visible_from, ...item }) => {
      const kind = kindOf.get(type);
      return kind === undefined ? [] : [{ ...item, kind, visibleFrom: visible_from ?? undefined, secret: item.id }];
    }),
  };
};

const riverside = organisations.riverside.id as OrganisationId;
const named = (name: 'alice' | 'bob' | 'carol' | 'diaz' | 'hall' | 'coco' | 'oscar' | 'petra') =>
  [name, person(name), (base: string) => session(base, name)] as const;
const client = (name: 'riverside' | 'hillside') =>
  [
    `${name}-customer`,
    customer(name) as Actor,
    async (base: string): Promise<Headers> => ({ authorization: await bearer(base, `${name}-customer`) }),
  ] as const;

/** Who asks, as the oracle and as the system knows them. */
const everybody: readonly (readonly [string, Actor, (base: string) => Promise<Headers>])[] = [
  named('alice'),
  named('bob'),
  named('carol'),
  named('diaz'),
  named('hall'),
  named('coco'),
  named('oscar'),
  named('petra'),
  client('riverside'),
  client('hillside'),
  [
    'postbridge',
    {
      kind: 'partner',
      integration: 'partner.fhir',
      client: 'postbridge',
      partner: 'postbridge',
      organisation: riverside,
    },
    callers['partner.fhir'],
  ],
  [
    'apptly',
    {
      kind: 'team',
      integration: 'tethered.rest',
      client: 'apptly',
      partner: 'apptly',
      organisation: riverside,
      team: teams['riverside-diabetes'].id as TeamId,
    },
    callers['tethered.rest'],
  ],
  ['alice’s app', { ...person('alice'), integration: 'app', client: 'pulse', teams: [], inPerson: false }, callers.app],
];
const readsFacade = new Set(['postbridge', 'alice’s app']);
const facadeKinds = ['Observation', 'Appointment', 'DocumentReference', 'Encounter'] as const;
const readsFhir = new Set(['riverside-customer', 'hillside-customer', 'alice’s app']);

/** What an actor is to see of one record: `id` of each item, with a mark where its content is not open. */
const allowed = (actor: Actor, patient: string, kind: Kind): readonly string[] =>
  world.items
    .filter((item) => item.patient === patient && item.kind === kind)
    .flatMap((item) => marked(item.id, canRead(world, actor, item)))
    .sort();
const marked = (id: string, sight: Sight): readonly string[] =>
  sight === 'hidden' ? [] : [sight === 'open' ? id : `${id} masked`];

type Page = { readonly items: readonly { readonly id: string; readonly resource: string | null }[] } | null;
const fields = shownKinds
  .map((kind) =>
    kind === 'Appointment'
      ? `${kind}: appointmentRecords(first: 200) { items { id resource } }`
      : `${kind}: records(type: "${kind}", first: 200) { items { id resource } }`,
  )
  .join(' ');

describe('five patients of three feeds and HL7', () => {
  it('have one record each, of all that came', () => {
    const records = new Map(five.map(({ nhsNumber }) => [nhsNumber, new Set<string>()]));
    expect(records.size).toBe(5);
    expect(world.patients).toHaveLength(5);
    for (const { id } of world.patients) {
      const count = (kind: Kind) => world.items.filter((item) => item.patient === id && item.kind === kind).length;
      // Of each feed one observation, of HL7 two; and so on.
      expect([count('Observation'), count('Condition'), count('AllergyIntolerance'), count('Appointment')]).toEqual([
        5, 6, 3, 4,
      ]);
      expect([count('DiagnosticReport'), count('DocumentReference')]).toEqual([1, 1]);
    }
  });

  it.each(everybody)('are seen by %s through the graph as the oracle allows', async (_name, actor, headersAt) => {
    const headers = await headersAt(system.base);
    for (const patient of world.patients) {
      const query = `{ patient(id: "${patient.id}") { ${fields} } }`;
      const reply = await postGraphWith(system.base, headers, { query });
      const { data } = graphAnswer<{ readonly patient: Readonly<Record<string, Page>> | null }>(reply);
      if (data === undefined || data === null) throw new Error(reply.text);
      expect(data.patient !== null).toBe(canReadDemographics(world, actor, patient));
      for (const kind of shownKinds) {
        const items = data.patient?.[kind]?.items ?? [];
        const seen = items.flatMap(({ id, resource }) => marked(id, resource === null ? 'masked' : 'open')).sort();
        expect(seen).toEqual(data.patient === null ? [] : allowed(actor, patient.id, kind));
      }
    }
  });

  it.each(everybody.filter(([name]) => readsFhir.has(name)))(
    'are seen by %s through Aggregated as the oracle allows, and so is what comes along',
    async (_name, actor, headersAt) => {
      const headers = await headersAt(system.base);
      for (const patient of world.patients)
        for (const kind of searchedKinds) {
          const url = `${system.base}/fhir/aggregated/${kind}?patient=${patient.id}&_count=200&_include=*`;
          const reply = await ask(url, 'GET', { headers });
          expect(reply.status).toBe(200);
          const readable = canReadDemographics(world, actor, patient);
          const all = entriesOf(reply);
          const seen = all.filter(({ search }) => search?.mode === 'match').map(({ resource }) => String(resource?.id));
          expect(seen.sort()).toEqual(readable ? allowed(actor, patient.id, kind) : []);
          const along = all.filter(({ search }) => search?.mode === 'include').map(({ resource }) => resource);
          for (const item of along)
            if (item?.resourceType !== 'Patient') {
              const about = world.items.find(({ id }) => id === item?.id);
              expect(about === undefined ? 'hidden' : canRead(world, actor, about)).not.toBe('hidden');
            }
        }
    },
  );

  it.each(everybody.filter(([name]) => readsFacade.has(name)))(
    'are seen by %s through the Facade as the oracle allows',
    async (_name, actor, headersAt) => {
      const headers = await headersAt(system.base);
      for (const patient of world.patients)
        for (const kind of facadeKinds) {
          const reply = await ask(`${system.base}/fhir/facade/${kind}?patient=${patient.id}&_count=200`, 'GET', {
            headers,
          });
          expect(reply.status, reply.text).toBe(200);
          const seen = entriesOf(reply).flatMap(({ resource, search }) =>
            search?.mode === 'match' ? [String(resource?.id)] : [],
          );
          const readable = canReadDemographics(world, actor, patient);
          expect(seen.sort()).toEqual(readable ? allowed(actor, patient.id, kind) : []);
        }
    },
  );
});
