import type { Sql } from '../../kit/sql.ts';
import type { CurrentRecord } from '../feed-lookup.store.ts';
import { recordToRead } from '../feed-lookup.sql.ts';

export type ProfileStore = ReturnType<typeof profileStore>;

export const profileStore = (sql: Sql) => ({
  /** The record as it is now. Nothing is held: who writes names the version that it makes. */
  current: async (patient: string): Promise<CurrentRecord | undefined> =>
    (await sql.query<CurrentRecord>('patients.profile', recordToRead, [patient]))[0],

  /** The organisation of the first of these that is a team. */
  organisationOf: async (sources: readonly string[]): Promise<string | null> =>
    (await sql.query<{ id: string }>('patients.organisation-of-team', organisationOf, [sources]))[0]?.id ?? null,
});

const organisationOf = 'select organisation_id as id from patients.team where id = any($1::uuid[]) order by id limit 1';
