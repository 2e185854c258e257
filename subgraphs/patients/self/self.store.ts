import { defineBatch } from '../../kit/batch.ts';
import type { Sql } from '../../kit/sql.ts';

/** A name for each id, those of people and those of teams. */
export type SelfStore = ReturnType<typeof selfStore>;

export const selfStore = (sql: Sql) => ({
  team: defineBatch<string, OwnTeam | undefined>(async (ids) => {
    const rows = await sql.query<OwnTeam>('patients.own-teams', teams, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id));
  }),

  personName: defineBatch<string, string | undefined>(async (ids) => {
    const rows = await sql.query<{ id: string; name: string }>('patients.own-names', names, [ids]);
    const found = new Map(rows.map(({ id, name }) => [id, name]));
    return ids.map((id) => found.get(id));
  }),
});

export type OwnTeam = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisation: string;
};

const teams = `select t.id, t.name, t.organisation_id as "organisationId", o.name as organisation
  from patients.team t join patients.organisation o on o.id = t.organisation_id where t.id = any($1::uuid[])`;
const names = 'select id, name from patients.person where id = any($1::uuid[])';
