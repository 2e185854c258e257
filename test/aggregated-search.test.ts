import type { CapabilityStatement, CapabilityStatementRestResource, Parameters, Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, patients, people, teams } from '../prisma/demo.ts';
import type { PatientId } from '../kernel/id.ts';
import { isFailure } from '../kernel/failure.ts';
import { openRecordStore, type RecordWrite } from '../subgraphs/records/index.ts';
import { entriesOf, json, link, namesOf } from './customer.ts';
import { adt, anInpatient, msh, wire } from './hospital.ts';
import { ask, bearer, clientOf, deliver, type Reply } from './outside.ts';
import { faultsInR4 } from './valid-r4.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The Aggregated base in the whole system: each claim of its CapabilityStatement, and what comes along with a page. That
// nothing comes along which the caller may not see is shown item by item in subgraphs/records/joined.test.ts.

const { alice } = patients;
const patient = alice.id as PatientId;
const { riverside, hillside } = organisations;

let system: Wiring;
let token: string;
let get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;

const write = (type: string, external: string, more: object, parts: Partial<RecordWrite> = {}): RecordWrite => ({
  type,
  patient,
  key: { organisation: riverside.id, external },
  label: 'GENERAL_HEALTH',
  sources: [hillside.id],
  entered: new Date('2026-03-01T10:00:00Z'),
  order: '1',
  origin: `message ${external}`,
  resource: { resourceType: type, ...more },
  ...parts,
});

beforeAll(async () => {
  system = await inOneProcess();
  token = await bearer(system.base, 'riverside-customer');
  get = (path, headers = {}) =>
    ask(`${system.base}/fhir/aggregated/${path}`, 'GET', { headers: { authorization: token, ...headers } });
  const clinical = openRecordStore({ sql: system.database.sql, schema: 'clinical' });
  const appointments = openRecordStore({ sql: system.database.sql, schema: 'appointments' });
  const key = (external: string) => ({ organisation: riverside.id, external });
  const to = (type: string, external: string) => ({
    reference: `${type}/${clinical.idFor(patient, type, key(external))}`,
  });
  const subject = { reference: `Patient/${patient}` };
  const code = { coding: [{ system: 'http://loinc.org', code: '718-7' }] };
  const secret = { label: 'MENTAL_HEALTH' } as const;
  const puts = await Promise.all([
    clinical.put([
      write('Encounter', 'visit', { status: 'finished', subject, appointment: [to('Appointment', 'booking')] }),
      write('Encounter', 'secret', { status: 'finished', subject }, secret),
      write('Observation', 'result', { status: 'final', code, subject, encounter: to('Encounter', 'visit') }),
      write('Observation', 'told', { status: 'amended', code, subject, encounter: to('Encounter', 'secret') }),
      write('Observation', 'quiet', { status: 'final', code, subject, encounter: to('Encounter', 'visit') }, secret),
      write('Condition', 'reason', { code, subject }),
    ]),
    appointments.put([
      write('Appointment', 'booking', {
        status: 'booked',
        participant: [{ actor: subject, status: 'accepted' }],
        reasonReference: [to('Condition', 'reason')],
      }),
      write(
        'Appointment',
        'hidden',
        { status: 'booked', participant: [{ actor: subject }], reasonReference: [to('Condition', 'reason')] },
        secret,
      ),
    ]),
  ]);
  for (const put of puts) if (isFailure(put)) throw new Error(put.message);
});
afterAll(() => system.stop());

/** The types of what came, in order. */
const typesOf = (reply: Reply, mode = 'match'): readonly string[] =>
  namesOf(reply, mode).map((name) => name.split('/')[0] ?? '');
const found = async (path: string): Promise<Reply> => {
  const reply = await get(path, { prefer: 'handling=strict' });
  expect(reply.status, `${path}: ${reply.text}`).toBe(200);
  return reply;
};

