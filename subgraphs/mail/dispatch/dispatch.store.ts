import type { Sql } from '../../kit/sql.ts';
import * as statements from './dispatch.sql.ts';
import { usualHours, type Handling } from './hand-in.rules.ts';

/** A letter whose message waits for an administrator. */
export type HeldLetter = {
  readonly id: string;
  readonly organisation: string;
  readonly partner: string | null;
  readonly message: string;
  readonly externalId: string;
  readonly title: string;
  readonly documentType: string | null;
  readonly at: Date;
};

export type DispatchStore = {
  /** How the organisation wants documents of this type to be handled that come from a partner, or from its own feed. */
  handling(organisation: string, documentType: string | null, partner: string | null): Promise<Handling>;
  /** False where the message has been put down before. */
  hold(letter: HeldLetter): Promise<boolean>;
  /** Decides on up to so many letters whose window has passed; answers how many there were. */
  decide(now: Date, limit: number): Promise<number>;
  /** The letters of these patients of which it was not known before that they have been told. */
  notified(patients: readonly string[], at: Date): Promise<string[]>;
};

export const dispatchStore = (sql: Sql): DispatchStore => ({
  handling: async (organisation, documentType, partner) => {
    const [found] = await sql.query<Pick<Handling, 'hours' | 'excluded'> & { readonly ownLetters: boolean }>(
      'mail.handling',
      statements.handling,
      [organisation, documentType, usualHours],
    );
    if (found === undefined) throw new Error('An organisation’s options are one row, whether it has chosen or not.');
    const { hours, excluded, ownLetters } = found;
    return { hours, excluded, isHybrid: partner !== null || ownLetters };
  },

  hold: async ({ id, organisation, partner, message, externalId, title, documentType, at }) => {
    const values = [id, organisation, partner, message, externalId, title, documentType, at];
    return (await sql.query('mail.hold', statements.holdDispatch, values)).length > 0;
  },

  decide: async (now, limit) => {
    const [row] = await sql.query<{ decided: number }>('mail.decide', statements.decideDue, [now, limit]);
    return row?.decided ?? 0;
  },

  notified: async (patients, at) =>
    (await sql.query<{ letterId: string }>('mail.notified', statements.notified, [patients, at])).map(
      ({ letterId }) => letterId,
    ),
});
