import type { Principal } from '../../../kernel/principal.ts';
import { announcing } from '../../kit/announce.ts';
import type { Sql } from '../../kit/sql.ts';
import type { HeldBefore } from './hold.rules.ts';
import type { HoldReason, ReviewState } from './review.types.ts';

/** A message that is to wait. */
export type Hold = {
  readonly id: string;
  readonly organisation: string;
  readonly sender: Principal;
  readonly senderName: string;
  readonly type: string | null;
  readonly controlId: string;
  readonly sentAt: Date;
  readonly heldAt: Date;
  readonly about: 'PERSON' | 'ITEM';
  readonly patient: string | null;
  readonly candidates: readonly string[];
  readonly reasons: readonly HoldReason[];
  readonly items: readonly string[];
  readonly said: object;
  /** `system|value` */
  readonly numbers: readonly string[];
  readonly state: ReviewState;
  readonly follows: string | null;
  readonly releases: readonly string[];
};

/** A message about a person that has been done. */
export type Newer = Pick<Hold, 'id' | 'organisation' | 'sentAt' | 'numbers' | 'items'> & { readonly at: Date };

type Asked = {
  readonly id: string;
  readonly sender: string;
  readonly organisation: string;
  readonly patient: string | null;
  readonly items: readonly string[];
};

/** What the way of a message needs to know and keep of those that are held. */
export const holdsIn = (sql: Sql) => ({
  /** This message, if it was held before, and those about the same items of the same patient. */
  heldBefore: ({ id, sender, organisation, patient, items }: Asked): Promise<HeldBefore[]> =>
    sql.query('patients.held-before', heldBefore, [id, organisation, patient, items, sender]),

  /** Durable when it resolves, as the acknowledgement that follows says; the same message again is held once. */
  hold: (hold: Hold): Promise<void> =>
    sql.transaction(async (transaction) => {
      await transaction.query('patients.hold-message', insertHeld, [
        hold.id,
        hold.organisation,
        'partner' in hold.sender ? hold.sender.partner : null,
        JSON.stringify(hold.sender),
        hold.senderName,
        hold.type,
        hold.controlId,
        hold.sentAt,
        hold.heldAt,
        hold.patient,
        hold.candidates,
        hold.reasons,
        hold.items,
        JSON.stringify(hold.said),
        hold.state,
        hold.follows,
        hold.about,
        hold.numbers,
      ]);
      if (hold.releases.length > 0)
        await transaction.query('patients.release-held', releaseHeld, [hold.releases, hold.heldAt, hold.id]);
    }),

  /** What is held about the same person, is older, and says nothing that the newer message leaves out. */
  supersede: async ({ id, organisation, sentAt, at, numbers, items }: Newer): Promise<void> => {
    await sql.query('patients.supersede-held', supersede, [id, organisation, sentAt, at, numbers, items]);
  },
});

/** The id is what the sender says: only its own message is approved by it. */
const heldBefore = `
  select h.id, h.reasons, h.state, h.decided_at as "decidedAt", h.decided_by as "decidedBy", h.into_patient_id as into,
    h.settled_at is not null as "isSettled"
  from patients.held_message h
  where h.organisation_id = $2 and ((h.id = $1 and h.sender_name = $5) or (h.patient_id = $3 and h.items && $4::text[]))`;

const insertHeld = `
  with held as (
  insert into patients.held_message (id, organisation_id, partner, sender, sender_name, type, control_id, sent_at, held_at, patient_id,
    candidates, reasons, items, said, state, follows, about, numbers, decided_at)
  values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11::uuid[], $12::text[], $13::text[], $14::jsonb, $15, $16, $17, $18::text[],
    case when $15 <> 'HELD' then $9::timestamptz end)
  on conflict do nothing returning id, organisation_id, partner, control_id, state)
  ${announcing(`
    select 'message.held', organisation_id, null, null, null, jsonb_strip_nulls(jsonb_build_object('messageId', id, 'controlId', control_id, 'partner', partner))
    from held where state = 'HELD'`)}`;

const releaseHeld = `
  update patients.held_message set state = 'APPROVED', decided_at = $2, follows = $3 where id = any($1::uuid[]) and state = 'HELD'`;

/**
 * $1 message, $2 organisation, $3 its MSH-7, $4 now, $5 all numbers of the record, $6 the lists it brings. Done late, the
 * older one would change no demographics (ADR 8); lists alone it could still replace, and those are in the newer.
 */
const supersede = `
  update patients.held_message set state = 'SUPERSEDED', decided_at = $4, follows = $1
  where organisation_id = $2 and state = 'HELD' and about = 'PERSON' and id <> $1 and sent_at < $3
    and numbers && $5::text[] and numbers <@ $5::text[] and items <@ $6::text[]`;