describe('what comes along with a page', () => {
  it.each([
    ['what it refers to', '_include=Observation:encounter', ['Encounter']],
    ['the patient', '_include=Observation:subject', ['Patient']],
    ['all that it refers to', '_include=*', ['Encounter', 'Patient']],
    [
      'what that refers to in turn',
      '_include=Observation:encounter&_include:iterate=Encounter:subject',
      ['Encounter', 'Patient'],
    ],
    [
      'what another part of the record has',
      '_include=Observation:encounter&_include:iterate=Encounter:appointment',
      ['Appointment', 'Encounter'],
    ],
  ])('is %s', async (_what, query, types) => {
    const reply = await found(`Observation?patient=${patient}&${query}`);
    expect(typesOf(reply)).toEqual(['Observation', 'Observation']);
    expect(typesOf(reply, 'include').toSorted()).toEqual(types);
    expect(json(reply)).toMatchObject({ total: 2 });
  });

  it('is what refers to it, as far as that may be seen', async () => {
    const visits = await found(`Encounter?patient=${patient}&_revinclude=Observation:encounter`);
    expect([typesOf(visits), typesOf(visits, 'include')]).toEqual([['Encounter'], ['Observation']]);
    const conditions = await found(`Condition?patient=${patient}&_revinclude=Appointment:reason-reference`);
    expect(typesOf(conditions, 'include')).toEqual(['Appointment']);
    const bookings = await found(`Appointment?patient=${patient}&_revinclude=Encounter:appointment&_include=*`);
    expect(typesOf(bookings, 'include').toSorted()).toEqual(['Condition', 'Encounter', 'Patient']);
  });

  it('is not where only the number is wanted', async () => {
    const reply = await found(`Observation?patient=${patient}&_include=*&_summary=count`);
    expect([json(reply)['total'], entriesOf(reply)]).toEqual([2, []]);
  });

  it('comes with each page, whose link asks for it again', async () => {
    const first = await found(`Observation?patient=${patient}&_include=Observation:subject&_count=1&_sort=-status`);
    const next = link(first, 'next') ?? expect.unreachable('There is a second page.');
    expect(next).toContain('_include=Observation:subject');
    const second = await ask(next, 'GET', { headers: { authorization: token } });
    expect([typesOf(second), typesOf(second, 'include')]).toEqual([['Observation'], ['Patient']]);
    expect(namesOf(second)).not.toEqual(namesOf(first));
  });
});

describe('a search through other items', () => {
  it('counts them as far as they may be seen', async () => {
    const total = async (query: string) => json(await found(`${query}&patient=${patient}&_total=accurate`))['total'];
    expect(await total('Observation?encounter.status=finished')).toBe(1);
    expect(await total('Observation?encounter:Encounter.status=finished')).toBe(1);
    expect(await total('Encounter?_has:Observation:encounter:status=final')).toBe(1);
    expect(await total('Encounter?_has:Observation:encounter:status=amended')).toBe(0);
  });
});

describe('an identifier system by which nobody is found', () => {
  it.each(['Patient?identifier=', 'Observation?subject:Patient.identifier=', 'Appointment?actor:Patient.identifier='])(
    'is named in %s',
    async (search) => {
      const [misspelt] = entriesOf(await get(`${search}https://fhir.nhs.uk/id/nhs-number|9449305552`));
      expect(misspelt).toMatchObject({
        search: { mode: 'outcome' },
        resource: { issue: [{ severity: 'warning', code: 'value' }] },
      });
      expect(JSON.stringify(misspelt?.resource)).toContain('that of NHS numbers is https://fhir.nhs.uk/Id/nhs-number');
      // Whoever is not there and whoever is hidden look alike: nothing is said of them.
      expect(entriesOf(await get(`${search}https://fhir.nhs.uk/Id/nhs-number|9449305552`))).toEqual([]);
    },
  );
});

