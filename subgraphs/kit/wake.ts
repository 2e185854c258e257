import type { Sql } from './sql.ts';

/** What there may be to do for those who work in the background: each waits for its own. */
export const topics = ['CUSTOMER_CHANGES', 'EVENTS'] as const;
export type Topic = (typeof topics)[number];

/** How those who leave work behind wake those who do it, in this process and in others. ADR 27 */
export type Wake = {
  /** There is something to do: said once it is committed. Takes no time, and cannot fail: who sleeps looks by itself, later. */
  readonly ring: (topic: Topic) => void;
  /** Whether there was a ring: within the last `within` milliseconds, or now, waiting for `wait` at most. */
  readonly heard: (topic: Topic, times: { readonly within: number; readonly wait: number }) => Promise<boolean>;
};

/** For a slice that is opened alone: nobody is woken. */
export const nobodyWaits: Wake = { ring: () => undefined, heard: () => Promise.resolve(false) };

type Ringing = {
  /** The names of the statements that leave something to do begin with this; or what tells them by their text. */
  readonly statements: string | ((text: string) => boolean);
  readonly ring: () => void;
};

/**
 * Rings after each statement of these that is committed. Within the transaction nobody is told: a NOTIFY there takes one
 * lock for all commits of the database until each is on disk.
 */
export const ringing = (sql: Sql, { statements, ring }: Ringing): Sql => ({
  query: async <Row>(name: string, text: string, values: readonly unknown[]) => {
    const rows = await sql.query<Row>(name, text, values);
    if (typeof statements === 'string' ? name.startsWith(statements) : statements(text)) ring();
    return rows;
  },
  transaction: async (work) => {
    const rings: true[] = [];
    const noting = { statements, ring: () => void rings.push(true) };
    const result = await sql.transaction((held) => work(ringing(held, noting)));
    if (rings.length > 0) ring();
    return result;
  },
});
