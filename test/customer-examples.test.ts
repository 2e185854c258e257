import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIssue } from '../fhir/issue.ts';
import { isExactMembers, writeExact, type Exact } from '../fhir/json/exact.ts';
import { readExact } from '../fhir/json/read.ts';
import { feedClient, idOf, json, type FeedClient } from './customer.ts';
import { examplesOf, isWrong, type Example } from './fhir-examples.ts';
import { searchesFor } from './search-values.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// HL7's own examples through a customer's store: created, read back, found, as XML and back, deleted. EXAMPLES=all takes
// all of them, some minutes long; otherwise one of each type.

/** Of a resource. Contract of the API: longer ones are refused, 413. */
const longest = 5 * 1024 * 1024;
const isWhole = process.env['EXAMPLES'] === 'all';

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

describe.each([
  ['STU3', 'riverside-stu3', 114],
  ['R4', 'riverside-r4', 139],
] as const)('the official %s examples', (version, name, types) => {
  const examples = examplesOf(version);
  if (examples.length === 0) {
    it.skip('are not installed (the HL7 packages are development dependencies)', () => undefined);
    return;
  }

  it(
    'are read back as they were sent, found by all their parameters, the same as XML, and deleted',
    isWhole ? { timeout: 0 } : {},
    async () => {
      const feed = await feedClient(system.base, name, 'riverside-customer');
      const searches = searchesFor(version);
      const taken = (isWhole ? examples : oneOfEachType(examples)).filter(
        ({ name: file, text }) => !isWrong(version, file) && Buffer.byteLength(text) <= longest,
      );
      const faults: object[] = [];
      let values = 0;
      await each(taken, async (example) => {
        const queries = searches(example.resource);
        values += queries.length;
        const fault = await faultOf(feed, example, queries);
        if (fault !== undefined) faults.push({ example: example.name, ...fault });
      });
      expect(faults).toEqual([]);
      expect(new Set(taken.map(typeOf)).size).toBeGreaterThanOrEqual(types);
      expect(values).toBeGreaterThan(taken.length * 3);
    },
  );
});

const typeOf = ({ resource }: Example): string => String(resource['resourceType']);

/** The longest that is not too long says most. */
const oneOfEachType = (examples: readonly Example[]): readonly Example[] => {
  const found = new Map<string, Example>();
  for (const example of examples) {
    const best = found.get(typeOf(example));
    if (example.text.length < 20_000 && example.text.length > (best?.text.length ?? 0))
      found.set(typeOf(example), example);
  }
  return [...found.values()];
};

const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const rest = [...items];
  const next = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 6 }, next));
};

const xml = { 'content-type': 'application/fhir+xml' };

/** The first thing that is not as it must be, of all that is done with an example. */
const faultOf = async (
  feed: FeedClient,
  example: Example,
  queries: readonly (readonly [string, string])[],
): Promise<object | undefined> => {
  const type = typeOf(example);
  const created = await feed.post(type, example.text);
  if (created.status !== 201) return { created: created.status, said: created.text.slice(0, 300) };
  const url = `${type}/${idOf(created)}`;
  const read = await feed.get(url, { accept: 'application/fhir+json' });
  if (sameText(read.text) !== sameText(example.text)) return { read: read.text.slice(0, 300) };

  const missed = await missedBy(feed, url, queries);
  if (missed.length > 0) return { missed };

  const asXml = await feed.get(url, { accept: 'application/fhir+xml' });
  const put = await feed.put(url, asXml.text, xml);
  if (put.status !== 200) return { put: put.status, said: put.text.slice(0, 300) };
  if (sameText(put.text) !== sameText(example.text)) return { xml: asXml.text.slice(0, 300) };
  const again = await feed.get(url, { accept: 'application/fhir+xml' });
  if (withoutMeta(again.text) !== withoutMeta(asXml.text)) return { again: again.text.slice(0, 300) };

  const removed = await feed.remove(url);
  const gone = await feed.get(url);
  return removed.status === 204 && gone.status === 410 ? undefined : { removed: [removed.status, gone.status] };
};

/** All at once; where that finds nothing, each by itself. */
const missedBy = async (
  feed: FeedClient,
  url: string,
  queries: readonly (readonly [string, string])[],
): Promise<readonly object[]> => {
  const [type = '', id = ''] = url.split('/');
  const search = async (some: readonly (readonly [string, string])[]): Promise<string | undefined> => {
    const form = new URLSearchParams(
      [['_id', id] as const, ...some].map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const reply = await feed.post(`${type}/_search`, form, {
      'content-type': 'application/x-www-form-urlencoded',
      prefer: 'handling=strict',
    });
    return json(reply)['total'] === 1 ? undefined : `${String(reply.status)} ${reply.text.slice(0, 200)}`;
  };
  if ((await search(queries)) === undefined) return [];
  const missed: object[] = [];
  for (const query of queries) {
    const said = await search([query]);
    if (said !== undefined) missed.push({ query, said });
  }
  return missed.length > 0 ? missed : [{ together: queries }];
};

/** Numbers as they are written; members in any order; without what the server adds. */
const sameText = (text: string): string => {
  const read = readExact(text);
  if (isIssue(read) || !isExactMembers(read.value)) return text;
  const { id, meta, ...rest } = read.value;
  const { versionId, lastUpdated, ...own } = isExactMembers(meta) ? meta : {};
  return writeExact(sorted(Object.keys(own).length === 0 ? rest : { ...rest, meta: own }));
};

const sorted = (value: Exact): Exact => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isExactMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

const withoutMeta = (text: string): string =>
  text.replace(/<versionId value="[^"]*"\/>/, '').replace(/<lastUpdated value="[^"]*"\/>/, '');
