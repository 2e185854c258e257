import type { Expectation } from './expectation.ts';
import { kinds, type Item, type Kind } from './facts.ts';
import { contentOf } from './settle.ts';
import type { Asker, Reply } from './wiring.ts';

// Every way that GraphQL offers to a patient's items, each compared with the oracle.

/** Each list of a patient, the kind of its items, and the field that tells what an item says. */
const lists = [
  { name: 'observations', kind: 'Observation', field: 'observations(PAGE)', content: 'value' },
  { name: 'labReports', kind: 'DiagnosticReport', field: 'labReports(PAGE)', content: 'text' },
  { name: 'documents', kind: 'DocumentReference', field: 'documents(PAGE)', content: 'sha256' },
  { name: 'appointments', kind: 'Appointment', field: 'appointments(PAGE)', content: 'subject' },
  { name: 'letters', kind: 'Letter', field: 'letters(PAGE)', content: 'title' },
  { name: 'observationRecords', kind: 'Observation', field: 'records(type: "Observation", PAGE)', content: 'resource' },
  {
    name: 'reportRecords',
    kind: 'DiagnosticReport',
    field: 'records(type: "DiagnosticReport", PAGE)',
    content: 'resource',
  },
  {
    name: 'documentRecords',
    kind: 'DocumentReference',
    field: 'records(type: "DocumentReference", PAGE)',
    content: 'resource',
  },
  { name: 'appointmentRecords', kind: 'Appointment', field: 'appointmentRecords(PAGE)', content: 'resource' },
] as const satisfies readonly { name: string; kind: Kind; field: string; content: string }[];

type Row = { readonly id: string; readonly content: string | null };
type Rows = { readonly items: readonly Row[]; readonly next: string | null };
export type View = Readonly<Record<string, Rows | null>> & { readonly id: never };

const listing = (page: string, wanted: readonly (typeof lists)[number][] = lists): string =>
  wanted
    .map(
      ({ name, field, content }) => `${name}: ${field.replace('PAGE', page)} { items { id content: ${content} } next }`,
    )
    .join(' ');

/** Walks `patients` page by page, with everything that hangs off them. */
export const walkPatients = async (asker: Asker, expected: Expectation, size: number): Promise<void> => {
  const { world, finds, agree } = expected;
  const met: string[] = [];
  let after: string | null = null;
  do {
    const reply = await asker.graph(
      `query ($first: Int!, $after: String) { patients(first: $first, after: $after) { next items { id familyName ${listing('first: 200')} } } }`,
      { first: size, after },
    );
    keepsSecrets(reply, expected);
    const { items, next } = dataOf<{ patients: { items: (View & { id: string })[]; next: string | null } }>(
      reply,
    ).patients;
    agree('a page of patients that goes on is full', next === null || items.length === size, true);
    for (const view of items) {
      met.push(view.id);
      compareLists('patients', view, view.id, expected);
    }
    after = next;
  } while (after !== null);
  for (const patient of world.patients)
    agree('patients lists', met.filter((id) => id === patient.id).length, finds(patient.id) ? 1 : 0, patient);
  agree(
    'patients lists nobody else',
    met.filter((id) => !world.patients.some((one) => one.id === id)),
    [],
  );
};

/** Asks for every patient by id, all in one operation. */
export const readPatients = async (asker: Asker, expected: Expectation): Promise<void> => {
  const { world, reads, agree } = expected;
  const reply = await asker.graph(
    `{ ${world.patients.map(({ id }, nth) => `p${nth}: patient(id: "${id}") { id familyName dateOfBirth ${listing('first: 200')} }`).join(' ')} }`,
  );
  keepsSecrets(reply, expected);
  const data = dataOf<Record<string, (View & { familyName: string; dateOfBirth: string | null }) | null>>(reply);
  for (const [nth, patient] of world.patients.entries()) {
    const view = data[`p${nth}`] ?? null;
    const allowed = reads(patient.id) ? [`family${patient.id}`, patient.born ?? null] : null;
    agree('patient shows', view && [view.familyName, view.dateOfBirth], allowed, patient);
    if (view !== null) compareLists('patient', view, patient.id, expected);
  }
};

/** Walks all lists of one patient in small pages. */
export const walkLists = async (asker: Asker, expected: Expectation, patient: string, size: number): Promise<void> => {
  if (!expected.reads(patient)) return;
  const met = new Map(lists.map(({ name }) => [name, [] as Row[]]));
  let open = new Map<string, string | null>(lists.map(({ name }) => [name, null]));
  while (open.size > 0) {
    const wanted = lists.filter(({ name }) => open.has(name));
    const fields = wanted.map((list) => {
      const after = open.get(list.name) ?? null;
      return listing(`first: ${size}${after === null ? '' : `, after: "${after}"`}`, [list]);
    });
    const reply = await asker.graph(`{ patient(id: "${patient}") { ${fields.join(' ')} } }`);
    keepsSecrets(reply, expected);
    const { patient: view } = dataOf<{ patient: View | null }>(reply);
    open = new Map();
    for (const { name } of wanted) {
      const { items, next } = view?.[name] ?? { items: [], next: null };
      met.get(name)?.push(...items);
      expected.agree(`a page of ${name} that goes on is full`, next === null || items.length === size, true);
      if (next !== null) open.set(name, next);
    }
  }
  for (const { name, kind } of lists) compareRows(`${name} in pages`, met.get(name) ?? [], { patient, kind }, expected);
};

