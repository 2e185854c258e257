import type { PatientId } from '../../kernel/id.ts';
import { defineBatch } from '../kit/batch.ts';
import type { Sql } from '../kit/sql.ts';
import { facts, found, isFound, oneViewer, relations } from './facts.sql.ts';
import type { Address, Gender, Identifier, PatientStatus, PrimaryCare, Team } from './patients.types.ts';
import type { Relation, Viewer } from './viewer.rules.ts';

/** A record with all that the decision about it needs. */
export type PatientFacts = Relation & {
  readonly version: number;
  readonly last_updated: Date;
  readonly title: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly middle_names: string | null;
  readonly gender: Gender;
  readonly deceased: boolean;
  readonly deceased_at: Date | null;
  readonly language: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
  readonly primary_care: PrimaryCare | null;
  readonly status: PatientStatus;
  readonly identifiers: readonly Identifier[];
  readonly emails: readonly string[];
  readonly teams: readonly Team[];
  /** The records that were merged into this one. */
  readonly formerly: readonly PatientId[];
  /** The record that this one was merged into. */
  readonly merged_into: string | null;
};

export type Page = { readonly first: number; readonly after: string | null };

/** One viewer's question for one record. */
type Asked = { readonly viewer: Viewer; readonly id: string };

export type PatientsStore = ReturnType<typeof patientsStore>;

export const patientsStore = (sql: Sql) => {
  const factsOf = defineBatch<Asked, PatientFacts | null>(async (asked) => {
    const of = <Value>(value: (viewer: Viewer) => Value): readonly Value[] => asked.map(({ viewer }) => value(viewer));
    const rows = await sql.query<PatientFacts & { readonly n: number }>('patients.facts', byIds, [
      asked.map(({ id }) => id),
      of(({ organisation }) => organisation),
      of(({ user }) => user),
      of(({ teams }) => `{${teams.join(',')}}`),
      of(({ self }) => self),
      of(({ asCarer }) => asCarer),
      of(({ inPerson }) => inPerson),
      of(({ now }) => now),
      of(({ client }) => client),
    ]);
    const byRow = new Map(rows.map((row) => [row.n, row]));
    return asked.map((_, index) => byRow.get(index + 1) ?? null);
  });

  return {
    /**
     * The facts about one record for one viewer, whatever they will allow; null where there is no such record. A record that
     * was merged leads to the one that it was merged into: only then is there a second question.
     */
    facts: async ({ viewer, id }: Asked): Promise<PatientFacts | null> => {
      const facts = await factsOf({ viewer, id }, undefined);
      const led = facts?.merged_into;
      return typeof led === 'string' ? factsOf({ viewer, id: led }, undefined) : facts;
    },

    page: (viewer: Viewer, { first, after }: Page): Promise<PatientFacts[]> =>
      sql.query('patients.page', all, [...viewerValues(viewer), after, first + 1]),

    withIdentifiers: (
      viewer: Viewer,
      page: Page & { readonly identifiers: readonly Pick<Identifier, 'system' | 'value'>[] },
    ): Promise<PatientFacts[]> =>
      sql.query('patients.identifiers', byIdentifiers, [
        ...viewerValues(viewer),
        page.after,
        page.first + 1,
        page.identifiers.map(({ system }) => system),
        page.identifiers.map(({ value }) => value),
      ]),
  };
};

/** $1 to $8 of a statement for one viewer. */
export const viewerValues = ({
  organisation,
  user,
  teams,
  self,
  asCarer,
  inPerson,
  now,
  client,
}: Viewer): readonly unknown[] => [organisation, user, teams, self, asCarer, inPerson, now, client];

/**
 * Records by id for many viewers at once: each row is one viewer's question, and is decided by that row alone. The arrays
 * stand in subselects, so that their lengths say nothing to the planner: it would plan the statement anew for each.
 */
const byIds = `
  select w.n::int, ${facts}
  from (select x.id, x.organisation, x.person, x.teams::uuid[] as teams, x.self, x.as_carer, x.in_person, x.at, x.client, x.n
    from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::uuid[]), (select $4::text[]), (select $5::uuid[]),
        (select $6::bool[]), (select $7::bool[]), (select $8::timestamptz[]), (select $9::text[]))
      with ordinality x(id, organisation, person, teams, self, as_carer, in_person, at, client, n)) w
  join patients.patient p on p.id = w.id ${relations}`;

const byIdentifiers = `select ${facts} from ${oneViewer} cross join patients.patient p ${relations}
  where p.id in (select i.patient_id from unnest($11::text[], $12::text[]) a(system, value) join patients.identifier i using (system, value))
    and ${isFound} and ($9::uuid is null or p.id > $9) order by p.id limit $10`;

/** The keys first; then the facts of that page alone. */
const all = `
  with related as (${found('$9', '$10')}),
  page as (select id from related order by 1 limit $10)
  select ${facts} from ${oneViewer} cross join page join patients.patient p on p.id = page.id ${relations} order by p.id`;
