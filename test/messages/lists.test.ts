import type { Bundle, FhirResource } from 'fhir/r4.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { anInpatient, msh, pid, wire } from '../hospital.ts';
import * as outside from '../outside.ts';
import { faultsInR4 } from '../valid-r4.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';
import { at, wardOf, type Ward } from './ward.ts';

// AL1, DG1 and ZRX in ADT A28 and A31 through the endpoint, read back by GraphQL. Domain reference §2.8, §4.6, §11 T5

let system: Wiring;
let ward: Ward;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());
beforeEach(async () => {
  ward = await wardOf(system);
});

const penicillin = 'AL1|1|DA|91936005^Penicillin^SCT|SV|Rash~Wheeze|20200101';
const asthma = 'DG1|1||J45^Asthma^I10||20190203|F';
const salbutamol =
  'ZRX|1|39113611000001102^Salbutamol^SCT|2 puffs|inhaled|as needed|20230101||Asthma|G1^Grey^Ann^^^Dr|RX1';

type Named = Readonly<Record<string, unknown>>;
type Shown = Record<'allergies' | 'diagnoses' | 'medications', { readonly items: readonly Named[] }>;
const shown = () =>
  ward.read<Shown>(`allergies { items { allergen { system code display } severity reactions onset notes } }
    diagnoses { items { condition { system code display } recordedAt } }
    medications { items { name { display } dosage start end } }`);
const names = async (): Promise<readonly (readonly unknown[])[]> => {
  const { allergies, diagnoses, medications } = await ward.read<
    Record<'allergies' | 'diagnoses' | 'medications', { items: readonly { of: { display: string } }[] }>
  >(`allergies { items { of: allergen { display } } } diagnoses { items { of: condition { display } } }
    medications { items { of: name { display } } }`);
  return [allergies, diagnoses, medications].map(({ items }) => items.map(({ of }) => of.display).sort());
};

it.each([
  ['a diagnosis', [asthma, asthma]],
  ['a medicine', [salbutamol, salbutamol]],
  ['an allergy', [penicillin, penicillin]],
])('A new patient whose list has %s twice is AR, and nobody', async (_what, segments) => {
  const stranger = anInpatient();
  const reply = await outside.postHl7(system.base, wire(msh('ADT^A28'), pid(stranger), ...segments));
  expect(outside.msaOf(reply).code).toBe('AR');
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  expect(await outside.find(riverside, stranger, 'id')).toBeUndefined();
});

