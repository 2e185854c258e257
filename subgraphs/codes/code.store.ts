import type { Sql } from '../kit/sql.ts';
import type { CodeKey, CodeSet, KnownCode, Meaning, Standard } from '../kit/code-set.rules.ts';

/** A code as it is kept, and since when. */
export type StoredCode = CodeKey & Meaning & { readonly setAt: Date };

/** Whose codes, and of which set. */
export type SetOf = { readonly organisation: string; readonly set: CodeSet };

export type CodeStore = {
  /** How often each organisation's codes have changed; of those alone that ever had any. */
  revisions(): Promise<ReadonlyMap<string, string>>;
  all(organisation: string): Promise<readonly KnownCode[]>;
  /** In the order of system, then code. */
  page(
    of: SetOf,
    page: { readonly first: number; readonly after: CodeKey | undefined },
  ): Promise<readonly StoredCode[]>;
  /** Makes the change one that everybody will see, and keeps others of the organisation waiting until the transaction ends. */
  revise(organisation: string): Promise<void>;
  /** How many codes the organisation would have, had it these too. */
  countWith(of: SetOf, codes: readonly CodeKey[]): Promise<number>;
  /** Those of the codes that there are. */
  find(of: SetOf, codes: readonly CodeKey[]): Promise<readonly StoredCode[]>;
  put(
    of: SetOf,
    codes: readonly (CodeKey & Meaning)[],
    by: { readonly at: Date; readonly person: string },
  ): Promise<void>;
  remove(of: SetOf, codes: readonly CodeKey[]): Promise<void>;
};

export const codeStore = (sql: Sql): CodeStore => ({
  revisions: async () => {
    const rows = await sql.query<{ organisation: string; number: string }>('codes.revisions', revisions, []);
    return new Map(rows.map(({ organisation, number }) => [organisation, number]));
  },

  all: async (organisation) => {
    const rows = await sql.query<Row & { readonly set: CodeSet }>('codes.all', all, [organisation]);
    return rows.map((row) => ({ ...storedOf(row), set: row.set }));
  },

  page: async ({ organisation, set }, { first, after }) => {
    const rows = await sql.query<Row>('codes.page', page, [
      organisation,
      set,
      after?.system ?? null,
      after?.code ?? null,
      first,
    ]);
    return rows.map(storedOf);
  },

  revise: async (organisation) => {
    await sql.query('codes.revise', revise, [organisation]);
  },

  countWith: async (of, codes) => {
    const [row] = await sql.query<{ count: number }>('codes.countWith', countWith, keyValues(of, codes));
    return row?.count ?? 0;
  },

  find: async (of, codes) => (await sql.query<Row>('codes.find', find, keyValues(of, codes))).map(storedOf),

  put: async (of, codes, { at, person }) => {
    await sql.query('codes.put', put, [
      ...keyValues(of, codes),
      codes.map(({ display }) => display),
      codes.map(({ standard }) => standard?.system ?? null),
      codes.map(({ standard }) => standard?.code ?? null),
      codes.map(({ standard }) => standard?.display ?? null),
      at,
      person,
    ]);
  },

  remove: async (of, codes) => {
    await sql.query('codes.remove', remove, keyValues(of, codes));
  },
});

type Row = {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  readonly standard: Standard | null;
  readonly setAt: Date;
};

const storedOf = ({ system, code, display, standard, setAt }: Row): StoredCode => ({
  system,
  code,
  display,
  standard,
  setAt,
});

const keyValues = ({ organisation, set }: SetOf, codes: readonly CodeKey[]): readonly unknown[] => [
  organisation,
  set,
  codes.map(({ system }) => system),
  codes.map(({ code }) => code),
];

const columns = `c.system, c.code, c.display, c.set_at as "setAt",
  case when c.standard_code is not null then
    jsonb_build_object('system', c.standard_system, 'code', c.standard_code, 'display', c.standard_display) end as standard`;

const revisions = `select organisation_id as organisation, number from codes.revision`;

const all = `select c.code_set as set, ${columns} from codes.code c where c.organisation_id = $1`;

const page = `
  select ${columns} from codes.code c
  where c.organisation_id = $1 and c.code_set = $2 and ($3::text is null or (c.system, c.code) > ($3::text collate "C", $4::text collate "C"))
  order by c.system, c.code limit $5`;

const revise = `
  insert into codes.revision (organisation_id, number) values ($1, 1)
  on conflict (organisation_id) do update set number = codes.revision.number + 1`;

/** The codes that are given, of one organisation and set. */
const given = `unnest($3::text[], $4::text[]) g(system, code)`;
const isGiven = `c.organisation_id = $1 and c.code_set = $2 and (c.system, c.code) in (select g.system, g.code from ${given})`;

const countWith = `
  select (select count(*) from codes.code where organisation_id = $1)::int + cardinality($3::text[])
    - (select count(*) from codes.code c where ${isGiven})::int as count`;

const find = `select ${columns} from codes.code c where ${isGiven} order by c.system, c.code`;

const put = `
  insert into codes.code (organisation_id, code_set, system, code, display, standard_system, standard_code, standard_display, set_at, set_by)
  select $1::uuid, $2::text, g.system, g.code, g.display, g.standard_system, g.standard_code, g.standard_display, $9::timestamptz, $10::uuid
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    g(system, code, display, standard_system, standard_code, standard_display)
  on conflict (organisation_id, code_set, system, code) do update set
    display = excluded.display, standard_system = excluded.standard_system, standard_code = excluded.standard_code,
    standard_display = excluded.standard_display, set_at = excluded.set_at, set_by = excluded.set_by`;

const remove = `delete from codes.code c where ${isGiven}`;