describe('a part of each resource', () => {
  it('is shown where that is wanted, and marked', async () => {
    const reply = await found(`Observation?patient=${patient}&_elements=status`);
    for (const { resource } of entriesOf(reply)) {
      expect(resource).toMatchObject({ meta: { tag: [{ code: 'SUBSETTED' }] }, status: expect.any(String) as string });
      expect(resource).not.toHaveProperty('subject');
    }
    expect((await get(`Observation?patient=${patient}&_summary=some`)).status).toBe(400);
    const summary = await found(`Encounter?patient=${patient}&_summary=true`);
    expect(entriesOf(summary)[0]?.resource).toMatchObject({ status: 'finished' });
    const read = json(await found(`${namesOf(reply)[0] ?? ''}?_elements=code`));
    expect(read).toMatchObject({ meta: { tag: [{ code: 'SUBSETTED' }] } });
    expect(read).not.toHaveProperty('subject');
  });
});

describe('the capability statement', () => {
  const claims = async (): Promise<readonly CapabilityStatementRestResource[]> => {
    const { rest } = json(await get('metadata')) as unknown as CapabilityStatement;
    return (rest?.[0]?.resource ?? []).filter(({ searchParam }) => searchParam?.some(({ name }) => name === 'patient'));
  };

  /** A value that a parameter of each kind takes. */
  const valueFor = ({ name, type }: { readonly name: string; readonly type: string }): string => {
    if (type === 'composite')
      return name === 'relationship'
        ? 'DocumentReference/1$replaces'
        : `a$${name.endsWith('quantity') ? '1' : name.endsWith('date') ? '2026' : 'b'}`;
    return { date: '2026', number: '1', quantity: '1', reference: 'Encounter/1', uri: 'urn:a' }[type] ?? 'a';
  };

  it('claims each type’s parameters, orders and includes as they work', async () => {
    const resources = await claims();
    expect(resources.length).toBeGreaterThan(25);
    for (const { type, searchParam = [], searchInclude = [], searchRevInclude = [] } of resources) {
      const own = searchParam.filter(({ documentation }) => documentation === undefined);
      const parameters = own.map((one) => `${one.name}=${encodeURIComponent(valueFor(one))}`);
      const orders = own.filter((one) => one.type !== 'composite').map(({ name }) => name);
      const includes = [
        ...searchInclude.map((value) => `_include=${value}`),
        ...searchRevInclude.map((value) => `_revinclude=${value}`),
      ];
      await found(`${type}?patient=${patient}&${parameters.join('&')}`);
      await found(`${type}?patient=${patient}&_sort=${orders.join(',')}`);
      await found(`${type}?patient=${patient}&${includes.join('&')}`);
    }
  });

  it('claims of each type that it is searched by what it says, and by filters', async () => {
    const values: Readonly<Record<string, string>> = { _text: 'a', _content: 'a', _filter: '_id eq a' };
    for (const { type, searchParam = [] } of await claims()) {
      const asked = searchParam.flatMap(({ name }) => (values[name] === undefined ? [] : `${name}=${values[name]}`));
      expect([type, asked.length]).toEqual([type, 3]);
      expect(json(await found(`${type}?patient=${patient}&${asked.join('&')}`))).toMatchObject({ total: 0 });
    }
  });

  it.each([
    ['Observation?_content="718-7"', 2],
    ['Observation?_content=718 and not amended', 1],
    ['Observation?code:in=http://loinc.org/vs', 2],
    ['Observation?code:not-in=http://loinc.org/vs', 0],
    ['Observation?status:in=http://hl7.org/fhir/ValueSet/observation-status', 2],
    ['Observation?_filter=status eq amended or encounter.status eq finished', 2],
    ['Observation?_filter=status eq final and encounter.status eq finished', 1],
    ['Appointment?_content=booked', 1],
    ['Appointment?_filter=not (status eq cancelled)', 1],
    ['Encounter?_has:Observation:encounter:_content=final', 1],
  ])('holds for %s: %i', async (query, total) => {
    expect(json(await found(`${query}&patient=${patient}&_total=accurate`))).toMatchObject({ total });
  });

  it.each([
    ['Observation?_list=42', 'http._list', 'Lists'],
    ['Observation?_query=newest', 'http._query', 'named queries'],
    ['Observation?code:below=http://loinc.org|718-7', 'http.code:below', 'CodeSystems'],
    ['Observation?code:in=http://example.org/x', 'http.code:in', 'FHIR’s own'],
    ['Observation?_filter=status eq', 'http._filter', 'character'],
  ])('does not claim %s, which is refused with the reason, however lenient the search', async (query, place, says) => {
    const reply = await get(`${query}&patient=${patient}`);
    expect([reply.status, json(reply)['issue']]).toMatchObject([400, [{ location: [place] }]]);
    expect(reply.text).toContain(says);
    const [, name = ''] = /\?(_\w+)/.exec(query) ?? [];
    if (name !== '' && name !== '_filter')
      for (const { searchParam = [] } of await claims()) expect(searchParam.map((one) => one.name)).not.toContain(name);
  });
});

