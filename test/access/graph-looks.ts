import type { Expectation } from './expectation.ts';
import { compareLists, compareRows, dataOf, keepsSecrets, listing, lists, type Row, type View } from './lists.ts';
import { canReadAccessLog } from './oracle.ts';
import type { Asker } from './wiring.ts';

// Every way that GraphQL offers to a patient's items, each compared with the oracle.

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
    `{ ${world.patients.map(({ id }, nth) => `p${nth}: patient(id: "${id}") { id familyName dateOfBirth accessLog(first: 1) { items { id } } ${listing('first: 200')} }`).join(' ')} }`,
  );
  keepsSecrets(reply, expected);
  type Shown = View & { familyName: string; dateOfBirth: string | null; accessLog: object | null };
  const data = dataOf<Record<string, Shown | null>>(reply);
  for (const [nth, patient] of world.patients.entries()) {
    const view = data[`p${nth}`] ?? null;
    const allowed = reads(patient.id) ? [`family${patient.id}`, patient.born ?? null] : null;
    agree('patient shows', view && [view.familyName, view.dateOfBirth], allowed, patient);
    if (view === null) continue;
    agree('accessLog', view.accessLog !== null, canReadAccessLog(world, expected.actor, patient), patient);
    compareLists('patient', view, patient.id, expected);
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
