import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { feedClient, json, namesOf, type FeedClient } from '../../../test/customer.ts';
import { inOneProcess, type Wiring } from '../../../test/wiring.ts';

let system: Wiring;
let r4: FeedClient;
let stu3: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  r4 = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
});
afterAll(() => system.stop());

const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(tmpdir(), 'tributary-load-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
};

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The command, as it is run in a shell. */
const load = (base: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const command = ['tools/run.mjs', 'tools/load/main', '--fhir', base, ...args];
    const child = execFile(process.execPath, command, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });

const patient = (id: string) => ({ resourceType: 'Patient', id, name: [{ family: 'Łoaded' }] });
const about = (id: string, reference: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
});
const ndjson = (resources: readonly object[]): string =>
  resources.map((resource) => JSON.stringify(resource)).join('\n');

/** The command, killed as soon as it has written down an answer: most of what it sends is still to come. */
const killed = async (base: string, journal: string, args: readonly string[]): Promise<void> => {
  const command = ['tools/run.mjs', 'tools/load/main', '--fhir', base, ...args];
  const child = execFile(process.execPath, command, () => undefined);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (child.exitCode === null && !(existsSync(journal) && readFileSync(journal, 'utf8').includes('\n')))
    await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill('SIGKILL');
  await ended;
};

describe('a load that is killed', () => {
  it('goes on when it is run again: everything is there, and nothing twice, with ids or without', async () => {
    const code = { coding: [{ system: 'urn:load', code: 'killed' }] };
    const many = Array.from({ length: 4_000 }, (_, nth) => ({
      resourceType: 'Basic',
      ...(nth % 2 === 0 ? { id: `killed-${nth}` } : {}),
      code,
      subject: { display: `${nth}` },
    }));
    const files = folder({ 'many.ndjson': ndjson(many) });
    const journal = join(folder({}), 'journal');
    const command = [files, '--journal', journal, '--at-once', '1'];
    await killed(r4.base, journal, command);
    const ran = await load(r4.base, ...command);
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/^\d+ sent, \d+ accepted, 0 refused\./)]);
    expect(json(await r4.get('Basic?code=urn:load|killed&_summary=count'))).toMatchObject({ total: 4_000 });
    for (const nth of [0, 3_998]) expect((await r4.get(`Basic/killed-${nth}`)).status).toBe(200);
  });
});

describe('Bundles whose resources bring no ids', () => {
  const entry = (text: string) => ({
    resource: { resourceType: 'Basic', code: { coding: [{ system: 'urn:load', code: 'bundled' }], text } },
    request: { method: 'POST', url: 'Basic' },
  });
  const bundle = (type: string, nth: number): string =>
    JSON.stringify({ resourceType: 'Bundle', type, entry: [0, 1, 2, 3].map((one) => entry(`${type} ${nth}.${one}`)) });

  it('are there once, wherever a load was killed, and even where nothing had been written down', async () => {
    const names = ['transaction', 'batch'].flatMap((type) =>
      Array.from({ length: 15 }, (_, nth) => [type, nth] as const),
    );
    const files = folder(Object.fromEntries(names.map(([type, nth]) => [`${type}-${nth}.json`, bundle(type, nth)])));
    const journal = join(folder({}), 'journal');
    await killed(r4.base, journal, [files, '--journal', journal]);
    for (const written of [journal, join(folder({}), 'lost')]) {
      const ran = await load(r4.base, files, '--journal', written);
      expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/, 0 refused\./)]);
      expect(json(await r4.get('Basic?code=urn:load|bundled&_summary=count'))).toMatchObject({ total: 120 });
    }
  });
});

