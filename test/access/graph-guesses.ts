import type { Expectation } from './expectation.ts';
import type { Item, Kind } from './facts.ts';
import { dataOf, keepsSecrets, lists, seenAs, type Row } from './lists.ts';
import { contentOf } from './resources.ts';
import type { Asker } from './wiring.ts';

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
  Encounter: 'type',
  AllergyIntolerance: 'code',
  Condition: 'code',
  MedicationStatement: 'code',
  Person: 'name',
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
