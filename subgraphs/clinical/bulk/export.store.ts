import type { Sql } from '../../kit/sql.ts';

/** An export as it is kept. */
export type Export = {
  readonly id: string;
  readonly feed: string;
  readonly request: string;
  readonly at: Date;
  readonly since: Date | null;
  readonly ofPatients: boolean;
  readonly patients: readonly string[] | null;
  readonly types: readonly string[];
  readonly filters: readonly ExportFilter[] | null;
  /** Null until it is known what there was at that moment. */
  readonly files: readonly ExportFile[] | null;
  readonly expiresAt: Date;
};

/** Of a type only what this search finds, or another of the same type. */
export type ExportFilter = { readonly type: string; readonly query: string };

/** What a file holds: a type, and of its ids those after `from` up to `to`. */
export type ExportFile = {
  readonly type: string;
  readonly deleted: boolean;
  readonly from?: string;
  readonly to?: string;
};

export type NewExport = Omit<Export, 'at' | 'files'>;

export type Exports = {
  /** Its moment is the database's, of whose clock the versions' times are; what has expired is forgotten. */
  readonly begin: (wanted: NewExport, now: Date) => Promise<Export>;
  readonly find: (feed: string, id: string, now: Date) => Promise<Export | undefined>;
  /** Transactions that began before its moment and may yet write what belongs to it. */
  readonly waitingFor: (found: Export) => Promise<number>;
  /** The files that were written down first stand: a file's number means the same for good. */
  readonly keepFiles: (found: Export, files: readonly ExportFile[]) => Promise<readonly ExportFile[]>;
  readonly end: (found: Export) => Promise<void>;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const columns = `id, feed, request, at, since, of_patients as "ofPatients", patients, types, filters, files, expires_at as "expiresAt"`;

export const exportStore = (sql: Sql): Exports => ({
  begin: async ({ id, feed, request, since, ofPatients, patients, types, filters, expiresAt }, now) => {
    await sql.query('clinical.export.forget', 'delete from clinical.customer_export where expires_at < $1', [now]);
    const [begun] = await sql.query<Export>(
      'clinical.export.begin',
      `insert into clinical.customer_export (id, feed, request, at, since, of_patients, patients, types, filters, expires_at)
values ($1, $2, $3, date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond', $4, $5, $6, $7, $8, $9) returning ${columns}`,
      [id, feed, request, since, ofPatients, json(patients), types, json(filters), expiresAt],
    );
    if (begun === undefined) throw new Error('The export was not written.');
    return begun;
  },
  find: async (feed, id, now) => {
    const [found] = await sql.query<Export>(
      'clinical.export.find',
      `select ${columns} from clinical.customer_export where id = $1 and feed = $2 and expires_at > $3`,
      [id, feed, now],
    );
    return found;
  },
  waitingFor: async ({ at }) => {
    // The moment itself has to be over too: it lies within the millisecond after the request.
    const [row] = await sql.query<{ waiting: number }>(
      'clinical.export.waiting',
      `select (count(*) + (clock_timestamp() <= $1)::int)::int as waiting from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start < $1`,
      [at],
    );
    return row?.waiting ?? 0;
  },
  keepFiles: async ({ id }, files) => {
    const [row] = await sql.query<{ files: readonly ExportFile[] }>(
      'clinical.export.files',
      'update clinical.customer_export set files = coalesce(files, $2::jsonb) where id = $1 returning files',
      [id, JSON.stringify(files)],
    );
    return row?.files ?? [];
  },
  end: async ({ id }) => {
    await sql.query('clinical.export.end', 'delete from clinical.customer_export where id = $1', [id]);
  },
});
