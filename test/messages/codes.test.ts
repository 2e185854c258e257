import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisations } from '../../prisma/demo.ts';
import { session, type Headers } from '../callers.ts';
import { msh, pid, wire, type Envelope } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';
import { at, wardOf, type Ward } from './ward.ts';

// What an organisation says of its own codes, by GraphQL, and what becomes of the messages that have them. Domain reference §4.4

let system: Wiring;
let ward: Ward;
let oscar: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  oscar = await session(system.base, 'oscar');
});
afterAll(() => system.stop());

let id = '';
let messages = 0;
beforeEach(async () => {
  ward = await wardOf(system);
  id = `CODES-${String((messages += 1))}`;
});

const organisationId = organisations.riverside.id;
const said: { readonly set: string; readonly code: string }[] = [];

type Change = { readonly __typename: string; readonly kind?: string };
const change = async (call: string, input: object): Promise<string> => {
  const type = call === 'setCodes' ? 'SetCodesInput' : 'RemoveCodesInput';
  const query = `mutation ($input: ${type}!) { ${call}(input: $input) { __typename ... on Refusal { kind } } }`;
  const { data, errors } = outside.graphAnswer<Record<string, Change>>(
    await outside.postGraphWith(system.base, oscar, { query, variables: { input: { organisationId, ...input } } }),
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.[call]?.kind ?? data?.[call]?.__typename ?? 'nothing';
};

/** Riverside's administrator says what a code means; the test's end takes it back. */
const say = async (set: string, code: string, display: string, standard?: object): Promise<void> => {
  said.push({ set, code });
  expect(await change('setCodes', { set, codes: [{ code, display, standard }] })).toBe('ChangedCodes');
};
const takeBack = (set: string, code: string) => change('removeCodes', { set, codes: [{ code }] });
afterEach(async () => {
  for (const { set, code } of said.splice(0)) await takeBack(set, code);
});

const obr = (discipline = '', test = 'PANEL^Panel (as sent)^LOCAL'): string =>
  `OBR|1||${id}|${test}|||20260501083000+0000|||||||||||||||20260501100000+0000||${discipline}|F`;
const obx = (code: string, unit = 'mmol/L', number = 1): string =>
  `OBX|${String(number)}|NM|${code}^${code} (as sent)^LOCAL||4.1|${unit}|||||F`;

type Shown = {
  readonly observations: { readonly items: readonly { readonly code: Coding; readonly value: string }[] };
  readonly labReports: {
    readonly items: readonly { readonly kind: string; readonly code: Coding; readonly discipline: Coding | null }[];
  };
};
type Coding = { readonly code: string | null; readonly display: string | null };
const shown = () =>
  ward.read<Shown>(
    'observations { items { code { code display } value } } labReports { items { kind code { code display } discipline { code display } } }',
  );
const sendFrom = async (application: string, segments: readonly string[], envelope: Envelope = {}) => {
  const head = msh('ORU^R01', envelope).replace('|PAS|', `|${application}|`);
  const reply = await outside.postHl7(system.base, wire(head, pid(ward.patient), ...segments));
  return `${outside.msaOf(reply).code ?? ''} ${outside.msaOf(reply).reason ?? ''}`.trim();
};

describe('A result', () => {
  it('reads as its organisation says today, however old it is; FHIR has what was sent', async () => {
    await ward.send('ORU^R01', [obr('SEROLOGY'), obx('K7', 'MMOL')], at(0));
    expect((await shown()).observations.items).toEqual([
      { code: { code: 'K7', display: 'K7 (as sent)' }, value: '4.1 MMOL' },
    ]);
    await say('RESULT', 'K7', 'Potassium');
    await say('UNIT', 'MMOL', 'mmol/L');
    await say('ORDER', 'PANEL', 'Salts');
    await say('DISCIPLINE', 'SEROLOGY', 'Serology (ground floor)');
    expect(await shown()).toMatchObject({
      observations: { items: [{ code: { code: 'K7', display: 'Potassium' }, value: '4.1 mmol/L' }] },
      labReports: { items: [{ code: { display: 'Salts' }, discipline: { display: 'Serology (ground floor)' } }] },
    });
    await say('RESULT', 'K7', 'Serum potassium');
    expect((await shown()).observations.items).toMatchObject([{ code: { display: 'Serum potassium' } }]);
    expect(await ward.fhir('Observation?patient=PATIENT')).toMatchObject([
      { code: { coding: [{ code: 'K7', display: 'K7 (as sent)' }] }, valueQuantity: { unit: 'MMOL' } },
    ]);
    await takeBack('RESULT', 'K7');
    expect((await shown()).observations.items).toMatchObject([{ code: { display: 'K7 (as sent)' } }]);
  });

  it('has LOINC’s code and UCUM’s beside its own from the next message on', async () => {
    const loinc = { system: 'http://loinc.org', code: '2823-3' };
    await ward.send('ORU^R01', [obr(), obx('K8', 'MMOL')], at(0));
    await say('RESULT', 'K8', 'Potassium', loinc);
    await say('UNIT', 'MMOL', 'mmol/L', { code: 'mmol/L' });
    await say('ORDER', 'PANEL', 'Salts', { system: 'http://loinc.org', code: '24326-1' });
    const search = 'Observation?patient=PATIENT&code=http://loinc.org|2823-3';
    expect(await ward.fhir(search)).toEqual([]);
    id += '-later';
    await ward.send('ORU^R01', [obr(), obx('K8', 'MMOL')], at(1));
    expect(await ward.fhir(search)).toMatchObject([
      {
        code: { coding: [{ system: 'LOCAL', code: 'K8', display: 'K8 (as sent)' }, loinc] },
        valueQuantity: { value: 4.1, unit: 'MMOL', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
      },
    ]);
    expect(await ward.fhir('DiagnosticReport?patient=PATIENT&code=http://loinc.org|24326-1')).toHaveLength(1);
  });

  it('of a code that nobody has said anything of stays as it came', async () => {
    await say('RESULT', 'K9', 'Potassium', { system: 'http://loinc.org', code: '2823-3' });
    await ward.send('ORU^R01', [obr(), obx('k9', 'mmol')], at(0));
    const [observation] = await ward.fhir('Observation?patient=PATIENT');
    expect(observation).toMatchObject({ valueQuantity: { value: 4.1, unit: 'mmol' } });
    expect(observation?.['code']).toEqual({ coding: [{ system: 'LOCAL', code: 'k9', display: 'k9 (as sent)' }] });
    expect(Object.keys(observation?.['valueQuantity'] as object)).toEqual(['value', 'unit']);
  });

  it('of another organisation is none of this one’s', async () => {
    await say('RESULT', 'SAME', 'Riverside’s', { system: 'http://loinc.org', code: '2823-3' });
    const theirs = { user: 'hillside-hl7', facility: 'HLS' };
    await ward.send('ORU^R01', [obr(), obx('SAME')], at(0));
    const answer = await ward.send('ORU^R01', [obr(), obx('SAME')], { ...at(1), ...theirs });
    expect(answer).toBe('AA');
    const { rows } = await hillsides();
    expect(rows).toEqual([['SAME (as sent)', 1]]);
    expect((await shown()).observations.items.map(({ code }) => code.display)).toEqual(['Riverside’s']);
  });

  /** What Hillside reads of it: the displays, and how many codings are stored. */
  const hillsides = async () => {
    const client = await outside.clientOf(system.base, 'hillside-customer');
    type View = Shown & { readonly id: string };
    const view = await outside.find<View>(client, ward.patient, 'id observations { items { code { display } value } }');
    const { text } = await client.fhir(`Observation?patient=${view?.id ?? ''}`);
    const { entry = [] } = JSON.parse(text) as { entry?: { resource: { code: { coding: unknown[] } } }[] };
    const items = view?.observations.items ?? [];
    return { rows: items.map(({ code }, index) => [code.display, entry[index]?.resource.code.coding.length]) };
  };
});

describe('Radiology', () => {
  const file = `OBX|2|ED|IMG^Image^LOCAL||^application^pdf^Base64^${Buffer.from('%PDF-1.4 x').toString('base64')}||||||F`;
  const report = () => [obr('', 'XCH^Chest X-ray^LOCAL'), 'OBX|1|TX|XCH^Chest X-ray^LOCAL||Clear lungs||||||F', file];

  it('is what an application sends that the organisation says is radiology’s, from then on', async () => {
    expect(await sendFrom('RIS', report(), at(0))).toMatch(/^AR .*OBX\[2\]/);
    await say('APPLICATION', 'RIS', 'Radiology system', { code: 'RAD' });
    expect(await sendFrom('RIS', report(), at(1))).toBe('AA');
    expect((await shown()).labReports.items).toMatchObject([{ kind: 'RADIOLOGY' }]);
    expect(await ward.fhir('DiagnosticReport?patient=PATIENT')).toMatchObject([
      { category: [{ coding: [{ code: 'RAD' }] }], presentedForm: [{ contentType: 'application/pdf' }] },
    ]);
  });

  it('is not what another application sends', async () => {
    await say('APPLICATION', 'RIS', 'Radiology system', { code: 'RAD' });
    expect(await sendFrom('LIMS', [obr(), obx('K')], at(0))).toBe('AA');
    expect((await shown()).labReports.items).toMatchObject([{ kind: 'LABORATORY' }]);
  });

  it('is what comes of a section that the organisation says is radiology’s', async () => {
    await say('DISCIPLINE', 'SCAN', 'Scanning', { code: 'RAD' });
    expect(await sendFrom('LIMS', [obr('SCAN'), obx('K')], at(0))).toBe('AA');
    expect((await shown()).labReports.items).toMatchObject([{ kind: 'RADIOLOGY' }]);
  });
});

describe('A patient', () => {
  const withSex = (sex: string) => pid(ward.patient).replace('|F|', `|${sex}|`);
  const a31 = async (sex: string, envelope: Envelope) => {
    const reply = await outside.postHl7(system.base, wire(msh('ADT^A31', envelope), withSex(sex)));
    return { ...outside.msaOf(reply), text: reply.text };
  };
  const gender = async () => (await ward.read<{ gender: string }>('gender')).gender;

  it('has the gender that the organisation’s own code means', async () => {
    const refused = await a31('2', at(0));
    expect(refused.code).toBe('AR');
    expect(refused.text).toContain('PID^1^8');
    await say('GENDER', '2', 'Male', { code: 'MALE' });
    expect((await a31('2', at(1))).code).toBe('AA');
    expect(await gender()).toBe('MALE');
    expect((await a31('F', at(2))).code).toBe('AA');
    expect(await gender()).toBe('FEMALE');
  });

  it('is of the class that the organisation’s own code means', async () => {
    const admit = (number: string, envelope: Envelope) =>
      ward.send('ADT^A01', [`PV1|1|D|W1|||||||GER${'|'.repeat(9)}${number}`], envelope);
    expect(await admit(`${id}-1`, at(0))).toBe('AA');
    await say('CLASS', 'D', 'Day case', { code: 'OUTPATIENT' });
    await say('SPECIALTY', 'GER', 'Care of older people');
    expect(await admit(`${id}-2`, at(1))).toBe('AA');
    type Visits = { encounters: { items: readonly { externalId: string }[] } };
    const { encounters } = await ward.read<Visits>('encounters { items { externalId class specialty { display } } }');
    expect(encounters.items.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))).toEqual([
      { externalId: `${id}-1`, class: 'OTHER', specialty: { display: 'Care of older people' } },
      { externalId: `${id}-2`, class: 'OUTPATIENT', specialty: { display: 'Care of older people' } },
    ]);
  });
});

