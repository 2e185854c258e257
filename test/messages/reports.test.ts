import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adt, anInpatient, msh, pid, wire } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';
import { at, wardOf, type Ward } from './ward.ts';

// ORU R01 of radiology, and of what was measured on the patient, through the endpoint. Domain reference §4.5

let system: Wiring;
let ward: Ward;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

let id = '';
let reports = 0;
beforeEach(async () => {
  ward = await wardOf(system);
  id = `ORU-${String((reports += 1))}`;
});

const obr = (discipline = '', test = 'XCH^Chest X-ray^LOCAL'): string =>
  `OBR|1||${id}|${test}|||20260501083000+0000|||||||||||||||20260501100000+0000||${discipline}|F`;
const measured = (code: string, value: string, unit: string, rest = '|||F'): string =>
  `OBX|1|NM|${code}^SNOMED CT||${value}|${unit}||${rest}`;

type Value = { readonly value: string };
type Shown = {
  readonly observations: { readonly items: readonly Value[] };
  readonly labReports: { readonly items: readonly Record<string, unknown>[] };
  readonly documents: { readonly items: readonly { readonly id: string; readonly title: string }[] };
};
const shown = () =>
  ward.read<Shown>(
    'id observations { items { value } } labReports { items { kind text externalId files { documentId title contentType } results { value } } } documents { items { id title } }',
  );
const values = async (): Promise<readonly string[]> =>
  (await shown()).observations.items.map(({ value }) => value).sort();

it('A report that is refused at last leaves its sender nothing of the record', async () => {
  const bare = ['OBX|1|NM|K^Potassium||4.1|mmol/L|||||F'];
  expect(await ward.send('ORU^R01', [obr(), ...bare], at(0))).toBe('AA');
  const stranger = anInpatient();
  await outside.deliver(system.base, adt('A28', stranger), 'hillside-hl7');
  const national = pid(stranger).replace(/~[^|]*/, '');
  const send = (number: string) =>
    outside.postHl7(system.base, wire(msh('ORU^R01'), national, obr().replace(id, number), ...bare));
  expect(outside.msaOf(await send(id))).toMatchObject({ code: 'AR' });
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  expect(await outside.find(riverside, stranger, 'id')).toBeUndefined();
  expect(outside.msaOf(await send(`${id}-own`))).toMatchObject({ code: 'AA' });
  expect(await outside.find(riverside, stranger, 'labReports { items { externalId } }')).toMatchObject({
    labReports: { items: [{ externalId: `${id}-own` }] },
  });
});

describe('What was measured on the patient', () => {
  const both = () => [
    obr('', 'OBS^Observations'),
    measured('271649006^Systolic blood pressure', '128', 'mm[Hg]'),
    measured('27113001^Body weight', '71.50', 'kg'),
  ];

  it('is a measurement, and in no report', async () => {
    expect(await ward.send('ORU^R01', both(), at(0))).toBe('AA');
    expect(await values()).toEqual(['128 mm[Hg]', '71.50 kg']);
    expect((await shown()).labReports.items).toEqual([]);
    const category = [{ coding: [{ code: 'vital-signs' }] }];
    expect(await ward.fhir('Observation?patient=PATIENT&category=vital-signs')).toMatchObject([
      { category, code: { coding: [{ system: 'http://snomed.info/sct' }] } },
      { category },
    ]);
    expect(await ward.fhir('DiagnosticReport?patient=PATIENT')).toEqual([]);
  });

  it('leaves the laboratory results that come with it in their report', async () => {
    const mixed = [
      obr(),
      measured('60621009^Body mass index', '24.1', 'kg/m2'),
      'OBX|2|NM|K^Potassium||4.1|mmol/L|||||F',
    ];
    expect(await ward.send('ORU^R01', mixed, at(0))).toBe('AA');
    expect(await values()).toEqual(['24.1 kg/m2', '4.1 mmol/L']);
    expect((await shown()).labReports.items).toMatchObject([
      { kind: 'LABORATORY', externalId: id, results: [{ value: '4.1 mmol/L' }] },
    ]);
  });

  it.each([
    ['of another concept', '33747003^Glucose', 'SNOMED CT'],
    ['of the same code in another system', '27113001^Body weight', 'LOCAL'],
  ])('is a laboratory result where it is %s', async (_name, code, systemName) => {
    await ward.send(
      'ORU^R01',
      [obr(), `OBX|1|NM|${code}^${systemName}||5|u||||||F`.replace('||||||F', '|||||F')],
      at(0),
    );
    expect((await shown()).labReports.items).toHaveLength(1);
  });

  it('is corrected, taken back and given again by messages in their order, and not by an older one', async () => {
    const weight = (value: string, status: string) => [
      obr('', 'OBS^Observations'),
      measured('27113001^Body weight', value, 'kg', `|||${status}`),
    ];
    await ward.send('ORU^R01', weight('71', 'F'), at(1));
    await ward.send('ORU^R01', weight('17', 'F'), at(0));
    expect(ward.errors()).toEqual([expect.stringMatching(/^OBR\^1\^3.*\|W\|A newer message/)]);
    expect(await values()).toEqual(['71 kg']);
    await ward.send('ORU^R01', weight('72', 'C'), at(2));
    expect(await values()).toEqual(['72 kg']);
    await ward.send('ORU^R01', weight('72', 'D'), at(3));
    expect(await values()).toEqual([]);
    expect(await ward.send('ORU^R01', weight('73', 'F'), at(4))).toBe('AA');
    expect(await values()).toEqual(['73 kg']);
  });

  it('that is no number is AR with the place', async () => {
    expect(await ward.send('ORU^R01', [obr(), measured('27113001^Body weight', 'heavy', 'kg')])).toMatch(
      /^AR Rejected: OBX\[1\]\.5: /,
    );
  });
});

