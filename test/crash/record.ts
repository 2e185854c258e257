import { createHash } from 'node:crypto';
import * as outside from '../outside.ts';
import type { Told } from './feed.ts';

type Items<Item> = { readonly items: readonly Item[] };
type View = {
  readonly id: string;
  readonly familyName: string;
  readonly version: number;
  readonly labReports: Items<{ externalId: string; version: number; results: { version: number }[] }>;
  readonly observations: Items<{ code: { code: string }; quantity: { value: string } }>;
  readonly appointments: Items<{ externalId: string; status: string; version: number }>;
  readonly encounters: Items<{ externalId: string; version: number; events: { type: string }[] }>;
  readonly documents: Items<{ id: string; externalId: string; version: number }>;
  readonly letters: Items<{ externalId: string; documentId: string }>;
};

const fields = `id familyName version
  labReports { items { externalId version results { version } } }
  observations(first: 50) { items { code { code } quantity { value } } }
  appointments(first: 50) { items { externalId status version } }
  encounters { items { externalId version events { type } } }
  documents { items { id externalId version } }
  letters { items { externalId documentId } }`;

/** What is read back of one patient, in an order of its own, with the number of results in Aggregated FHIR. */
export const recordOf = async (client: outside.Client, { who }: Told) => {
  const view = await outside.find<View>(client, who, fields);
  if (view === undefined) throw new Error('An accepted patient is gone.');
  const named = encodeURIComponent(`${outside.nhsNumberSystem}|${who.nhsNumber}`);
  const { text } = await client.fhir(`Observation?subject:Patient.identifier=${named}&_summary=count`);
  const letters = new Map(view.letters.items.map(({ externalId, documentId }) => [documentId, externalId]));
  return {
    family: view.familyName,
    version: view.version,
    reports: view.labReports.items
      .map(({ externalId, version, results }) => [externalId, version, ...results.map((result) => result.version)])
      .sort(),
    potassium: view.observations.items
      .filter(({ code }) => code.code === '2823-3')
      .map(({ quantity }) => quantity.value)
      .sort(),
    appointments: view.appointments.items
      .map(({ externalId, status, version }) => [externalId, status, version])
      .sort(),
    stays: view.encounters.items
      .map(({ externalId, version, events }) => [externalId, version, ...events.map(({ type }) => type)])
      .sort(),
    documents: (
      await Promise.all(
        view.documents.items.map(async ({ id, externalId, version }) => {
          const content = await contentOf(client, view.id, id);
          return [externalId, version, letters.get(id), content];
        }),
      )
    ).sort(),
    letters: view.letters.items.length,
    observations: (JSON.parse(text) as { total: number }).total,
  };
};

const contentOf = async (client: outside.Client, patient: string, document: string): Promise<string> => {
  const answer = await client.graph<{ patient: { documentContent: string } }>(
    'query ($of: ID!, $document: ID!) { patient(id: $of) { documentContent(documentId: $document) } }',
    { of: patient, document },
  );
  return digestOf(Buffer.from(answer.patient.documentContent, 'base64'));
};

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export const expectedOf = ({
  who,
  versions,
  reports,
  appointments,
  letters,
  stays,
}: Told): Awaited<ReturnType<typeof recordOf>> => ({
  family: who.family,
  version: versions,
  reports: [...reports.keys()].map((id) => [id, 1, 1, 1]).sort(),
  potassium: [...reports.values()].sort(),
  appointments: [...appointments].map(([id, status]) => [id, status, status === 'ACTIVE' ? 1 : 2]).sort(),
  stays: stays.map((number) => [number, 1, 'PRE_ADMIT']).sort(),
  documents: [...letters].map(([id, content]) => [id, 1, id, digestOf(content)]).sort(),
  letters: letters.size,
  observations: reports.size * 2,
});

type Traced = { readonly controlId: string; readonly state: string };
type Page = { readonly messages: { readonly items: readonly Traced[]; readonly next: string | null } };

/** Every message that is on record for the client's organisation, and its state. */
export const traceOf = async (client: outside.Client): Promise<readonly (readonly [string, string])[]> => {
  const all: Traced[] = [];
  for (let after: string | null = null; ;) {
    const { messages }: Page = await client.graph<Page>(
      'query ($after: String) { messages(first: 200, after: $after) { items { controlId state } next } }',
      { after },
    );
    all.push(...messages.items);
    after = messages.next;
    if (after === null) return all.map(({ controlId, state }) => [controlId, state] as const);
  }
};
