import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import pg from 'pg';
import { systemClock } from '../kernel/clock.ts';
import { uuid7, type PatientId, type TeamId, type UserId } from '../kernel/id.ts';
import type { Person } from '../kernel/principal.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { databaseAccount, temporaryPlace } from '../prisma/embedded/account.ts';
import { startEmbedded } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';
import { contextOf } from '../subgraphs/kit/context.ts';
import { sqlOf } from '../subgraphs/kit/sql.ts';
import { openPatients } from '../subgraphs/patients/index.ts';
import { measure, type Figures } from './measure.ts';
import { cpuOf } from './processes.ts';

// What it costs to decide who may see what, and to read who looked: the slice alone, on a PostgreSQL of its own that
// forces everything to disk.

const records = 200;
const page = 50;
const looks = 1_000_000;

export const accessFigures = async (isWanted: (name: string) => boolean): Promise<Figures[]> => {
  const dataDir = mkdtempSync(join(await temporaryPlace(await databaseAccount()), 'tributary-bench-'));
  // PostgreSQL runs as another user where we are root: it has to get in.
  chmodSync(dataDir, 0o711);
  const database = await startEmbedded({ dataDir, log: (line) => void process.stderr.write(`${line}\n`) });
  const pool = new pg.Pool({ connectionString: database.url, max: 16, idleTimeoutMillis: 0 });
  // The database's own shutdown may reach sessions that are just being closed.
  pool.on('error', () => undefined);
  try {
    await migrate(pool);
    const world = await crowdedWorld(pool);
    const figures: Figures[] = [];
    if (isWanted('purview')) figures.push(...(await purviews(pool, world)));
    if (isWanted('access-log-page')) figures.push(await firstPage(pool, world));
    return figures;
  } finally {
    await pool.end();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

type World = { readonly ids: readonly string[]; readonly professional: Person; readonly patient: Person };

const clinic = '10000000-0000-4000-8000-000000000001';
const somebody = '10000000-0000-4000-8000-0000000000aa';

/** Each record is held by twenty teams, and shared with these and thirty others; one professional is in all twenty. */
const crowdedWorld = async (pool: pg.Pool): Promise<World> => {
  await pool.query(`
    insert into patients.organisation (id, alias, name) values ('${clinic}', 'bench', 'Clinic');
    insert into patients.team (id, organisation_id, name, alias, default_labels)
      select gen_random_uuid(), '${clinic}', 'Team ' || n, 'bench-' || n, '{GENERAL_HEALTH}' from generate_series(1, 50) n;
    insert into patients.patient (id, version, last_updated, entered_at, entered_by, family_name, given_name, gender, deceased, status, sharing_disabled, access_frozen)
      select gen_random_uuid(), 1, now(), now(), 'bench ' || n, 'Dale', 'Dora', 'FEMALE', false, 'REGISTERED', false, false
      from generate_series(1, ${records}) n;
    insert into patients.team_link (patient_id, team_id, organisation_id, since)
      select p.id, t.id, '${clinic}', now() from patients.patient p, (select id from patients.team order by alias limit 20) t;
    insert into patients.consent (patient_id, grantee_id, grantee_kind, organisation_id, labels, basis, since)
      select p.id, t.id, 'TEAM', '${clinic}', '{GENERAL_HEALTH}', 'CONSENT', now() from patients.patient p, patients.team t;
    insert into patients.person (id, name) values ('${somebody}', 'Somebody');
    analyze`);
  const idsOf = async <Id extends string>(query: string): Promise<Id[]> =>
    (await pool.query<{ id: Id }>(query)).rows.map(({ id }) => id);
  const ids = await idsOf<PatientId>('select id from patients.patient');
  const person = {
    kind: 'person',
    integration: 'person',
    client: 'web',
    user: somebody as UserId,
    coordinates: [],
    administers: [],
    guards: [],
  } as const;
  return {
    ids,
    professional: {
      ...person,
      ownBehalf: false,
      inPerson: true,
      teams: await idsOf<TeamId>('select id from patients.team order by alias limit 20'),
    },
    patient: {
      ...person,
      ownBehalf: true,
      inPerson: false,
      teams: [],
      ...(ids[0] === undefined ? {} : { patient: ids[0] }),
    },
  };
};

const keys: KeyRing = [{ id: 'bench', secret: Buffer.alloc(32, 1) }];

const asking = (pool: pg.Pool, principal: Person) => {
  const slice = openPatients({ sql: sqlOf(pool), newId: uuid7 });
  return async (document: ReturnType<typeof parse>, variables: Readonly<Record<string, unknown>> = {}) => {
    const context = contextOf({ principal, via: 'GRAPHQL', reading: ['DEMOGRAPHICS'] }, { clock: systemClock, keys });
    const { data, errors } = await slice.execute({ document, variables, context });
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join(' '));
    return data as Record<
      string,
      { readonly items: readonly { readonly purview?: string }[]; readonly purview?: string } | null
    >;
  };
};

const here = () => cpuOf(process.pid);

/** In a list, and asked for one by one by sixteen callers at once; the figures are of one purview each. */
const purviews = async (pool: pg.Pool, { ids, professional }: World): Promise<Figures[]> => {
  const ask = asking(pool, professional);
  const [list, one] = [
    parse(`{ patients(first: ${page}) { items { id purview } } }`),
    parse('query ($id: ID!) { patient(id: $id) { id purview } }'),
  ];
  const ofLists = await measure({
    name: 'purview-in-a-list',
    connections: 1,
    seconds: 5,
    cpu: here,
    once: async () => {
      const { patients } = await ask(list);
      if (patients?.items.filter(({ purview }) => purview !== undefined).length !== page)
        throw new Error('A purview is missing.');
    },
  });
  const single = await measure({
    name: 'purview-alone',
    connections: 16,
    seconds: 5,
    cpu: here,
    once: async (n) => {
      const { patient } = await ask(one, { id: ids[n % ids.length] });
      if (patient?.purview === undefined) throw new Error('The purview is missing.');
    },
  });
  return [{ ...ofLists, cpu_ms_per_purview: Math.round((ofLists.cpu_ms_per_op / page) * 1000) / 1000 }, single];
};

/** The first page of an access log with a million rows, for its patient. */
const firstPage = async (pool: pg.Pool, { ids: [id], patient }: World): Promise<Figures> => {
  await pool.query(
    `insert into patients.access_log (patient_id, id, at, actor, person_id, client, via, reading, basis, allowed)
     select $1, (lpad(to_hex(1780000000000 + n * 1000::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, now() - n * interval '1 minute', 'person:' || $2, $2::uuid, 'web', 'GRAPHQL', '{DEMOGRAPHICS}', 'CONSENT', true
     from generate_series(1, ${looks}) n`,
    [id, professionalOf],
  );
  await pool.query('analyze patients.access_log');
  const ask = asking(pool, patient);
  const document = parse('query ($id: ID!) { patient(id: $id) { accessLog { items { at actor via } } } }');
  const figures = await measure({
    name: 'access-log-page',
    connections: 1,
    seconds: 3,
    cpu: here,
    once: async () => {
      const { patient: found } = (await ask(document, { id })) as unknown as {
        patient: { accessLog: { items: unknown[] } };
      };
      if (found.accessLog.items.length !== 20) throw new Error('It is not a page.');
    },
  });
  return { ...figures, rows: looks };
};

const professionalOf = '10000000-0000-4000-8000-0000000000bb';