describe('An appointment', () => {
  it('shows the specialty as its organisation calls it today', async () => {
    const sch = `SCH|${id}^PAS||||||^Eye clinic||||^^^20270701100000+0000^20270701103000+0000`;
    expect(await ward.send('SIU^S12', [sch, 'PV1|1|O||||||||130^Ophthalmology'], at(0))).toBe('AA');
    await say('SPECIALTY', '130', 'Eyes');
    type Appointments = { appointments: { items: readonly unknown[] } };
    const { appointments } = await ward.read<Appointments>('appointments { items { specialty { code display } } }');
    expect(appointments.items).toEqual([{ specialty: { code: '130', display: 'Eyes' } }]);
    expect(await ward.fhir('Appointment?patient=PATIENT')).toMatchObject([
      { specialty: [{ coding: [{ code: '130', display: 'Ophthalmology' }] }] },
    ]);
  });

  it('has the specialty’s name in FHIR, where the sender gave none, as its organisation has it today', async () => {
    const sch = `SCH|${id}^PAS||||||^Eye clinic||||^^^20270701100000+0000^20270701103000+0000`;
    expect(await ward.send('SIU^S12', [sch, 'PV1|1|O||||||||X9'], at(0))).toBe('AA');
    expect(await ward.send('ADT^A01', [`PV1|1|I||||||||X9${'|'.repeat(9)}${id}`], at(1))).toBe('AA');
    expect(
      await ward.send('MDM^T02', ['PV1|1|O||||||||X9', `TXA|1|CL||||||||||${id}`, 'OBX|1|TX|||Dear Dora'], at(2)),
    ).toBe('AA');
    const bare = { coding: [{ code: 'X9' }] };
    expect((await ward.fhir('Appointment?patient=PATIENT'))[0]?.['specialty']).toEqual([bare]);
    await say('SPECIALTY', 'X9', 'Xenology');
    const named = { coding: [{ code: 'X9', display: 'Xenology' }] };
    const [appointment] = await ward.fhir('Appointment?patient=PATIENT');
    expect(appointment?.['specialty']).toEqual([named]);
    expect((await ward.fhir('Encounter?patient=PATIENT'))[0]?.['serviceType']).toEqual(named);
    expect(await ward.fhir('DocumentReference?patient=PATIENT')).toMatchObject([
      { context: { practiceSetting: named } },
    ]);
    await say('SPECIALTY', 'X9', 'Xenology and more');
    expect(await ward.read(`appointmentRecord(id: "${String(appointment?.['id'])}") { resource }`)).toMatchObject({
      appointmentRecord: { resource: expect.stringContaining('"display":"Xenology and more"') as unknown },
    });
  });
});

