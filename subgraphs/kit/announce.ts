import type { ItemLabel } from './label.ts';
import type { Sql } from './sql.ts';

/**
 * What others may be told of: ids and codes, and never what an item says, nor a name. ADR 32
 *
 * An event is an organisation's. Where it is about an item, `item` decides who may hear of it as it decides who may see
 * the item; without one it is told to whoever may see the patient at all.
 */
export type Announcement = {
  readonly organisation: string;
  readonly patient?: string;
  readonly item?: { readonly label: ItemLabel; readonly sources: readonly string[] };
} & (
  | {
      readonly kind: 'document.read';
      readonly about: {
        readonly letterId: string;
        readonly documentId: string;
        readonly externalId: string;
        readonly readAt: Date;
      };
    }
  | { readonly kind: 'patient.registered'; readonly about: { readonly registeredAt: Date } }
  | {
      readonly kind: 'message.held';
      readonly about: { readonly messageId: string; readonly controlId: string; readonly partner?: string };
    }
  | {
      readonly kind: 'message.released';
      readonly about: {
        readonly messageId: string;
        readonly controlId: string;
        readonly outcome: string;
        readonly partner?: string;
      };
    }
  | {
      readonly kind: 'consent.changed';
      readonly about: { readonly teamId: string; readonly change: 'SET' | 'ENDED' };
    }
  | {
      readonly kind: 'appointment.changed';
      readonly about: { readonly appointmentId: string; readonly version: number };
    }
  | {
      readonly kind: 'aggregation.issue';
      readonly about: { readonly feed: string; readonly resource: string; readonly reason: string };
    }
  | {
      readonly kind: 'letter.print_requested';
      readonly about: { readonly letterId: string; readonly printJobId: string; readonly externalId: string };
    }
  | {
      readonly kind: 'questionnaire.requested';
      readonly about: { readonly requestId: string; readonly questionnaireId: string };
    }
  | {
      readonly kind: 'questionnaire.answered';
      readonly about: { readonly requestId: string; readonly questionnaireId: string; readonly responseId: string };
    }
);

/** Writes down what happened in the transaction in which it happens: neither is there without the other. */
export const announce = async (transaction: Sql, announcements: readonly Announcement[]): Promise<void> => {
  if (announcements.length === 0) return;
  await transaction.query('events.announce', announceAll, [JSON.stringify(announcements)]);
};

const columns = 'kind, organisation_id, patient_id, label, sources, about';

/**
 * The same within a statement that does it, as a part of its `with`: `rows` selects kind, organisation, patient, label,
 * sources and about (JSON).
 */
export const announcing = (rows: string): string => `${intoOutbox} (${columns}) ${rows}`;

const intoOutbox = 'insert into events.outbox';

/** Whether a statement announces something: then there is something to tell once it is committed. */
export const announces = (text: string): boolean => text.includes(intoOutbox);

const announceAll = announcing(`
  select x.e->>'kind', (x.e->>'organisation')::uuid, (x.e->>'patient')::uuid, x.e->'item'->>'label',
    (select array_agg(s::uuid) from jsonb_array_elements_text(x.e->'item'->'sources') s), x.e->'about'
  from jsonb_array_elements($1::jsonb) with ordinality x(e, n) order by x.n`);
