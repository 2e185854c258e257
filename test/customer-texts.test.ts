import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Searches by words and by filters. FHIR R4 §3.1.1.4.10 (:text), §3.1.1.4.20 (_text, _content), §3.1.3 (_filter)

let system: Wiring;
let feed: FeedClient;
let other: FeedClient;
let stu3: FeedClient;

const narrative = (inner: string) => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`,
});
const condition = (id: string, more: object = {}) => ({ resourceType: 'Condition', id, ...more });
const patient = (id: string, family: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ family, given: [id] }],
  ...more,
});
const about = (subject: string) => ({ subject: { reference: subject } });

const conditions = [
  condition('liver', {
    ...about('Patient/ann'),
    text: narrative('<b>Liver</b> metastases &amp; fever, café&#233;'),
    code: { coding: [{ system: 'urn:c', code: '1', display: 'Metastasis of liver' }], text: 'Leber' },
    onsetPeriod: { start: '2024-01-01', end: '2024-02-01' },
  }),
  condition('bone', {
    ...about('Patient/bea'),
    text: narrative('Metastases of the bone'),
    code: { coding: [{ system: 'urn:c', code: '2', display: 'Bone metastasis' }] },
    severity: { text: 'schwer' },
    onsetDateTime: '2024-03-01',
  }),
  condition('cold', {
    ...about('Patient/ann'),
    text: narrative('A cold'),
    code: { coding: [{ system: 'urn:c', code: '3', display: 'Cold, common' }], text: 'LIVERish feeling' },
    note: [{ text: 'Nothing to do with bones. Half a surrogate: ' }],
    onsetAge: { value: 12, unit: 'a' },
  }),
  condition('bare', about('Patient/cid')),
];
const people = [
  patient('ann', 'Abel-Å', {
    active: true,
    birthDate: '1990-05-01',
    gender: 'female',
    identifier: [{ system: 'urn:p', value: '1', type: { text: 'Hospital number' } }],
  }),
  patient('bea', 'Baker', { active: false, birthDate: '1980', gender: 'female' }),
  patient('cid', 'Ábelard', { birthDate: '1970-01-01' }),
];

const load = async (to: FeedClient, resources: readonly { resourceType: string; id: string }[]): Promise<void> => {
  for (const resource of resources) {
    const reply = await to.put(`${resource.resourceType}/${resource.id}`, resource);
    expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
  }
};

beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  other = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  await load(feed, [...conditions, ...people]);
  await load(stu3, [...conditions.map((one) => ({ ...one, verificationStatus: 'confirmed' })), ...people]);
  await load(other, [
    condition('theirs', { ...about('Patient/x'), text: narrative('liver'), code: { text: 'Leber' } }),
  ]);
});
afterAll(() => system.stop());

const ids = async (path: string, by: FeedClient = feed): Promise<readonly string[]> => {
  const reply = await by.get(path);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return namesOf(reply)
    .map((name) => name.split('/')[1] ?? '')
    .sort();
};
const encoded = (text: string): string => encodeURIComponent(text);

describe('words', () => {
  it.each([
    ['_text', 'metastases', ['bone', 'liver']],
    ['_text', '(bone OR liver) and metastases', ['bone', 'liver']],
    ['_text', 'metastases not bone', ['liver']],
    ['_text', 'LIVER', ['liver']],
    ['_text', 'cafee', ['liver']],
    ['_text', '"liver metastases"', ['liver']],
    ['_text', '"metastases liver"', []],
    ['_text', 'metas*', ['bone', 'liver']],
    ['_text', 'metas', []],
    ['_text', 'bone,cold', ['bone', 'cold']],
    ['_text', 'amp', []],
    ['_text', 'leber', []],
    ['_content', 'leber', ['liver']],
    ['_content', 'liverish', ['cold']],
    ['_content', 'bones', ['cold']],
    ['_content', 'xhtml', []],
    ['_content', "liver' | 'cold", []],
  ])('%s=%s finds %j', async (name, value, wanted) => {
    expect(await ids(`Condition?${name}=${encoded(value)}`)).toEqual(wanted);
    expect(await ids(`Condition?${name}=${encoded(value)}`, stu3)).toEqual(wanted);
  });

  it.each(['_text=%3F%3F', '_text=(bone', '_text=bone)', '_text=or', '_content=not', '_text:not=bone'])(
    '%s is refused',
    async (query) => {
      expect((await feed.get(`Condition?${query}`)).status).toBe(400);
    },
  );

  it('go with other parameters, pages, totals, chains and several types', async () => {
    expect(await ids('Condition?_text=metastases&patient=ann')).toEqual(['liver']);
    expect(await ids('Patient?_has:Condition:patient:_text=bone')).toEqual(['bea']);
    expect(await ids('?_type=Condition,Patient&_content=abel')).toEqual(['ann']);
    const reply = await feed.get('Condition?_text=metastases&_count=1&_total=accurate');
    expect(namesOf(reply)).toHaveLength(1);
    expect(JSON.parse(reply.text)).toMatchObject({ total: 2 });
  });

  it('are those of the resource as it is now', async () => {
    await feed.put('Condition/changing', condition('changing', { ...about('Patient/ann'), code: { text: 'Gicht' } }));
    expect(await ids('Condition?code:text=gicht')).toEqual(['changing']);
    expect(await ids('Condition?_content=gicht')).toEqual(['changing']);
    await feed.put('Condition/changing', condition('changing', { ...about('Patient/ann'), code: { text: 'Rheuma' } }));
    expect(await ids('Condition?_content=gicht')).toEqual([]);
    expect(await ids('Condition?code:text=gicht')).toEqual([]);
    expect(await ids('Condition?code:text=rheuma&_content=rheuma')).toEqual(['changing']);
    await feed.remove('Condition/changing');
    expect(await ids('Condition?_content=rheuma')).toEqual([]);
    expect(await ids('Condition?code:text=rheuma')).toEqual([]);
  });

  it('of very long and strange texts do no harm', async () => {
    const long = Array.from({ length: 30_000 }, (_, index) => `word${String(index)}`).join(' ');
    const strange = condition('strange', {
      ...about('Patient/ann'),
      text: narrative(long),
      note: [{ text: "o'clock \\ back ' : & | ! <-> \ud83d\ude00 日本語" }],
      code: { text: 'x'.repeat(5000) },
    });
    await feed.put('Condition/strange', strange);
    expect(await ids('Condition?_text=word7')).toEqual(['strange']);
    expect(await ids(`Condition?code:text=${'x'.repeat(300)}`)).toEqual(['strange']);
    expect(await ids(`Condition?_content=${encoded("o'clock")}`)).toEqual(['strange']);
    await feed.remove('Condition/strange');
  });
});

describe('the text beside a code', () => {
  it.each([
    ['Condition?code:text=metastasis', ['liver']],
    ['Condition?code:text=LEBER', ['liver']],
    ['Condition?code:text=bone met', ['bone']],
    ['Condition?code:text=liver', ['cold']],
    ['Condition?code:text=cold\\, common', ['cold']],
    ['Condition?code:text=leber,bone', ['bone', 'liver']],
    ['Condition?severity:text=schw', ['bone']],
    ['Condition?code:text=schw', []],
    ['Condition?code:text=%25', []],
    ['Patient?identifier:text=hospital', ['ann']],
    ['Condition?patient.identifier:text=hospital', ['cold', 'liver']],
  ])('%s finds %j', async (path, wanted) => {
    expect(await ids(path)).toEqual(wanted);
    expect(await ids(path, stu3)).toEqual(wanted);
  });
});

describe('a filter', () => {
  it.each([
    ['Patient', 'family eq "baker"', ['bea']],
    ['Patient', 'family eq "bake"', []],
    ['Patient', 'family ne "baker"', ['ann', 'cid']],
    ['Patient', 'family sw abel', ['ann', 'cid']],
    ['Patient', 'family co "EL"', ['ann', 'cid']],
    ['Patient', 'family ew ard', ['cid']],
    ['Patient', 'birthdate ge 1980', ['ann', 'bea']],
    ['Patient', 'birthdate lt 1980-01-01', ['cid']],
    ['Patient', 'birthdate eq 1980', ['bea']],
    ['Patient', 'birthdate sa 1980 or birthdate eb 1971', ['ann', 'cid']],
    ['Patient', 'active pr true', ['ann', 'bea']],
    ['Patient', 'active pr false', ['cid']],
    ['Patient', 'active eq true', ['ann']],
    ['Patient', 'gender ne male', ['ann', 'bea']],
    ['Patient', 'gender in http://hl7.org/fhir/ValueSet/administrative-gender and not (active eq true)', ['bea']],
    ['Patient', 'gender ni http://hl7.org/fhir/ValueSet/administrative-gender', ['cid']],
    ['Patient', 'identifier eq urn:p|1', ['ann']],
    ['Patient', '_id eq bea or (family sw abel and birthdate gt 1975)', ['ann', 'bea']],
    ['Patient', '_lastUpdated gt 2000-01-01', ['ann', 'bea', 'cid']],
    ['Condition', 'subject re Patient/ann', ['cold', 'liver']],
    ['Condition', 'subject ne Patient/ann', ['bare', 'bone']],
    ['Condition', 'patient.family co "bel"', ['bare', 'cold', 'liver']],
    ['Condition', 'subject:Patient.active eq true and code eq urn:c|3', ['cold']],
    ['Condition', 'patient[active eq true].family sw abel', ['cold', 'liver']],
    ['Condition', 'onset-date po 2024-01-20', ['liver']],
    ['Condition', 'onset-date po 2024', ['bone', 'liver']],
    ['Condition', 'onset-age gt 10', ['cold']],
    ['Condition', 'not (code pr true)', ['bare']],
    ['Condition', 'code eq "a,b" or code eq urn:c|1', ['liver']],
  ])('of %s: %s finds %j', async (type, filter, wanted) => {
    expect(await ids(`${type}?_filter=${encoded(filter)}`)).toEqual(wanted);
  });

  it('goes with other parameters, several types, and what refers', async () => {
    expect(await ids(`Patient?gender=female&_filter=${encoded('active eq true')}`)).toEqual(['ann']);
    expect(await ids(`?_type=Patient,Condition&_filter=${encoded('_id eq ann')}`)).toEqual(['ann']);
    expect(await ids(`Patient?_has:Condition:patient:_filter=${encoded('code eq urn:c|2')}`)).toEqual(['bea']);
    expect(await ids(`Condition?patient._filter=${encoded('active eq false')}`)).toEqual(['bone']);
  });

  it.each([
    ['family', 'expected one of'],
    ['family eq', 'expected one of'],
    ['family eq "x', 'quotes'],
    ['family xx y', 'expected one of'],
    ['nothing eq y', 'has no search parameter nothing'],
    ['family gt y', 'not supported on family'],
    ['birthdate eq 2023-02-30', '2023-02-30'],
    ['birthdate co 2023', 'not supported on birthdate'],
    ['active pr maybe', 'true or false'],
    ['(active pr true', 'expected'],
    ['general-practitioner.nothing eq x', 'nothing'],
    ['family.name eq x', 'no reference parameter'],
    ['gender in http://example.org/none', 'not in this feed'],
  ])('that says %s is refused', async (filter, message) => {
    const reply = await feed.get(`Patient?_filter=${encoded(filter)}`);
    expect([reply.status, reply.text]).toEqual([expect.toBeOneOf([400, 501]), expect.stringContaining(message)]);
  });
});

describe('another feed', () => {
  it('shows nothing of itself to words and filters', async () => {
    expect(await ids('Condition?_text=liver', other)).toEqual(['theirs']);
    expect(await ids('Condition?code:text=leber', other)).toEqual(['theirs']);
    expect(await ids('Condition?_content=metastases', other)).toEqual([]);
    expect(await ids(`Condition?_filter=${encoded('patient.family co "bel" or code eq urn:c|1')}`, other)).toEqual([]);
    expect(await ids('Condition?_text=liver')).toEqual(['liver']);
  });
});