describe('loading FHIR resources', () => {
  it('takes NDJSON, single resources and Bundles, says what was refused, and sends nothing a second time', async () => {
    const files = folder({
      'a.ndjson': ndjson([
        ...Array.from({ length: 1200 }, (_, n) => patient(`load-${n}`)),
        { ...patient('bad-1'), gender: 'x' },
        { ...patient('bad-2'), gender: 'y' },
      ]),
      'b.json': JSON.stringify(patient('single'), null, 2),
      'c.json': JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { fullUrl: 'urn:uuid:p', resource: patient('x'), request: { method: 'PUT', url: 'Patient/x' } },
          { resource: about('of-x', 'urn:uuid:p'), request: { method: 'PUT', url: 'Observation/of-x' } },
        ],
      }),
      'd.json': JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          { fullUrl: 'urn:uuid:q', resource: patient('y') },
          { fullUrl: 'urn:uuid:r', resource: about('of-y', 'urn:uuid:q') },
        ],
      }),
      'e.json': JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: patient('z') }] }),
    });
    const command = [files, '--journal', join(folder({}), 'journal')];
    const ran = await load(r4.base, ...command);
    expect([ran.code, ran.out.split('\n')[0]]).toEqual([1, '1208 sent, 1206 accepted, 2 refused.']);
    expect(ran.out).toMatch(/ {5}2 × Patient\.gender: .*\n.*e\.g\. .*a\.ndjson:1201\n/);
    expect(ran.err).toContain('1208/1208');
    expect(json(await r4.get('Patient/load-1199'))).toMatchObject(patient('load-1199'));
    expect(namesOf(await r4.get('Observation?subject=x,y&_sort=_id'))).toEqual([
      'Observation/of-x',
      'Observation/of-y',
    ]);
    for (const id of ['single', 'z']) expect((await r4.get(`Patient/${id}`)).status).toBe(200);

    const again = await load(r4.base, ...command);
    const why = ran.out.split('\n').slice(1).join('\n');
    expect(again.out).toBe(`0 sent, 0 accepted, 0 refused. 1208 had been answered before, 2 of them refused.\n${why}`);
  });

  it.each([
    ['wrong credentials', 'riverside-r4', ['--user', 'riverside-customer:wrong'], 'answers 401'],
    ['another’s feed', 'hillside-r4', [], 'answers 404'],
  ])('stops at %s, and says so', async (_what, feed, more, why) => {
    const files = folder({ 'a.ndjson': ndjson([patient('never')]) });
    const base = `${system.base}/fhir/customer/${feed}`;
    const ran = await load(base, files, '--journal', join(folder({}), 'journal'), ...more);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(why)]);
  });
});

const cases = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'cases');
type Resource = { readonly resourceType: string; readonly reasonReference?: unknown };
type Bundle = { readonly entry: readonly { readonly resource: Resource }[] };

/** The Synthea that wrote STU3 wrote one reason where MedicationRequest has a list of them. */
const isBroken = ({ reasonReference }: Resource): boolean =>
  reasonReference !== undefined && !Array.isArray(reasonReference);

const bundlesIn = (name: string): readonly string[] => {
  const files = join(cases, name);
  return existsSync(files) ? readdirSync(files).map((file) => readFileSync(join(files, file), 'utf8')) : [];
};

describe.skipIf(bundlesIn('synthea-r4').length === 0)(
  'Synthea’s patients (skipped where ../shared/cases/synthea-* is missing)',
  () => {
    it.each([
      ['synthea-r4', 'R4'],
      ['synthea-stu3', 'STU3'],
    ])('of %s are all loaded, counted and found', async (name, version) => {
      const feed = version === 'R4' ? r4 : stu3;
      const bundles = bundlesIn(name);
      const wanted = new Map<string, number>();
      let broken = 0;
      for (const text of bundles)
        for (const { resource } of (JSON.parse(text) as Bundle).entry)
          if (isBroken(resource)) broken += 1;
          else wanted.set(resource.resourceType, (wanted.get(resource.resourceType) ?? 0) + 1);
      const before = await counted(feed, [...wanted.keys()]);
      const files = folder({
        ...Object.fromEntries(bundles.map((text, nth) => [`${String(nth)}.json`, text])),
        // What Synthea writes beside its patients, and is not among the cases: those whom they refer to by identifier.
        'practitionerInformation1.ndjson': ndjson(namedBySearch(bundles)),
      });
      const ran = await load(feed.base, files, '--journal', join(folder({}), 'journal'));
      expect(ran.out).toContain(` accepted, ${String(broken)} refused.`);
      expect(ran.out.match(/ × .*/g) ?? []).toEqual(broken === 0 ? [] : [expect.stringContaining('reasonReference')]);
      const after = await counted(feed, [...wanted.keys()]);
      const others = new Map<string, number>();
      for (const one of namedBySearch(bundles)) others.set(one.resourceType, (others.get(one.resourceType) ?? 0) + 1);
      for (const [type, count] of wanted)
        expect([type, (after.get(type) ?? 0) - (before.get(type) ?? 0)]).toEqual([
          type,
          count + (others.get(type) ?? 0),
        ]);
      // What they refer to is there: every Encounter is found through its patient.
      const patients = namesOf(await feed.get('Patient?_count=100&_has:Encounter:patient:_lastUpdated=gt2000'));
      expect(patients.length).toBeGreaterThanOrEqual(wanted.get('Patient') ?? 1);
    });
  },
);

const counted = async (feed: FeedClient, types: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, Number(json(await feed.get(`${type}?_count=1&_total=accurate`))['total']));
  return counts;
};

const namedBySearch = (bundles: readonly string[]) => {
  const searches = bundles.flatMap((text) => [...text.matchAll(/"([A-Z]\w+)\?identifier=([^|"]+)\|([^"]+)"/g)]);
  const named = new Map(
    searches.map(([whole, type = '', system = '', value = '']) => [whole, { type, system, value }]),
  );
  return [...named.values()].map(({ type, system, value }) => ({
    resourceType: type,
    identifier: [{ system, value }],
    ...(type === 'Organization' || type === 'Location' ? { name: value } : {}),
  }));
};
