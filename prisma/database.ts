import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Config } from '../kernel/config.ts';
import { sqlOf, type Sql } from '../subgraphs/kit/sql.ts';
import { PrismaClient } from './client/client.ts';
import { joinEmbedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { values } from './values.ts';
import { announces } from '../subgraphs/kit/announce.ts';
import { ringing } from '../subgraphs/kit/wake.ts';
import { openWake, type OpenWake } from './wake.ts';

/** The database as the parts of this system see it: tuned statements and Prisma over one pool of connections. */
export type Database = {
  readonly sql: Sql;
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  readonly wake: OpenWake;
  close(): Promise<void>;
};

type Needs = Pick<Config, 'databaseUrl' | 'dataDir'> & {
  /** So many of the same kind share the database. */
  readonly processes?: number;
  readonly log: (line: string) => void;
  /** For a command: uses the embedded PostgreSQL that another of our processes has started, where there is one. */
  readonly beside?: boolean;
};

/** Milliseconds for which a request waits for a connection: longer than any crowd takes, and not without end. */
const patience = 20_000;

/** Connections of one process, and of several that are alike: PostgreSQL has a hundred unless it is told otherwise. */
const connections = { each: 20, all: 90 };

/** Connects to `DATABASE_URL`, or starts the embedded PostgreSQL, and brings the tables up to date. */
export const openDatabase = async ({
  databaseUrl,
  dataDir,
  log,
  processes = 1,
  beside = false,
}: Needs): Promise<Database> => {
  const embedded =
    databaseUrl === undefined ? await (beside ? joinEmbedded : startEmbedded)({ dataDir, log }) : undefined;
  const connectionString = databaseUrl ?? embedded?.url;
  const pool = new pg.Pool({
    connectionString,
    max: Math.min(connections.each, Math.floor(connections.all / processes)),
    connectionTimeoutMillis: patience,
    types: values,
  });
  // An idle connection that PostgreSQL ends is replaced when it is needed; unheard, its error would end this process.
  pool.on('error', (error) => {
    log(`a database connection was lost: ${error.message}`);
  });
  await migrate(pool);
  const wake = openWake({ connectionString, log });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    sql: ringing(sqlOf(pool), {
      statements: announces,
      ring: () => {
        wake.ring('EVENTS');
      },
    }),
    prisma,
    pool,
    wake,
    close: async () => {
      await wake.close();
      await prisma.$disconnect();
      await pool.end();
      await embedded?.stop();
    },
  };
};
