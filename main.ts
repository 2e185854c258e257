import { configOrExit } from './kernel/config.ts';
import { startSparingly } from './kernel/memory.ts';
import { stopOnSignal } from './kernel/stop.ts';
import { openDatabase } from './prisma/database.ts';
import { seed } from './prisma/seed.ts';
import { welcome } from './welcome.ts';

// Everything in one process: `npm start`.
const started = startSparingly();
const config = configOrExit();
// Only now: see configOrExit.
const { openApp } = await import('./app.ts');
const database = await openDatabase({ ...config, log: (line) => process.stderr.write(`${line}\n`) });
await seed(database.prisma, config);
const app = await openApp(config, database);

stopOnSignal(() => app.close().then(() => database.close()));

await app.listen({ port: config.port, host: config.host });
started();
process.stdout.write(welcome(config));
