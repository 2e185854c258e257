import type { Via } from '../../kernel/graph.ts';
import type { Basis } from '../kit/purview.ts';
import { groupCommit } from '../kit/group-commit.ts';
import type { Sql } from '../kit/sql.ts';
import type { AccessLogEntry } from './access-log.types.ts';
import { accessLogPage, accessLogPageWithOwn } from './access-log.sql.ts';

/** Who looks at one or more records at once, and how. */
export type Looking = {
  readonly at: Date;
  /** The principal's name among capabilities. */
  readonly actor: string;
  readonly person: string | null;
  readonly client: string;
  readonly partner: string | null;
  readonly via: Via;
  readonly reading: readonly string[];
  readonly looks: readonly Look[];
};

/** One look at one record. */
export type Look = {
  readonly patient: string;
  readonly id: string;
  /** For whom the actor looked. */
  readonly organisation: string | null;
  readonly team: string | null;
  /** NONE where the look was refused; REVIEW where an administrator compared it with a message that is held. */
  readonly basis: Basis | 'REVIEW' | 'NONE';
};

/** What one caller looked at: nothing where there is no such record. */
type Entry = { readonly looking: Looking; error?: Error | undefined };

/** Milliseconds a look waits for others when there are others: it saves commits, and every reader waits as long. ADR 9 */
const lingerMs = 1;

export type AccessLogStore = ReturnType<typeof accessLogStore>;

export const accessLogStore = (sql: Sql) => {
  const insert = async (entries: readonly Entry[]): Promise<void> => {
    const looking = entries.map((entry) => entry.looking).filter(({ looks }) => looks.length > 0);
    if (looking.length === 0) await sql.query('patients.log-nothing', commitNothing, []);
    else await sql.query('patients.log', insertLooks, valuesOf(looking));
  };
  const join = groupCommit<Entry>(async (group) => {
    try {
      await insert(group);
    } catch (error) {
      for (const entry of group) entry.error = group.length === 1 ? asError(error) : await faultOf(insert([entry]));
    }
  }, lingerMs);

  return {
    /** Durable when it resolves; callers at the same time share one commit, and nobody fails for another's look. */
    log: async (looking: Looking): Promise<void> => {
      const entry: Entry = { looking };
      await join([entry]);
      if (entry.error !== undefined) throw entry.error;
    },

    page: (
      patients: readonly string[],
      { first, after, includeOwn }: { first: number; after: string | null; includeOwn: boolean },
    ): Promise<AccessLogEntry[]> =>
      includeOwn
        ? sql.query('patients.access-log-own', accessLogPageWithOwn, [patients, after, first + 1])
        : sql.query('patients.access-log', accessLogPage, [patients, after, first + 1]),
  };
};

const faultOf = (work: Promise<void>): Promise<Error | undefined> => work.then(() => undefined, asError);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

// A statement whose answer was lost may have been committed: the same look again is no second one.
const insertLooks = `insert into patients.access_log
    (patient_id, id, at, actor, person_id, client, partner, organisation_id, team_id, via, reading, basis, allowed)
  select l.patient_id, l.id, w.at, w.actor, w.person_id, w.client, w.partner, l.organisation_id, l.team_id, w.via,
    string_to_array(w.reading, ','), l.basis, l.basis <> 'NONE'
  from unnest((select $1::int[]), (select $2::uuid[]), (select $3::uuid[]), (select $4::uuid[]), (select $5::uuid[]), (select $6::text[]))
      l(n, patient_id, id, organisation_id, team_id, basis)
    join unnest((select $7::timestamptz[]), (select $8::text[]), (select $9::uuid[]), (select $10::text[]), (select $11::text[]),
      (select $12::text[]), (select $13::text[])) with ordinality w(at, actor, person_id, client, partner, via, reading, n) using (n)
  on conflict do nothing`;

/**
 * Writes nothing and waits for the disk all the same: a look at a record that does not exist takes as long as one that is
 * refused and logged.
 */
const commitNothing = `select pg_logical_emit_message(true, 'tributary', '')`;

const valuesOf = (looking: readonly Looking[]): readonly unknown[] => {
  const looks = looking.flatMap((one) => one.looks);
  return [
    looking.flatMap((one, index) => one.looks.map(() => index + 1)),
    looks.map(({ patient }) => patient),
    looks.map(({ id }) => id),
    looks.map(({ organisation }) => organisation),
    looks.map(({ team }) => team),
    looks.map(({ basis }) => basis),
    looking.map(({ at }) => at),
    looking.map(({ actor }) => actor),
    looking.map(({ person }) => person),
    looking.map(({ client }) => client),
    looking.map(({ partner }) => partner),
    looking.map(({ via }) => via),
    looking.map(({ reading }) => reading.join(',')),
  ];
};
