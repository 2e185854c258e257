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
  readonly status: PatientStatus;
  /** The records that were merged into this one. */
  readonly formerly: readonly PatientId[];
  /** The record that this one was merged into. */
  readonly merged_into: string | null;
} & Partial<Details>;

/** Only where they were asked for. */
type Details = {
  readonly address: Address | null;
  readonly primary_care: PrimaryCare | null;
  readonly identifiers: readonly Identifier[];
  readonly emails: readonly string[];
  readonly teams: readonly Team[];
};

/** How much of each record is wanted: all that the graph shows of it, or what takes no putting together. */
export type Extent = keyof typeof facts;

export type Page = { readonly first: number; readonly after: string | null; readonly extent: Extent };

/** What the lists of one statement have in common. */
type Most = { readonly most: number; readonly extent: Extent };

/** One viewer's question for one record. */
type Asked = { readonly viewer: Viewer; readonly id: string };

/** One viewer's question for those who have an identifier. */
type AskedByOne = Pick<Identifier, 'system' | 'value'> & { readonly viewer: Viewer };

/** One viewer's question for those whose ids come after this one. */
type AskedForPage = { readonly viewer: Viewer; readonly after: string };

/** An index is walked from a place that is always given; no id comes before this one, and none is it. RFC 9562 §5.9 */
const beforeAll = '00000000-0000-0000-0000-000000000000';

export type PatientsStore = ReturnType<typeof patientsStore>;

export const patientsStore = (sql: Sql) => {
  const factsFor = async (asked: readonly Asked[], extent: Extent): Promise<readonly (PatientFacts | null)[]> => {
    const rows = await sql.query<Numbered>(`patients.facts.${extent}`, byIds[extent], [
      ...viewersValues(asked.map(({ viewer }) => viewer)),
      asked.map(({ id }) => id),
    ]);
    const byRow = new Map(rows.map((row) => [row.n, row]));
    return asked.map((_, index) => byRow.get(index + 1) ?? null);
  };
  const factsOf = defineBatch<Asked, PatientFacts | null, Extent>(factsFor);

  /** Systems that ask for one patient by a number ask all the time: whoever does at once is one statement. */
  const withOne = defineBatch<AskedByOne, readonly PatientFacts[], Most>(async (asked, { most, extent }) => {
    const rows = await sql.query<Numbered>(`patients.identifier.${extent}`, byOneEach[extent], [
      ...viewersValues(asked.map(({ viewer }) => viewer)),
      asked.map(({ system }) => system),
      asked.map(({ value }) => value),
      most,
    ]);
    return byQuestion(asked, rows);
  });

  /** Lists that are asked for at once, each from its own place, are one statement. */
  const pageOf = defineBatch<AskedForPage, readonly PatientFacts[], Most>(async (asked, { most, extent }) => {
    const rows = await sql.query<Numbered>(`patients.page.${extent}`, pages[extent], [
      ...viewersValues(asked.map(({ viewer }) => viewer)),
      asked.map(({ after }) => after),
      most,
    ]);
    return byQuestion(asked, rows);
  });

  return {
    /**
     * The facts about one record for one viewer, whatever they will allow; null where there is no such record. A record that
     * was merged leads to the one that it was merged into: only then is there a second question.
     */
    facts: async ({ viewer, id, extent }: Asked & { readonly extent: Extent }): Promise<PatientFacts | null> => {
      const facts = await factsOf({ viewer, id }, extent);
      const led = facts?.merged_into;
      return typeof led === 'string' ? factsOf({ viewer, id: led }, extent) : facts;
    },

    /** The same about many for one viewer, by the id asked for: one statement, and one more where any were merged. */
    factsOfAll: async (viewer: Viewer, ids: readonly string[]): Promise<ReadonlyMap<string, PatientFacts>> => {
      const found = byIdAsked(
        ids,
        await factsFor(
          ids.map((id) => ({ viewer, id })),
          'inShort',
        ),
      );
      const led = [...new Set([...found.values()].flatMap(({ merged_into }) => merged_into ?? []))];
      if (led.length === 0) return found;
      const into = byIdAsked(
        led,
        await factsFor(
          led.map((id) => ({ viewer, id })),
          'inShort',
        ),
      );
      return new Map([...found].map(([id, facts]) => [id, into.get(facts.merged_into ?? '') ?? facts]));
    },

    page: (viewer: Viewer, { first, after, extent }: Page): Promise<readonly PatientFacts[]> =>
      pageOf({ viewer, after: after ?? beforeAll }, { most: first + 1, extent }),

    withIdentifiers: (
      viewer: Viewer,
      page: Page & { readonly identifiers: readonly Pick<Identifier, 'system' | 'value'>[] },
    ): Promise<readonly PatientFacts[]> => {
      const { first, after, extent, identifiers } = page;
      const [one, another] = identifiers;
      if (one !== undefined && another === undefined && after === null)
        return withOne({ viewer, ...one }, { most: first + 1, extent });
      return sql.query(`patients.identifiers.${extent}`, byIdentifiers[extent], [
        ...viewerValues(viewer),
        after ?? beforeAll,
        first + 1,
        identifiers.map(({ system }) => system),
        identifiers.map(({ value }) => value),
      ]);
    },
  };
};

