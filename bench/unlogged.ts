import { configOrExit } from '../kernel/config.ts';
import { stopOnSignal } from '../kernel/stop.ts';
import { openDatabase } from '../prisma/database.ts';
import { seed } from '../prisma/seed.ts';
import type { Sql } from '../subgraphs/kit/sql.ts';

// The system as main.ts puts it together, but for one thing: who looked is written nowhere. What the access log costs is
// the difference. A program of the benchmark alone: the product has no such switch.
const config = configOrExit();
const { openApp } = await import('../app.ts');
const database = await openDatabase({ ...config, log: (line) => process.stderr.write(`${line}\n`) });
await seed(database.prisma, config);

const sql: Sql = {
  ...database.sql,
  query: (name, text, values) =>
    name === 'patients.log' || name === 'patients.log-nothing'
      ? Promise.resolve([])
      : database.sql.query(name, text, values),
};
const app = await openApp(config, { ...database, sql });

stopOnSignal(() => app.close().then(() => database.close()));

await app.listen({ port: config.port, host: config.host });
