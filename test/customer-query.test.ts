import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, json, link, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Units, absent values, what is not known, and what is strange, in searches of a customer's store. FHIR R4 §3.1.1

let system: Wiring;
let feed: FeedClient;
let stu3: FeedClient;

const ucum = 'http://unitsofmeasure.org';
const measured = (id: string, value: number, code: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: 'x' }] },
  valueQuantity: { value, unit: code, system: ucum, code },
  ...more,
});

/** Of chromosome 7, with a window around all of its variants. */
const sequence = (resourceType: string, id: string, variant: readonly object[]) => {
  const chromosome = { coding: [{ system: 'urn:chromosome', code: '7' }] };
  const referenceSeqId = { coding: [{ code: 'NC_000007' }] };
  const referenceSeq = { chromosome, referenceSeqId, windowStart: 50, windowEnd: 9500 };
  return { resourceType, id, coordinateSystem: 0, referenceSeq, variant };
};

const world = [
  measured('mg', 5, 'mg'),
  measured('g', 0.005, 'g'),
  measured('ug', 5000, 'ug'),
  measured('more', 6, 'mg'),
  measured('elsewhere', 5, 'mg', { valueQuantity: { value: 0.005, system: 'urn:units', code: 'g' } }),
  measured('count', 7.2, '10*9/L'),
  measured('counted', 7.2, '10*3/uL'),
  ...[
    measured('hours', 2, 'h'),
    measured('minutes', 120, 'min'),
    measured('cel', 37.5, 'Cel'),
    measured('degf', 99.5, '[degF]'),
    measured('pounds', 150, '[lb_av]'),
    measured('kilos', 68.0388555, 'kg'),
  ].map((one) => ({ ...one, code: { coding: [{ code: 'other' }] } })),
  {
    resourceType: 'Observation',
    id: 'bare',
    status: 'final',
    code: { text: 'bare' },
    effectiveDateTime: '2026-01-01',
    subject: { reference: 'Patient/p' },
    method: { text: 'm' },
  },
  { resourceType: 'Patient', id: 'p', name: [{ family: 'P' }] },
  {
    resourceType: 'RiskAssessment',
    id: 'risk',
    status: 'final',
    subject: { reference: 'Patient/p' },
    prediction: [{ probabilityDecimal: 0.5 }],
  },
  { resourceType: 'RiskAssessment', id: 'none', status: 'final', subject: { reference: 'Patient/p' } },
  { resourceType: 'ValueSet', id: 'named', url: 'http://example.org/fhir/a', status: 'active' },
  { resourceType: 'ValueSet', id: 'nameless', status: 'active' },
  ...['MolecularSequence', 'Sequence'].flatMap((resourceType) => [
    sequence(resourceType, 'far', [
      { start: 100, end: 200 },
      { start: 5000, end: 9000 },
    ]),
    sequence(resourceType, 'point', [{ start: 150, end: 150 }]),
    sequence(resourceType, 'open', [{ start: 100 }, { end: 200 }]),
  ]),
];

beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  for (const to of [feed, stu3])
    for (const resource of world.filter(({ resourceType }) => isKnown(to, resourceType))) {
      const reply = await to.put(`${resource.resourceType}/${resource.id}`, resource);
      expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
    }
});
afterAll(() => system.stop());

const isKnown = (to: FeedClient, type: string): boolean =>
  to === feed ? type !== 'Sequence' : ['Observation', 'Sequence'].includes(type);

const ids = async (path: string, by: FeedClient = feed): Promise<readonly string[]> => {
  const reply = await by.get(path);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return namesOf(reply)
    .map((name) => name.split('/')[1] ?? '')
    .sort();
};

describe('a quantity', () => {
  it.each([
    [`5|${ucum}|mg`, ['g', 'mg', 'ug']],
    [`0.0050|${ucum}|g`, ['g', 'mg', 'ug']],
    [`5e-6|${ucum}|kg`, ['g', 'mg', 'ug']],
    [`gt5|${ucum}|mg`, ['more']],
    [`ge5000|${ucum}|ug`, ['g', 'mg', 'more', 'ug']],
    [`lt6|${ucum}|mg`, ['g', 'mg', 'ug']],
    [`ne5|${ucum}|mg`, ['more']],
    [`7.2|${ucum}|10*9/L,6|${ucum}|mg`, ['count', 'counted', 'more']],
    [`5|${ucum}|mL`, []],
    ['5||mg', ['mg']],
    ['0.005|urn:units|g', ['elsewhere']],
  ])('of %s is found in whatever power of ten it was written: %j', async (value, wanted) => {
    expect(await ids(`Observation?code=x&value-quantity=${value}`)).toEqual(wanted);
    expect(await ids(`Observation?code=x&value-quantity=${value}`, stu3)).toEqual(wanted);
  });
});

describe('a quantity of customary units', () => {
  it.each([
    [`2|${ucum}|h`, ['hours', 'minutes']],
    [`gt119|${ucum}|min`, ['hours', 'minutes']],
    [`99.5|${ucum}|[degF]`, ['cel', 'degf']],
    [`lt37.5|${ucum}|Cel`, []],
    [`ge150|${ucum}|[lb_av]`, ['kilos', 'pounds']],
    [`68|${ucum}|kg`, ['kilos', 'pounds']],
    ['2||h', ['hours']],
  ])('of %s is found in those of its kind: %j', async (value, wanted) => {
    expect(await ids(`Observation?code=other&value-quantity=${encodeURIComponent(value)}`)).toEqual(wanted);
  });
});

