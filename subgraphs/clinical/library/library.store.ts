import type { Failure } from '../../../kernel/failure.ts';
import { noticing } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { inOwnTransaction } from '../../records/index.ts';
import type { LibraryRow } from './library.rules.ts';

export type LibraryQuery = {
  readonly organisation: string | null;
  readonly topic: string | null;
  readonly language: string | null;
  readonly after: string | null;
  readonly limit: number;
};

export type LibraryStore = ReturnType<typeof libraryStore>;

export const libraryStore = (sql: Sql) => ({
  /** Works in one transaction, undone where it fails. */
  together: <Result>(work: (transaction: Sql) => Promise<Result | Failure>): Promise<Result | Failure> =>
    inOwnTransaction(sql, work),

  read: async (id: string): Promise<LibraryRow | undefined> =>
    (await sql.query<LibraryRow>('clinical.library-resource', one, [id]))[0],

  /** Held until the transaction ends: nobody retires it meanwhile. */
  hold: async (id: string, within: Sql): Promise<LibraryRow | undefined> =>
    (await within.query<LibraryRow>('clinical.library-hold', `${one} for share`, [id]))[0],

  /** What is not retired, newest first. */
  list: ({ organisation, topic, language, after, limit }: LibraryQuery): Promise<readonly LibraryRow[]> =>
    sql.query('clinical.library', list, [organisation, topic, language, after, limit]),

  publish: async (row: LibraryRow, by: string, within: Sql = sql): Promise<void> => {
    await within.query('clinical.library-publish', publish, [JSON.stringify(row), by]);
  },

  /** The first time counts. */
  retire: async (id: string, { at, by }: { readonly at: Date; readonly by: string }): Promise<LibraryRow | undefined> =>
    (await sql.query<LibraryRow>('clinical.library-retire', retire, [id, at, by]))[0],

  /** The patient is told of it, once a day at most. Domain reference §3.1, Notifications */
  tell: async (patient: string, within: Sql): Promise<void> => {
    await within.query('clinical.library-tell', noticing('Library', 'select $1::uuid'), [patient]);
  },
});

const columns = `r.id, r.organisation_id as organisation, r.team_id as team, r.title, r.description, r.topic, r.language, r.url,
  r.content_type, r.sha256, r.size, r.published_at, r.retired_at`;

const one = `select ${columns} from clinical.library_resource r where r.id = $1`;

const list = `select ${columns} from clinical.library_resource r
  where r.retired_at is null and ($1::uuid is null or r.organisation_id = $1) and ($2::text is null or lower(r.topic) = lower($2))
    and ($3::text is null or lower(r.language) = lower($3) or starts_with(lower(r.language), lower($3) || '-'))
    and ($4::uuid is null or r.id < $4)
  order by r.id desc limit $5`;

const publish = `insert into clinical.library_resource (id, organisation_id, team_id, title, description, topic, language, url,
    content_type, sha256, size, published_at, published_by)
  select id, organisation, team, title, description, topic, language, url, content_type, sha256, size, published_at, $2
  from jsonb_to_record($1::jsonb) r(id uuid, organisation uuid, team uuid, title text, description text, topic text, language text,
    url text, content_type text, sha256 text, size int, published_at timestamptz)`;

const retire = `update clinical.library_resource r set retired_at = coalesce(r.retired_at, $2), retired_by = coalesce(r.retired_by, $3)
  where r.id = $1 returning ${columns}`;
