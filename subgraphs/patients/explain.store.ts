import type { Sql } from '../kit/sql.ts';

/** What a person may act as now, with nothing left out. */
export type Membership = { readonly patient: string | null; readonly teams: readonly string[] };

export type Explained = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly person: string;
  readonly organisation: string;
  readonly patient: string;
  readonly details: object;
};

export type ExplainStore = ReturnType<typeof explainStore>;

export const explainStore = (sql: Sql) => ({
  /** The first of the organisations that holds the record through one of its teams. */
  holder: async (patient: string, organisations: readonly string[]): Promise<string | undefined> =>
    (await sql.query<{ id: string }>('patients.explain-holder', holderOf, [patient, organisations]))[0]?.id,

  membership: async (person: string): Promise<Membership | undefined> =>
    (await sql.query<Membership>('patients.explain-person', membershipOf, [person]))[0],

  keep: async ({ id, at, actor, person, organisation, patient, details }: Explained): Promise<void> => {
    await sql.query('patients.explain-act', insertAct, [id, at, actor, person, organisation, patient, details]);
  },
});

const holderOf = `select l.organisation_id as id from patients.team_link l
  where l.patient_id = $1 and l.organisation_id = any($2::uuid[]) order by 1 limit 1`;

const membershipOf = `select p.patient_id as patient, coalesce(array_agg(m.team_id::text) filter (where m.team_id is not null), '{}') as teams
  from patients.person p left join patients.membership m
    on m.person_id = p.id and m.role = 'PROFESSIONAL' and m.ended_at is null
  where p.id = $1 group by p.id`;

const insertAct = `insert into patients.act (id, at, actor, person_id, organisation_id, patient_id, kind, details)
  values ($1, $2, $3, $4, $5, $6, 'ACCESS_EXPLAINED', $7)`;
