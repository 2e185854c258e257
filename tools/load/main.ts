import { parseArgs } from 'node:util';
import { openJournal } from './journal.ts';
import { load, type Tally } from './load.ts';
import { countIn, filesIn } from './messages.ts';
import { progressLine, reportOf } from './report.ts';
import { TurnedAway } from './send.ts';

// `npm run load -- messages/ [more …]`: sends HL7 messages out of files and folders. Stopped and started again, it goes on.

const usage = `npm run load -- FILE|FOLDER … [--url http://localhost:4000] [--user riverside-hl7:demo-riverside-hl7]
                              [--at-once 8] [--journal load.journal]
The password may be in the variable LOAD_PASSWORD instead. --at-once 1 keeps the order of the files.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://localhost:4000' },
    user: { type: 'string', default: 'riverside-hl7:demo-riverside-hl7' },
    'at-once': { type: 'string', default: '8' },
    journal: { type: 'string', default: 'load.journal' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const atOnce = Number(values['at-once']);
if (values.help || positionals.length === 0 || !Number.isInteger(atOnce) || atOnce < 1 || atOnce > 64) {
  process.stderr.write(usage);
  process.exit(2);
}

const files = (await Promise.all(positionals.map(filesIn))).flat();
let total = 0;
for (const file of files) total += await countIn(file);

const started = performance.now();
let shown = 0;
const show = (tally: Tally): void => {
  const now = performance.now();
  const isLast = tally.sent + tally.skipped === total;
  // A terminal is written to often enough to move, a log once in five seconds.
  if (!isLast && now - shown < (process.stderr.isTTY ? 100 : 5_000)) return;
  shown = now;
  const line = progressLine(tally, total, (now - started) / 1_000);
  process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
};

const [user, password = process.env['LOAD_PASSWORD'] ?? ''] = values.user.split(/:(.*)/s);
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
try {
  const target = { url: `${values.url.replace(/\/+$/, '')}/services/hl7`, authorization };
  const tally = await load({ files, target, journal: openJournal(values.journal), atOnce, show });
  process.stderr.write('\n');
  process.stdout.write(reportOf(tally));
  process.exitCode = tally.refused.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof TurnedAway)) throw error;
  process.stderr.write(`\n${error.message}\nThe same command goes on from here.\n`);
  process.exitCode = 2;
}
