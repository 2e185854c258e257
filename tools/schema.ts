import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import pg from 'pg';
import { systemClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { PrismaClient } from '../prisma/client/client.ts';
import { directoryBlobs } from '../subgraphs/clinical/index.ts';
import { openCodes } from '../subgraphs/codes/index.ts';
import { slices, type Parts } from '../subgraphs/index.ts';
import { sqlOf } from '../subgraphs/kit/sql.ts';
import { subgraphNames } from '../subgraphs/kit/subgraph.ts';
import { permissionsPage } from './permissions-page.ts';

// Writes the contract that the slices' code makes into schema/: each slice's SDL, the composed supergraph, the public API;
// and into docs/ who may do what with it.
// `npm run schema`; with --check it writes nothing and fails where what is checked in differs.
const check = process.argv.includes('--check');
const folder = join(process.cwd(), 'schema');

// The slices are only looked at: no connection is ever opened.
const pool = new pg.Pool();
const sql = sqlOf(pool);
const parts: Parts = {
  sql,
  codes: openCodes({ sql }),
  prisma: new PrismaClient({ adapter: new PrismaPg(pool) }),
  blobs: directoryBlobs(folder, uuid7),
  clock: systemClock,
  newId: uuid7,
  baseUrl: 'http://nowhere.invalid',
  log: () => undefined,
};
const subgraphs = subgraphNames.map((name) => slices[name](parts));
const composition = composeServices(
  subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.invalid/graphql` })),
);
if (compositionHasErrors(composition)) {
  console.error(`The slices do not compose:\n${composition.errors.map(({ message }) => `  ${message}`).join('\n')}`);
  process.exit(1);
}

const { supergraphSdl, publicSdl } = composition;
const files = new Map([
  [join('..', 'docs', 'permissions.md'), permissionsPage()] as const,
  ...subgraphs.map(({ name, sdl }): [string, string] => [join('subgraphs', `${name}.graphql`), sdl]),
  ['supergraph.graphql', `${supergraphSdl.trim()}\n`] as const,
  ['api.graphql', `${publicSdl.trim()}\n`] as const,
]);
const drifted: string[] = [];
for (const [name, sdl] of files) {
  const path = join(folder, name);
  if ((await readFile(path, 'utf8').catch(() => '')) === sdl) continue;
  drifted.push(name);
  if (!check) await writeFile(path, sdl);
}
await pool.end();
if (check && drifted.length > 0) {
  console.error(
    `schema/ is not what the code makes: ${drifted.join(', ')}. Run npm run schema and look at the difference.`,
  );
  process.exit(1);
}
if (!check) console.log(drifted.length === 0 ? 'schema/ is up to date.' : `Written: ${drifted.join(', ')}.`);