describe.each(['A28', 'A31'])('ADT %s', (trigger) => {
  const send = (minutes: number, ...segments: readonly string[]) => ward.send(`ADT^${trigger}`, segments, at(minutes));

  it('brings allergies, diagnoses and medicines, with who says so', async () => {
    expect(await send(0, penicillin, 'NTE|1||Her mother says so.', asthma, salbutamol)).toBe('AA');
    expect(ward.errors()).toEqual([]);
    expect(await shown()).toEqual({
      allergies: {
        items: [
          {
            allergen: { system: 'http://snomed.info/sct', code: '91936005', display: 'Penicillin' },
            severity: 'severe',
            reactions: ['Rash', 'Wheeze'],
            onset: '2020-01-01T00:00:00.000Z',
            notes: ['Her mother says so.'],
          },
        ],
      },
      diagnoses: {
        items: [
          {
            condition: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J45', display: 'Asthma' },
            recordedAt: '2019-02-03T00:00:00.000Z',
          },
        ],
      },
      medications: {
        items: [
          {
            name: { display: 'Salbutamol' },
            dosage: '2 puffs inhaled as needed',
            start: '2023-01-01T00:00:00.000Z',
            end: null,
          },
        ],
      },
    });
  });

  it('brings them into the Aggregated FHIR base, found by their patient and by their codes', async () => {
    expect(await send(0, penicillin, asthma, salbutamol)).toBe('AA');
    const riverside = await outside.clientOf(system.base, 'riverside-customer');
    const hillside = await outside.clientOf(system.base, 'hillside-customer');
    const searched = async (client: outside.Client, path: string): Promise<readonly FhirResource[]> => {
      const { status, text } = await client.fhir(path);
      expect(status).toBe(200);
      return ((JSON.parse(text) as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []);
    };
    const { nhsNumber } = ward.patient;
    const who = `Patient.identifier=${encodeURIComponent(`${outside.nhsNumberSystem}|${nhsNumber}`)}`;
    for (const [type, role, code, other] of [
      ['AllergyIntolerance', 'patient', 'http://snomed.info/sct|91936005', 'J45'],
      ['Condition', 'subject', 'J45', '91936005'],
      ['MedicationStatement', 'subject', '39113611000001102', 'J45'],
    ] as const) {
      const [one, ...more] = await searched(riverside, `${type}?${role}:${who}&code=${encodeURIComponent(code)}`);
      expect(more).toEqual([]);
      expect(one?.resourceType).toBe(type);
      expect(faultsInR4(one)).toEqual([]);
      expect(await searched(riverside, `${type}?patient=${(await ward.read<{ id: string }>('id')).id}`)).toEqual([one]);
      expect(await searched(riverside, `${type}?${role}:${who}&code=${other}`)).toEqual([]);
      expect(JSON.parse((await riverside.fhir(`${type}/${String(one?.id)}`)).text)).toEqual(one);

      const unnamed = await riverside.fhir(`${type}?code=${encodeURIComponent(code)}`);
      expect(unnamed.status).toBe(400);
      expect(unnamed.text).toContain(`${role}:Patient.identifier`);
      expect(await searched(hillside, `${type}?${role}:${who}`)).toEqual([]);
      expect((await hillside.fhir(`${type}/${String(one?.id)}`)).status).toBe(404);
    }
  });

  it('replaces a list that it brings, and leaves those that it does not', async () => {
    await send(0, penicillin, 'AL1|2|FA|^Peanut', asthma, salbutamol);
    expect(await names()).toEqual([['Peanut', 'Penicillin'], ['Asthma'], ['Salbutamol']]);
    expect(await send(1, 'AL1|1|FA|^Peanut', 'AL1|2|EA|^Pollen')).toBe('AA');
    expect(await names()).toEqual([['Peanut', 'Pollen'], ['Asthma'], ['Salbutamol']]);
    await send(2);
    expect(await names()).toEqual([['Peanut', 'Pollen'], ['Asthma'], ['Salbutamol']]);
    await send(3, penicillin);
    expect(await names()).toEqual([['Penicillin'], ['Asthma'], ['Salbutamol']]);
  });

  it('that is older than the list changes nothing of it, and says so', async () => {
    await send(5, penicillin);
    expect(await send(1, 'AL1|1|FA|^Peanut', asthma)).toBe('AA');
    expect(ward.errors()).toContainEqual(expect.stringContaining('A newer message had brought this list before'));
    expect(await names()).toEqual([['Penicillin'], ['Asthma'], []]);
  });

  it('with the same allergy twice is AR, and stores nothing', async () => {
    await send(0, 'AL1|1|FA|^Peanut');
    expect(await send(1, penicillin, penicillin.replace('AL1|1', 'AL1|2'), asthma)).toMatch(/^AR Rejected: AL1\[2\]/);
    expect(await names()).toEqual([['Peanut'], [], []]);
  });

  it.each([
    ['AL1|1|DA|', 'AL1[1].3'],
    ['DG1|1', 'DG1[1].3'],
    ['ZRX|1', 'ZRX[1].2'],
    ['AL1|1|DA|^Peanut|||soon', 'AL1[1].6'],
    ['DG1|1||J45^Asthma|||', ''],
  ])('%s is answered for its place', async (segment, place) => {
    const answer = await send(0, segment);
    expect(answer.startsWith(place === '' ? 'AA' : `AR Rejected: ${place}`)).toBe(true);
  });

  it('with a diagnosis twice is AR at the second', async () => {
    expect(await send(0, asthma, asthma.replace('DG1|1', 'DG1|2'))).toMatch(/^AR Rejected: DG1\[2\]\.3: /);
    expect(await names()).toEqual([[], [], []]);
  });

  it('sent twice is one', async () => {
    const envelope = { ...at(0), controlId: `L-${trigger}` };
    await ward.send(`ADT^${trigger}`, [penicillin], envelope);
    expect(await ward.send(`ADT^${trigger}`, [penicillin], envelope)).toMatch(/^AA|^AR Rejected: MSH\[1\]\.10/);
    expect(await names()).toEqual([['Penicillin'], [], []]);
  });
});

describe('The lists of two organisations', () => {
  it('stand beside each other', async () => {
    await ward.send('ADT^A31', [penicillin], at(0));
    expect(await ward.send('ADT^A31', ['AL1|1|FA|^Peanut'], { ...at(1), user: 'hillside-hl7', facility: 'HLS' })).toBe(
      'AA',
    );
    await ward.send('ADT^A31', ['AL1|1|EA|^Pollen'], at(2));
    const { rows } = await system.database.pool.query<{ display: string }>(
      `select v.content::jsonb #>> '{code,text}' as display from clinical.res r
       join clinical.ver v on v.rid = r.rid and v.ver = r.ver
       where not r.deleted and v.content like '%AllergyIntolerance%' and v.content like $1 and v.content::jsonb #>> '{code,text}' is not null`,
      [`%Patient/${(await ward.read<{ id: string }>('id')).id}%`],
    );
    expect(rows.map(({ display }) => display).sort()).toEqual(['Peanut', 'Pollen']);
  });
});