describe('Several reports of one number, as laboratories number specimens', () => {
  const count = (value: string) => [obr('', 'FBC^Full blood count'), `OBX|1|NM|HB^Haemoglobin||${value}|g/L|||||F`];
  const salts = (value: string) => [
    obr('', 'UE^Electrolytes').replace('OBR|1', 'OBR|2'),
    `OBX|1|NM|K^Potassium||${value}|mmol/L|||||F`,
  ];
  const told = async () =>
    (await shown()).labReports.items
      .map(({ externalId, results }) => [externalId, ...(results as Value[]).map(({ value }) => value)])
      .sort();

  it('are told apart by the test, and each is corrected by itself', async () => {
    expect(await ward.send('ORU^R01', [...count('120'), ...salts('4.1')], at(1))).toBe('AA');
    const number = id;
    expect(await told()).toEqual([
      [number, '120 g/L'],
      [number, '4.1 mmol/L'],
    ]);
    expect(await ward.send('ORU^R01', salts('5.2'), at(2))).toBe('AA');
    expect(await ward.send('ORU^R01', count('99'), at(0))).toBe('AA');
    expect(await told()).toEqual([
      [number, '120 g/L'],
      [number, '5.2 mmol/L'],
    ]);
    expect(await ward.fhir(`DiagnosticReport?patient=PATIENT&identifier=${number}`)).toHaveLength(2);
  });

  it('are AR with the place where two are of the same test', async () => {
    expect(await ward.send('ORU^R01', [...count('120'), ...count('99')])).toMatch(
      /^AR Rejected: OBR\[2\]\.3\.1: OBR\[1\] has the same id, and the same test/,
    );
  });
});

