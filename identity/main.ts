import { PrismaPg } from '@prisma/adapter-pg';
import { fastify, LogController } from 'fastify';
import pg from 'pg';
import { configOrExit } from '../kernel/config.ts';
import { PrismaClient } from '../prisma/client/client.ts';
import { startEmbedded } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';
import { openIdentity, seedIdentity } from './index.ts';

// The authorisation server as a process of its own. With other processes beside it, DATABASE_URL names the database
// that they share; alone, it starts the embedded one.
const config = configOrExit();
const app = fastify({
  logger: { level: config.logLevel },
  logController: new LogController({ disableRequestLogging: true }),
});

const logLine = (line: string): void => {
  app.log.info(line);
};

const embedded =
  config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log: logLine }) : undefined;
const pool = new pg.Pool({ connectionString: config.databaseUrl ?? embedded?.url });
// An idle connection that PostgreSQL ends is replaced when it is needed; unheard, its error would end this process.
pool.on('error', (error) => {
  app.log.warn({ error }, 'identity: a database connection was lost');
});
await migrate(pool);
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
if (config.demo) await seedIdentity(prisma);

const identity = await openIdentity({
  issuer: `${config.baseUrl}/oauth`,
  prisma,
  keys: config.signingKeys,
  proxy: config.trustedProxies.length > 0,
});
await app.register(identity.plugin);
app.get('/health/live', () => ({ status: 'live' }));
app.get('/health/ready', async (_request, reply) => {
  const ready = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database does not answer' });
});
await app.listen({ port: config.port, host: config.host });

const stop = async (): Promise<void> => {
  await app.close();
  identity.close();
  await prisma.$disconnect();
  await pool.end();
  await embedded?.stop();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
