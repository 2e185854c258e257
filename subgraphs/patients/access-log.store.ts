import type { Via } from '../../kernel/graph.ts';
import type { Basis } from '../kit/purview.ts';
import { groupCommit } from '../kit/group-commit.ts';
import type { Sql } from '../kit/sql.ts';
import type { AccessLogEntry } from './access-log.types.ts';
import { accessLogPage, accessLogPageWithOwn } from './access-log.sql.ts';

/** One look at one record. */
export type Look = {
  readonly patient: string;
  readonly id: string;
  readonly at: Date;
  /** The principal's name among capabilities. */
  readonly actor: string;
  readonly person: string | null;
  readonly client: string;
  readonly partner: string | null;
  /** For whom the actor looked. */
  readonly organisation: string | null;
  readonly team: string | null;
  readonly via: Via;
  readonly reading: readonly string[];
  /** NONE where the look was refused; REVIEW where an administrator compared it with a message that is held. */
  readonly basis: Basis | 'REVIEW' | 'NONE';
};

/** What one caller looked at: nothing where there is no such record. */
type Entry = { readonly looks: readonly Look[]; error?: Error | undefined };

/** Milliseconds a look waits for others when there are others: less than anybody notices, most of the commits saved. */
const lingerMs = 4;

export type AccessLogStore = ReturnType<typeof accessLogStore>;

export const accessLogStore = (sql: Sql) => {
  const insert = async (entries: readonly Entry[]): Promise<void> => {
    const looks = entries.flatMap((entry) => entry.looks);
    if (looks.length === 0) await sql.query('patients.log-nothing', commitNothing, []);
    else await sql.query('patients.log', insertLooks, valuesOf(looks));
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
    log: async (looks: readonly Look[]): Promise<void> => {
      const entry: Entry = { looks };
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
  select patient_id, id, at, actor, person_id, client, partner, organisation_id, team_id, via, string_to_array(reading, ','), basis, basis <> 'NONE'
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::uuid[],
    $10::text[], $11::text[], $12::text[])
    t(patient_id, id, at, actor, person_id, client, partner, organisation_id, team_id, via, reading, basis)
  on conflict do nothing`;

/**
 * Writes nothing and waits for the disk all the same: a look at a record that does not exist takes as long as one that is
 * refused and logged.
 */
const commitNothing = `select pg_logical_emit_message(true, 'tributary', '')`;

const valuesOf = (looks: readonly Look[]): readonly unknown[] => [
  looks.map(({ patient }) => patient),
  looks.map(({ id }) => id),
  looks.map(({ at }) => at),
  looks.map(({ actor }) => actor),
  looks.map(({ person }) => person),
  looks.map(({ client }) => client),
  looks.map(({ partner }) => partner),
  looks.map(({ organisation }) => organisation),
  looks.map(({ team }) => team),
  looks.map(({ via }) => via),
  looks.map(({ reading }) => reading.join(',')),
  looks.map(({ basis }) => basis),
];
