import { fastify, LogController } from 'fastify';
import { systemClock } from '../kernel/clock.ts';
import { configOrExit } from '../kernel/config.ts';
import { listenOrExit } from '../kernel/listen.ts';
import { databaseAnswers, operations } from '../kernel/operations.ts';
import { stopOnSignal } from '../kernel/stop.ts';
import { openDatabase } from '../prisma/database.ts';
import { nhsLoginOf } from '../prisma/demo-nhs-login.ts';
import { toTryAs } from '../prisma/demo-try.ts';
import { overHttp } from '../gateway/executors.ts';
import { seedAccounts } from '../prisma/seed-accounts.ts';
import { openIdentity, seedIdentity, teamsFrom } from './index.ts';
import { personFrom } from './nhs/index.ts';
import { invitationsFrom, joiningFrom, openPeople } from './people/index.ts';

// The authorisation server as a process of its own. With other processes beside it, DATABASE_URL names the database
// that they share; alone, it starts the embedded one.
const config = configOrExit();
const proxies = config.trustedProxies;
const app = fastify({
  logger: { level: config.logLevel },
  logController: new LogController({ disableRequestLogging: true }),
  trustProxy: proxies.length > 0 ? [...proxies] : false,
});
const database = await openDatabase({
  ...config,
  log: (line) => {
    app.log.info(line);
  },
});
if (config.demo) {
  await seedIdentity(database.prisma);
  await seedAccounts(database.prisma);
}

const patientsUrl = config.subgraphUrls.get('patients');
const patients =
  patientsUrl === undefined
    ? undefined
    : overHttp(patientsUrl, { slice: 'patients', clock: systemClock, keys: config.signingKeys });
const teamsOf = patients && teamsFrom(patients);
const people = openPeople({
  ...database,
  baseUrl: config.baseUrl,
  keys: config.signingKeys,
  clock: systemClock,
  remember: config.remember,
  // Whose record it is, and what an invitation is worth, the patients slice says: where it is not named, nobody signs
  // in with NHS login or accepts an invitation.
  nhsLogin: patients && nhsLoginOf(config, personFrom(patients)),
  invitations: patients && invitationsFrom(patients),
  joining: patients && joiningFrom(patients),
  teamsOf,
});
const identity = await openIdentity({
  sessionOf: people.sessionOf,
  teamsOf,
  issuer: `${config.baseUrl}/oauth`,
  prisma: database.prisma,
  keys: config.signingKeys,
  remember: config.remember,
  demo: toTryAs(config),
  proxy: proxies.length > 0,
});
operations(app, databaseAnswers(database.pool));
await app.register(identity.plugin);
await app.register(people.plugin);
stopOnSignal(async () => {
  await app.close();
  identity.close();
  people.close();
  await database.close();
});
await listenOrExit(app, config);
