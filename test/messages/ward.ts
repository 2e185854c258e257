import { anInpatient, adt, msh, pid, wire, type Envelope, type Inpatient } from '../hospital.ts';
import * as outside from '../outside.ts';
import type { Wiring } from '../wiring.ts';

/** A patient whom Riverside has registered, and all that may be sent and read about her. */
export type Ward = {
  readonly patient: Inpatient;
  /** Sends a message of the segments, PID after the first of them, and gives MSA-1 with MSA-3: `AR Rejected: …`. */
  readonly send: (
    type: string,
    segments: readonly string[],
    envelope?: Envelope & { user?: string },
  ) => Promise<string>;
  /** The ERR segments of the last answer: place, severity, text. */
  readonly errors: () => readonly string[];
  /** Fields of the record, as Riverside’s own system reads them; it throws where the record is not there. */
  readonly read: <View>(fields: string) => Promise<View>;
  /** The resources of a FHIR search, without the Bundle around them. */
  readonly fhir: (search: string) => Promise<readonly Record<string, unknown>[]>;
  /** The content of a document. */
  readonly content: (documentId: string) => Promise<string>;
};

export const wardOf = async (system: Wiring, who: Partial<Inpatient> = {}): Promise<Ward> => {
  const patient = anInpatient(who);
  await outside.deliver(system.base, adt('A28', patient, { at: new Date('2024-01-01T00:00:00Z') }));
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  let answered = '';
  return {
    patient,
    send: async (type, segments, { user, ...envelope } = {}) => {
      const reply = await outside.postHl7(system.base, wire(msh(type, envelope), pid(patient), ...segments), user);
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
      answered = reply.text;
      const { code = '', reason = '' } = outside.msaOf(reply);
      return `${code} ${reason}`.trim();
    },
    errors: () =>
      answered
        .split('\r')
        .filter((segment) => segment.startsWith('ERR|'))
        .map((segment) => [2, 4, 8].map((field) => segment.split('|')[field]).join('|')),
    read: async <View>(fields: string) => {
      const view = await outside.find<View>(riverside, patient, fields);
      if (view === undefined) throw new Error('There is no such record.');
      return view;
    },
    content: async (documentId) => {
      const { text } = await riverside.fhir(`Binary/${documentId}`, { accept: '*/*' });
      return text;
    },
    fhir: async (search) => {
      const { id } = (await outside.find<{ id: string }>(riverside, patient, 'id')) ?? { id: '' };
      const { text } = await riverside.fhir(search.replace('PATIENT', id));
      const { entry = [] } = JSON.parse(text) as { entry?: { resource: Record<string, unknown> }[] };
      return entry.map(({ resource }) => resource);
    },
  };
};

/** Minutes after the first of the messages: MSH-7. */
export const at = (minutes: number): Envelope => ({ at: new Date(Date.UTC(2026, 4, 1, 9, minutes)) });