/** Guesses every item's id, its content's, and its secret word; asks for totals. */
export const guessItems = async (asker: Asker, expected: Expectation, patient: string): Promise<void> => {
  const items = expected.world.items.filter((item) => item.patient === patient && item.kind !== 'Letter');
  const fields = items.map((item, nth) => `${recordOf(item, nth)} ${searchFor(item, nth)} ${bytesOf(item, nth)}`);
  const totals = lists
    .filter(({ content }) => content === 'resource')
    .map(({ name, field }) => `${name}: ${field.replace('PAGE', 'first: 1, query: "_total=accurate"')} { total }`);
  const reply = await asker.graph(`{ patient(id: "${patient}") { id ${fields.join(' ')} ${totals.join(' ')} } }`);
  keepsSecrets(reply, expected);
  const { patient: view } = dataOf<{ patient: Record<string, { total: number } | Row | string | null> | null }>(reply);
  expected.agree('guessing in a record', view !== null, expected.reads(patient));
  if (view === null) return;
  for (const [nth, item] of items.entries()) {
    const sight = expected.sightOf(item);
    const record = view[`r${nth}`] as { readonly resource: string | null } | null;
    expected.agree('record', seenAs(record, record?.resource), sight, item);
    const found = view[`s${nth}`] as { readonly total: number; readonly items: readonly Row[] };
    const expectedIds = sight === 'open' ? [item.id] : [];
    expected.agree(
      'search by content',
      [found.total, found.items.map(({ id }) => id)],
      [expectedIds.length, expectedIds],
      item,
    );
    if (item.kind !== 'DocumentReference') continue;
    const bytes = sight === 'open' ? contentOf(item).toString('base64') : null;
    expected.agree('documentContent', view[`c${nth}`], bytes, item);
  }
  for (const { name, kind, content } of lists)
    if (content === 'resource')
      expected.agree(`total of ${name}`, view[name], { total: expected.listed(patient, kind).length });
};

const recordOf = ({ kind, id }: Item, nth: number): string =>
  kind === 'Appointment'
    ? `r${nth}: appointmentRecord(id: "${id}") { resource }`
    : `r${nth}: record(type: "${kind}", id: "${id}") { resource }`;

/** The search parameter that leads into what the item says. */
export const secretParameter: Readonly<Partial<Record<Kind, string>>> = {
  Observation: 'value-string',
  DiagnosticReport: 'conclusion',
  DocumentReference: 'security-label',
  Appointment: 'service-type',
};

const searchFor = ({ kind, secret }: Item, nth: number): string => {
  const query = `query: "${secretParameter[kind] ?? ''}=${secret}&_total=accurate"`;
  const page = '{ total items { id } }';
  return kind === 'Appointment'
    ? `s${nth}: appointmentRecords(${query}) ${page}`
    : `s${nth}: records(type: "${kind}", ${query}) ${page}`;
};

const bytesOf = ({ kind, id }: Item, nth: number): string =>
  kind === 'DocumentReference' ? `c${nth}: documentContent(documentId: "${id}")` : '';

/** What a slice itself shows of a patient, where it is asked past the gateway. */
export const sliceLists = {
  clinical: listsOf('clinical'),
  appointments: listsOf('appointments'),
  mail: listsOf('mail'),
} as const;

function listsOf(slice: 'clinical' | 'appointments' | 'mail'): string {
  const kindsOf = { clinical: kinds.slice(0, 3), appointments: ['Appointment'], mail: ['Letter'] } as const;
  return listing(
    'first: 200',
    lists.filter(({ kind }) => (kindsOf[slice] as readonly Kind[]).includes(kind)),
  );
}

export const compareLists = (where: string, view: View, patient: string, expected: Expectation): void => {
  for (const { name, kind } of lists) {
    const rows = view[name];
    if (rows === undefined) continue;
    expected.agree(`${where}: ${name} is all there`, rows?.next ?? null, null);
    compareRows(`${where}: ${name}`, rows?.items ?? [], { patient, kind }, expected);
  }
};

type Of = { readonly patient: string; readonly kind: Kind };

const compareRows = (where: string, rows: readonly Row[], { patient, kind }: Of, expected: Expectation): void => {
  for (const item of expected.world.items.filter((one) => one.patient === patient && one.kind === kind)) {
    const found = rows.filter(({ id }) => id === item.id);
    expected.agree(
      where,
      found.length > 1 ? 'twice' : seenAs(found[0], found[0]?.content),
      expected.sightOf(item),
      item,
    );
  }
  const strangers = rows.filter(({ id }) => !expected.listed(patient, kind).some((item) => item.id === id));
  expected.agree(`${where}: nothing else`, strangers, []);
};

const seenAs = (item: unknown, content: string | null | undefined): 'hidden' | 'masked' | 'open' =>
  item === undefined || item === null ? 'hidden' : content === null ? 'masked' : 'open';

/** Whatever a reply says, it says no secret. */
export const keepsSecrets = ({ text }: Reply, { secrets, agree }: Expectation): void => {
  agree(
    'a reply tells',
    secrets.filter((secret) => text.includes(secret)),
    [],
  );
};

/** All that was asked for can be answered: an error is a difference, too. */
const dataOf = <Data>({ json, text }: Reply): Data => {
  const { data, errors } = json as { readonly data?: Data | null; readonly errors?: unknown };
  if (errors !== undefined || data === undefined || data === null) throw new Error(text);
  return data;
};
