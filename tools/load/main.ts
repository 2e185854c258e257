import { parseArgs } from 'node:util';
import { filesIn } from './files.ts';
import { resourcesIn } from './fhir/resources.ts';
import { sendResources } from './fhir/send.ts';
import { openJournal } from './journal.ts';
import type { Found } from './found.ts';
import { countIn, load, type Tally, type Way } from './load.ts';
import { messagesIn } from './messages.ts';
import { progressLine, reportOf } from './report.ts';
import { sendMessage } from './send.ts';
import { TurnedAway } from './turned-away.ts';

// `npm run load -- messages/ [more …]`: sends HL7 messages out of files and folders; with `--fhir BASE`, FHIR resources into
// a customer's own store. Stopped and started again, it goes on.

const usage = `npm run load -- FILE|FOLDER … [--url http://localhost:4000] [--user riverside-hl7:demo-riverside-hl7]
                              [--at-once 8] [--journal load.journal]
npm run load -- --fhir BASE FILE|FOLDER … [--user riverside-customer:demo-riverside-customer]
With --fhir the files are NDJSON, or .json with a resource or a Bundle in each; BASE is a feed, such as
http://localhost:4000/fhir/customer/riverside-r4.
The password may be in the variable LOAD_PASSWORD instead. --at-once 1 keeps the order of the files.
What the journal has is not sent again, refused or not; without it all is, and nothing is done twice.
`;

const asTyped = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://localhost:4000' },
      fhir: { type: 'string' },
      user: { type: 'string' },
      'at-once': { type: 'string' },
      journal: { type: 'string', default: 'load.journal' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });

const readArguments = (): ReturnType<typeof asTyped> => {
  try {
    return asTyped();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
};

const { values, positionals } = readArguments();
// A request of resources keeps a processor busy by itself; one of a message hardly does.
const atOnce = Number(values['at-once'] ?? (values.fhir === undefined ? 8 : 3));
if (values.help || positionals.length === 0 || !Number.isInteger(atOnce) || atOnce < 1 || atOnce > 64) {
  process.stderr.write(usage);
  process.exit(2);
}

const credentials = (demo: string): { readonly user: string; readonly password: string } => {
  const [user = '', password = process.env['LOAD_PASSWORD'] ?? ''] = (values.user ?? `${demo}:demo-${demo}`).split(
    /:(.*)/s,
  );
  return { user, password };
};

/** What others refer to by their identifiers comes first: these are the names that Synthea gives such files. */
const isDirectory = (file: string): boolean => /(?:^|[\\/])(?:hospital|practitioner)Information[^\\/]*$/.test(file);

let soFar: Tally | undefined;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    process.stderr.write('\n');
    if (soFar !== undefined) process.stdout.write(reportOf(soFar));
    process.stderr.write('Stopped. The same command goes on from here.\n');
    process.exit(code);
  });

const loadAll = async <One extends Found>(way: Way<One>): Promise<Tally> => {
  const files = (await Promise.all(positionals.map(filesIn))).flat();
  let total = 0;
  for (const file of files) total += await countIn(file, way);
  const started = performance.now();
  let shown = 0;
  const show = (tally: Tally): void => {
    const now = performance.now();
    soFar = tally;
    const isLast = tally.sent + tally.skipped === total;
    // A terminal is written to often enough to move, a log once in five seconds.
    if (!isLast && now - shown < (process.stderr.isTTY ? 100 : 5_000)) return;
    shown = now;
    const line = progressLine(tally, total, (now - started) / 1_000);
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  };
  const groups = [files.filter(isDirectory), files.filter((file) => !isDirectory(file))];
  return load({ groups, way, journal: openJournal(values.journal), atOnce, show });
};

const loadMessages = (): Promise<Tally> => {
  const { user, password } = credentials('riverside-hl7');
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const url = `${values.url.replace(/\/+$/, '')}/services/hl7`;
  return loadAll({ find: messagesIn, send: sendMessage({ url, authorization }) });
};

const loadResources = (base: string): Promise<Tally> =>
  loadAll({
    find: resourcesIn,
    send: sendResources({ base: base.replace(/\/+$/, ''), ...credentials('riverside-customer') }),
  });

try {
  const tally = await (values.fhir === undefined ? loadMessages() : loadResources(values.fhir));
  process.stderr.write('\n');
  process.stdout.write(reportOf(tally));
  process.exitCode = tally.refused.length + tally.refusedBefore.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof TurnedAway)) throw error;
  process.stderr.write(`\n${error.message}\nThe same command goes on from here.\n`);
  process.exitCode = 2;
}