describe('A report of radiology', () => {
  const pdf = (text: string): string => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`).toString('base64');
  const lines = [
    'OBX|1|TX|XCH^Chest X-ray^LOCAL||Heart not enlarged.||||||F',
    'OBX|2|TX|XCH^Chest X-ray^LOCAL||Lungs clear.||||||F',
  ];
  const file = (text: string, status = 'F'): string =>
    `OBX|3|ED|PIC^Picture^LOCAL||${status === 'D' ? '' : `^application^pdf^Base64^${pdf(text)}`}||||||${status}`;

  it.each(['RAD', 'CT', 'NMR'])('(OBR-24 %s) is shown as one, with its text and its file', async (discipline) => {
    expect(await ward.send('ORU^R01', [obr(discipline), ...lines, file('one')], at(0))).toBe('AA');
    const { labReports, documents } = await shown();
    const documentId = documents.items[0]?.id;
    expect(labReports.items).toEqual([
      {
        kind: 'RADIOLOGY',
        externalId: id,
        text: 'Heart not enlarged.\nLungs clear.',
        files: [{ documentId, title: 'Picture', contentType: 'application/pdf' }],
        results: [],
      },
    ]);
    const [report, ...others] = await ward.fhir('DiagnosticReport?patient=PATIENT&category=RAD');
    expect(others).toEqual([]);
    expect(report).toMatchObject({
      presentedForm: [{}, { url: `Binary/${String(documentId)}`, contentType: 'application/pdf', title: 'Picture' }],
    });
    expect(await ward.content(String(documentId))).toContain('one');
  });

  it('is replaced with its file, and loses a file that is taken back', async () => {
    await ward.send('ORU^R01', [obr('RAD'), ...lines, file('one')], at(0));
    await ward.send('ORU^R01', [obr('RAD'), ...lines, file('two')], at(1));
    const { documents } = await shown();
    expect(documents.items).toHaveLength(1);
    expect(await ward.content(String(documents.items[0]?.id))).toContain('two');
    expect(await ward.send('ORU^R01', [obr('RAD'), ...lines, file('', 'D')], at(2))).toBe('AA');
    expect(await shown()).toMatchObject({ documents: { items: [] }, labReports: { items: [{ files: [] }] } });
  });

  it('may be a file alone', async () => {
    expect(await ward.send('ORU^R01', [obr('RAD'), file('one')], at(0))).toBe('AA');
    expect((await shown()).labReports.items).toMatchObject([{ kind: 'RADIOLOGY', text: null, files: [{}] }]);
  });

  it('has results that are images’ findings', async () => {
    await ward.send('ORU^R01', [obr('RAD'), 'OBX|1|NM|CTR^Cardiothoracic ratio||0.45||||||F'], at(0));
    expect(await ward.fhir('Observation?patient=PATIENT&category=imaging')).toHaveLength(1);
  });

  it('with a file that is not what it is declared to be is AR with the place', async () => {
    const wrong = `OBX|1|ED|PIC^Picture||^application^pdf^Base64^${Buffer.from('GIF89a').toString('base64')}||||||F`;
    expect(await ward.send('ORU^R01', [obr('RAD'), wrong])).toMatch(/^AR Rejected: OBX\[1\]\.5/);
    expect((await shown()).labReports.items).toEqual([]);
  });

  it('is one thing, and a laboratory’s report with a file another: that is refused', async () => {
    expect(await ward.send('ORU^R01', [obr('CH'), file('one')])).toMatch(/^AR Rejected: OBX\[1\]\.5: /);
  });
});

describe('A report in which the same test stands twice', () => {
  it('says in the laboratory’s own word which results belong together', async () => {
    const sensitive = (subId: string, organism: string, amoxicillin: string) => [
      `OBX|1|ST|ORG^Organism^L|${subId}|${organism}||||||F`,
      `OBX|2|ST|AMOX^Amoxicillin^L|${subId}|${amoxicillin}||||||F`,
    ];
    const sent = [
      obr('MB', 'UC^Urine culture'),
      ...sensitive('1', 'E. coli', 'S'),
      ...sensitive('2', 'Klebsiella', 'R'),
    ];
    expect(await ward.send('ORU^R01', sent, at(0))).toBe('AA');
    type Found = { labReports: { items: { results: { code: { code: string }; subId: string; value: string }[] }[] } };
    const { labReports } = await ward.read<Found>('labReports { items { results { code { code } subId value } } }');
    const said = labReports.items[0]?.results.map(({ code, subId, value }) => `${code.code} ${subId} ${value}`);
    expect(said).toEqual(['ORG 1 E. coli', 'AMOX 1 S', 'ORG 2 Klebsiella', 'AMOX 2 R']);
    const url = 'http://hl7.org/fhir/StructureDefinition/observation-v2-subid';
    const found = await ward.fhir('Observation?patient=PATIENT&code=AMOX&value-string=R');
    const extension = [{ url, extension: [{ url: 'original-sub-identifier', valueString: '2' }] }];
    expect(found).toMatchObject([{ valueString: 'R', extension }]);
  });
});