describe('a Provenance', () => {
  it('says who put an item there, through what, and when', async () => {
    const page = await found(`Observation?patient=${patient}&status=final&_revinclude=Provenance:target`);
    const [observation = ''] = namesOf(page);
    const [provenance] = entriesOf(page)
      .filter(({ search }) => search?.mode === 'include')
      .map(({ resource }) => resource);
    expect(provenance).toMatchObject({
      resourceType: 'Provenance',
      target: [{ reference: observation }],
      agent: [{ who: { reference: `Organization/${hillside.id}`, display: hillside.name } }],
      entity: [{ role: 'source', what: { identifier: { value: 'message result' } } }],
    });
    expect(json(await found(`Provenance/${provenance?.id ?? ''}`))).toEqual(provenance);
    expect(entriesOf(await found(`Provenance?target=${observation}`)).map(({ resource }) => resource)).toEqual([
      provenance,
    ]);
    expect(faultsInR4(provenance)).toEqual([]);
  });

  it('is there for an appointment too', async () => {
    expect(typesOf(await found(`Appointment?patient=${patient}&_revinclude=Provenance:target`), 'include')).toEqual([
      'Provenance',
    ]);
  });

  it('is not there for what may not be seen', async () => {
    const clinical = openRecordStore({ sql: system.database.sql, schema: 'clinical' });
    const id = clinical.idFor(patient, 'Encounter', { organisation: riverside.id, external: 'secret' });
    expect(json(await found(`Provenance?target=Encounter/${id}`))).toMatchObject({ total: 0 });
    expect((await get(`Provenance/${id}.Encounter`)).status).toBe(404);
    expect((await get('Provenance')).status).toBe(400);
  });

  it('says of demographics which message said which element last', async () => {
    const who = anInpatient({ nhsNumber: alice.nhsNumber });
    const first = new Date('2026-07-01T10:00:00Z');
    await deliver(system.base, adt('A31', who, { at: first }));
    const later = `PID|1||${who.nhsNumber}^^^NHS^NH{status:01}||${who.family}^${who.given}`;
    await deliver(system.base, wire(msh('ADT^A31', { at: new Date('2026-07-02T10:00:00Z') }), 'EVN|A31', later));
    const page = await found(`Patient?_id=${patient}&_revinclude=Provenance:target`);
    const told = entriesOf(page).flatMap(({ resource }) =>
      resource?.resourceType === 'Provenance' ? [resource as unknown as Provenance] : [],
    );
    const paths = (provenance: Provenance | undefined) =>
      provenance?.target[0]?.extension?.map(({ valueString }) => valueString).toSorted();
    expect(paths(told[0])).toEqual(['Patient.name.family', 'Patient.name.given']);
    expect(paths(told[1])).toContain('Patient.address');
    expect(paths(told[1])).not.toContain('Patient.name.family');
    for (const provenance of told) {
      expect(provenance.agent).toMatchObject([{ who: { reference: `Organization/${riverside.id}` } }]);
      expect(json(await found(`Provenance/${provenance.id ?? ''}`))).toEqual(provenance);
      expect(faultsInR4(provenance)).toEqual([]);
    }
  });
});