describe('a code with a quantity', () => {
  it.each([
    [`code-value-quantity=x$5|${ucum}|mg`, ['g', 'mg', 'ug']],
    [`code-value-quantity=http://loinc.org|x$gt5|${ucum}|mg`, ['more']],
    ['code-value-quantity=x$5||mg', ['mg']],
    ['code-value-quantity=x$7.2', ['count', 'counted']],
    [`code-value-quantity=y$5|${ucum}|mg`, []],
  ])('%s is found together in one resource, in whatever power of ten it was written: %j', async (query, wanted) => {
    expect(await ids(`Observation?${query}`)).toEqual(wanted);
    expect(await ids(`Observation?${query}`, stu3)).toEqual(wanted);
  });
});

describe('what is missing', () => {
  it.each([
    ['Observation?code:missing=true', []],
    ['Observation?value-quantity:missing=true', ['bare']],
    ['Observation?date:missing=false', ['bare']],
    ['Observation?patient:missing=false', ['bare']],
    ['Observation?method:missing=false', ['bare']],
    ['Patient?family:missing=true', []],
    ['Patient?_id:missing=false&_lastUpdated:missing=false', ['p']],
    ['Patient?_id:missing=true', []],
    ['RiskAssessment?probability:missing=true', ['none']],
    ['RiskAssessment?probability:missing=false', ['risk']],
    ['ValueSet?url:missing=true', ['nameless']],
    ['ValueSet?url:missing=false', ['named']],
  ])('%s finds %j', async (path, wanted) => {
    expect(await ids(path)).toEqual(wanted);
  });
});

describe('what is not known', () => {
  it('is passed over and not in the self link, or refused where the client is strict', async () => {
    const reply = await feed.get('Patient?nothing=1&family=p&_count=7&_total=accurate');
    expect(namesOf(reply)).toEqual(['Patient/p']);
    expect(namesOf(reply, 'outcome')).toHaveLength(1);
    expect(link(reply, 'self')).toBe(`${feed.base}/Patient?family=p&_count=7&_total=accurate`);
    const refused = await feed.get('Patient?nothing=1&family=p', { prefer: 'handling=strict' });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('nothing')]);
  });

  it.each([
    'Patient?family:nothing=p',
    'Observation?code:exact=x',
    'Observation?date:exact=2026',
    'Observation?value-quantity:not=5',
    'Observation?patient:Nothing=p',
    'Patient?_query=x',
    'Patient?_id:not=p',
    'Patient?_sort=nothing',
    'Patient?_count=-1',
    'Patient?_total=some',
    'Patient?_sort=family,nothing',
  ])('%s is refused', async (path) => {
    const reply = await feed.get(path);
    expect([reply.status, json(reply)['resourceType']]).toEqual([400, 'OperationOutcome']);
  });

  it('counts alone where no page is wanted', async () => {
    const reply = await feed.get('Observation?code=x&_count=0');
    expect(json(reply)).toMatchObject({ total: 7 });
    expect(namesOf(reply)).toEqual([]);
    expect(link(reply, 'next')).toBeUndefined();
  });
});

describe('a stretch of a chromosome', () => {
  it.each([
    ['7$100$200', ['far']],
    ['urn:chromosome|7$ge100$le200', ['far', 'point']],
    ['7$150$150', ['point']],
    // Where one begins and where another ends is no stretch.
    ['7$lt200$gt9000', []],
    ['7$100$9000', []],
    ['7$gt1000$gt1000', ['far']],
    ['8$100$200', []],
    ['8$100$200,7$5000$9000', ['far']],
  ])('%s is found from its start to its end: %j', async (value, wanted) => {
    expect(await ids(`MolecularSequence?chromosome-variant-coordinate=${value}`)).toEqual(wanted);
    expect(await ids(`Sequence?coordinate=${value}`, stu3)).toEqual(wanted);
  });

  it('is found by its window and by its reference sequence, and nonsense is refused', async () => {
    const all = ['far', 'open', 'point'];
    expect(await ids('MolecularSequence?chromosome-window-coordinate=7$lt100$gt9000')).toEqual(all);
    expect(await ids('MolecularSequence?referenceseqid-window-coordinate=NC_000007$50$9500')).toEqual(all);
    expect(await ids('MolecularSequence?referenceseqid-variant-coordinate=NC_000007$150$150')).toEqual(['point']);
    for (const value of ['7$1', '7$1$x', '7$$2', '7$1$2$3'])
      expect((await feed.get(`MolecularSequence?chromosome-variant-coordinate=${value}`)).status).toBe(400);
  });
});

describe('strange content', () => {
  it('hurts no search: half of a surrogate pair, a number that no machine counts to, depth', async () => {
    const strange = [
      '{"resourceType":"Basic","code":{"coding":[{"code":"half \\ud800"}],"text":"\\udc00 text"}}',
      '{"resourceType":"Basic","code":{"coding":[{"code":"y"}]},"extension":[{"url":"urn:x","valueDecimal":1e99999999}]}',
      '{"resourceType":"Basic","code":{"coding":[{"code":"z"}]},"extension":[{"url":"urn:x","valueDecimal":-1.0E-99999999}]}',
      `{"resourceType":"Basic","code":{"text":"deep"},"extension":${'[{"url":"urn:x","extension":'.repeat(60)}[{"url":"urn:x","valueCode":"v"}]${'}]'.repeat(60)}}`,
    ];
    for (const text of strange) {
      const { status } = await feed.post('Basic', text);
      expect(status).toBeLessThan(500);
    }
    for (const path of [
      'Basic?_sort=code',
      'Basic?_content=text',
      'Basic?code:text=deep',
      'Basic?_sort=-code,_id',
      'Basic?_text=x',
    ])
      expect([path, (await feed.get(path)).status]).toEqual([path, 200]);
  });
});