describe('A document', () => {
  const letter = (type: string, name = 'Plan of care') => [
    `TXA|1|${type}||20260501090000+0000||||||||${id}`,
    `OBX|1|TX|L^${name}||Dear Dora||||||F`,
  ];

  it('is of the type that its organisation says, and shows it', async () => {
    await say('DOCUMENT_TYPE', 'L7', 'Clinic letter', { system: 'http://loinc.org', code: '34117-2' });
    expect(await ward.send('MDM^T02', letter('L7', ''), at(0))).toBe('AA');
    await say('DOCUMENT_TYPE', 'L7', 'Letter from the clinic');
    type Documents = { documents: { items: readonly unknown[] } };
    const { documents } = await ward.read<Documents>('documents { items { title type { code display } } }');
    expect(documents.items).toEqual([
      { title: 'Clinic letter', type: { code: 'L7', display: 'Letter from the clinic' } },
    ]);
    expect(await ward.fhir('DocumentReference?patient=PATIENT&type=http://loinc.org|34117-2')).toHaveLength(1);
  });

  it('is a care plan where that is what its type means', async () => {
    await say('DOCUMENT_TYPE', 'PLAN', 'Care plan', { system: 'http://example.org/pkbcs05', code: 'CP' });
    expect(await ward.send('MDM^T02', letter('PLAN', ''), at(0))).toMatch(/^AR .*OBX\[1\]\.3\.2/);
    expect(await ward.send('MDM^T02', letter('PLAN'), at(1))).toBe('AA');
    type Plans = { carePlans: { items: readonly unknown[] }; letters: { items: readonly unknown[] } };
    const view = await ward.read<Plans>('carePlans { items { title } } letters { items { id } }');
    expect(view).toEqual({ carePlans: { items: [{ title: 'Plan of care' }] }, letters: { items: [] } });
  });
});