describe('types without a patient', () => {
  it('are organisations, teams and professionals, by id and by their numbers', async () => {
    const trust = json(await found(`Organization/${riverside.id}`));
    expect(trust).toMatchObject({ name: riverside.name, identifier: [{}, { value: 'RRV01' }] });
    const searched = await found('Organization?identifier=https://fhir.nhs.uk/Id/ods-organization-code|RRV01');
    expect(entriesOf(searched).map(({ resource }) => resource)).toEqual([trust]);
    expect(json(await found(`Organization/${teams['riverside-diabetes'].id}`))).toMatchObject({
      partOf: { reference: `Organization/${riverside.id}` },
    });
    expect(json(await found(`Practitioner/${people.diaz.id}`))).toMatchObject({ name: [{ text: people.diaz.name }] });
    expect((await get(`Practitioner/${people.alice.id}`)).status).toBe(404);
  });

  it('are read, and searched by what is mandatory, as the statement claims', async () => {
    const { rest } = json(await get('metadata')) as unknown as CapabilityStatement;
    const others = (rest?.[0]?.resource ?? []).filter(
      ({ type, searchParam }) =>
        !['Patient', 'Binary'].includes(type) && !searchParam?.some(({ name }) => name === 'patient'),
    );
    expect(others.map(({ type }) => type)).toContain('HealthcareService');
    for (const { type, interaction = [], searchParam = [] } of others) {
      expect((await get(`${type}/none`)).status).toBe(404);
      const isSearched = interaction.some(({ code }) => code === 'search-type');
      expect([type, (await get(type)).status]).toEqual([type, isSearched ? 400 : 404]);
      for (const { name } of searchParam.filter(
        (one) => one.documentation !== undefined && !one.name.startsWith('_'),
      )) {
        const value = name === 'identifier' ? `https://fhir.nhs.uk/Id/ods-organization-code|X` : `Observation/x`;
        expect(json(await found(`${type}?${name}=${value}`))).toMatchObject({ type: 'searchset', total: 0 });
      }
    }
    expect(json(await found('CodeSystem/privacy-label'))).toMatchObject({
      concept: [{ code: 'GENERAL_HEALTH' }, {}, {}, {}],
    });
  });
});

describe('$purview', () => {
  it('names the patients on whom the token can act, page by page', async () => {
    const named: string[] = [];
    for (let next: string | undefined = `${system.base}/fhir/aggregated/$purview?_count=1`; next !== undefined;) {
      const reply = await ask(next, 'GET', { headers: { authorization: token } });
      expect(reply.status, reply.text).toBe(200);
      const { parameter = [] } = json(reply) as unknown as Parameters;
      named.push(...parameter.flatMap(({ valueReference }) => valueReference?.reference ?? []));
      next = parameter.find(({ name }) => name === 'next')?.valueUrl;
    }
    expect(named).toContain(`Patient/${patient}`);
    expect(new Set(named).size).toBe(named.length);
    for (const name of ['riverside-customer', 'hillside-customer']) {
      const client = await clientOf(system.base, name);
      const { patients: listed } = await client.graph<{ patients: { items: { id: string }[] } }>(
        '{ patients(first: 200) { items { id } } }',
      );
      const { authorization } = client;
      const reply = await ask(`${system.base}/fhir/aggregated/$purview`, 'POST', { headers: { authorization } });
      const { parameter = [] } = json(reply) as unknown as Parameters;
      expect(parameter.map(({ valueReference }) => valueReference?.reference)).toEqual(
        listed.items.map(({ id }) => `Patient/${id}`),
      );
    }
    expect((await ask(`${system.base}/fhir/aggregated/$purview`, 'GET')).status).toBe(401);
  });
});
