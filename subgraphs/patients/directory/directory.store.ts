import type { Sql } from '../../kit/sql.ts';
import type { DirectoryEntry } from './directory.types.ts';

export type Sought = { readonly ids: readonly string[]; readonly odsCodes: readonly string[] };

export type DirectoryStore = ReturnType<typeof directoryStore>;

export const directoryStore = (sql: Sql) => ({
  find: ({ ids, odsCodes }: Sought): Promise<DirectoryEntry[]> =>
    sql.query('patients.directory', directory, [ids, odsCodes]),
  unknownSystems: async (systems: readonly string[]): Promise<readonly string[]> => {
    const unknown = await sql.query<{ readonly system: string }>('patients.unknown-systems', unknownSystems, [systems]);
    return unknown.map(({ system }) => system);
  },
});

/** A feed's identifiers are of the types that its organisation has set; what came in otherwise is looked up. */
const unknownSystems = `
  select distinct a.system from unnest($1::text[]) a(system)
  where not exists (select from patients.identifier_type k where k.system = a.system)
    and not exists (select from patients.identifier i where i.system = a.system)
  order by a.system`;

const directory = `
  select o.id, 'ORGANISATION' as kind, o.name, null::uuid as "organisationId", o.ods_code as "odsCode"
  from patients.organisation o where o.id = any($1::uuid[]) or o.ods_code = any($2::text[])
  union all
  select t.id, 'TEAM', t.name, t.organisation_id, null from patients.team t where t.id = any($1::uuid[])
  union all
  select p.id, 'PROFESSIONAL', p.name, null, null from patients.person p
  where p.id = any($1::uuid[]) and exists (select from patients.membership m where m.person_id = p.id and m.role = 'PROFESSIONAL')
  order by id`;
