import type { OrganisationId, UserId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { Recorded, Said } from './compare.rules.ts';
import type { ToDecide } from './decide.rules.ts';
import { ages, decide, hold, page } from './review.sql.ts';
import type { HeldAges, HeldMessage, ReviewState } from './review.types.ts';

/** A held message with what it says of the person, and what the record says. */
export type HeldRow = Omit<HeldMessage, 'compared'> & { readonly said: Said; readonly recorded: Recorded | null };

type Deciding = {
  readonly ids: readonly string[];
  readonly organisations: readonly OrganisationId[];
  readonly state: Exclude<ReviewState, 'HELD'>;
  readonly at: Date;
  readonly by: UserId;
  readonly actor: string;
  readonly note: string | null;
  readonly into: string | null;
  readonly newActs: readonly string[];
};

export type ReviewStore = {
  /** The oldest first. */
  page(asked: {
    readonly organisation: string;
    readonly state: ReviewState;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<HeldRow[]>;
  ages(organisation: string, now: Date): Promise<HeldAges>;
  /** All of them or none: `check` sees them while nobody else can decide. */
  decide<Refused>(
    deciding: Deciding,
    check: (messages: readonly ToDecide[]) => Refused | undefined,
  ): Promise<readonly HeldRow[] | Refused>;
};

export const reviewStore = (sql: Sql): ReviewStore => ({
  page: ({ organisation, state, after, limit }) =>
    sql.query('patients.held-messages', page, [organisation, state, after, limit]),

  ages: async (organisation, now) => {
    const [counted] = await sql.query<HeldAges>('patients.held-ages', ages, [organisation, now]);
    return counted ?? { day: 0, week: 0, month: 0, older: 0 };
  },

  decide: ({ ids, organisations, state, at, by, actor, note, into, newActs }, check) =>
    sql.transaction(async (transaction) => {
      const held = await transaction.query<ToDecide>('patients.hold-held', hold, [ids, organisations]);
      const refused = check(held);
      if (refused !== undefined) return refused;
      const kind = state === 'APPROVED' ? 'MESSAGE_APPROVED' : 'MESSAGE_REJECTED';
      return transaction.query<HeldRow>('patients.decide', decide, [
        ids,
        state,
        at,
        by,
        note,
        into,
        kind,
        newActs,
        actor,
      ]);
    }),
});