const byIdAsked = (
  ids: readonly string[],
  found: readonly (PatientFacts | null)[],
): ReadonlyMap<string, PatientFacts> =>
  new Map(
    ids.flatMap((id, index): [string, PatientFacts][] => {
      const facts = found[index] ?? null;
      return facts === null ? [] : [[id, facts]];
    }),
  );

type Numbered = PatientFacts & { readonly n: number };

const byQuestion = (asked: readonly unknown[], rows: readonly Numbered[]): readonly PatientFacts[][] => {
  const found = asked.map((): PatientFacts[] => []);
  for (const row of rows) found[row.n - 1]?.push(row);
  return found;
};

/** $1 to $8 of a statement for many viewers. */
const viewersValues = (viewers: readonly Viewer[]): readonly unknown[] => [
  viewers.map(({ organisation }) => organisation),
  viewers.map(({ user }) => user),
  viewers.map(({ teams }) => `{${teams.join(',')}}`),
  viewers.map(({ self }) => self),
  viewers.map(({ asCarer }) => asCarer),
  viewers.map(({ inPerson }) => inPerson),
  viewers.map(({ now }) => now),
  viewers.map(({ client }) => client),
];

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
 * Each row is one viewer's question, and is decided by that row alone. The arrays stand in subselects, so that their lengths
 * say nothing to the planner: it would plan the statement anew for each.
 */
const questions = (more: readonly string[], names: string): string => {
  const types = ['uuid', 'uuid', 'text', 'uuid', 'bool', 'bool', 'timestamptz', 'text', ...more];
  return `(select x.organisation, x.person, x.teams::uuid[] as teams, x.self, x.as_carer, x.in_person, x.at, x.client, x.n, ${names}
    from unnest(${types.map((type, index) => `(select $${String(index + 1)}::${type}[])`).join(', ')})
      with ordinality x(organisation, person, teams, self, as_carer, in_person, at, client, ${names}, n)) w`;
};

const toEachExtent = (statement: (facts: string) => string): Readonly<Record<Extent, string>> => ({
  inShort: statement(facts.inShort),
  inDetail: statement(facts.inDetail),
});

const byIds = toEachExtent(
  (facts) => `
  select w.n::int, ${facts} from ${questions(['uuid'], 'id')}
  join patients.patient p on p.id = w.id ${relations}`,
);

const byOneEach = toEachExtent(
  (facts) => `
  select w.n::int, page.* from ${questions(['text', 'text'], 'system, value')} cross join lateral (
    select ${facts} from patients.patient p ${relations}
    where p.id in (select i.patient_id from patients.identifier i where i.system = w.system and i.value = w.value) and ${isFound}
    order by p.id limit $11) page`,
);

const byIdentifiers = toEachExtent(
  (facts) => `select ${facts} from ${oneViewer} cross join patients.patient p ${relations}
  where p.id in (select i.patient_id from unnest($11::text[], $12::text[]) a(system, value) join patients.identifier i using (system, value))
    and ${isFound} and p.id > $9 order by p.id limit $10`,
);

/** For each list the keys first; then the facts of that page alone. */
const pages = toEachExtent(
  (facts) => `
  select w.n::int, ${facts} from ${questions(['uuid'], 'after')}
  cross join lateral (select id from (${found('w.after', '$10')}) related order by 1 limit $10) page
  join patients.patient p on p.id = page.id ${relations} order by w.n, p.id`,
);
