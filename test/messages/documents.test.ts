import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inOneProcess, type Wiring } from '../wiring.ts';
import { at, wardOf, type Ward } from './ward.ts';

// MDM T02 and T11 through the endpoint, read back by GraphQL and FHIR. Domain reference §4.5, §11 T11

let system: Wiring;
let ward: Ward;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

let id = '';
let documents = 0;
beforeEach(async () => {
  ward = await wardOf(system);
  id = `MDM-${String((documents += 1))}`;
});

const letter = (text: string): readonly string[] => [
  `TXA|1|CL^Clinic letter||20260501090000+0000||||||||${id}`,
  `OBX|1|TX|L^Letter to your GP||${text}||||||F`,
];
const deletion = (): readonly string[] => [`TXA|1|CL||||||||||${id}`];

type Shown = Record<'documents' | 'letters', { readonly items: readonly { readonly externalId: string }[] }>;
const shown = async (): Promise<readonly (readonly string[])[]> => {
  const view = await ward.read<Shown>('documents { items { externalId } } letters { items { externalId } }');
  return [view.documents, view.letters].map(({ items }) => items.map(({ externalId }) => externalId));
};

describe('MDM T11', () => {
  it('hides the document, its letter and its content', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    expect(await shown()).toEqual([[id], [id]]);
    const [reference] = await ward.fhir('DocumentReference?patient=PATIENT');
    expect(await ward.send('MDM^T11', deletion(), at(1))).toBe('AA');
    expect(await shown()).toEqual([[], []]);
    expect(await ward.fhir('DocumentReference?patient=PATIENT')).toEqual([]);
    expect(await ward.fhir(`DocumentReference?patient=PATIENT&_id=${String(reference?.['id'])}`)).toEqual([]);
  });

  it('keeps the versions of what it hides', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    await ward.send('MDM^T11', deletion(), at(1));
    const { rows } = await system.database.pool.query(
      `select ver, deleted from clinical.ver where content like $1 order by ver`,
      [`%"${id}"%`],
    );
    expect(rows).toEqual([
      { ver: 1, deleted: false },
      { ver: 2, deleted: true },
    ]);
  });

  it('of a document that nobody knows does nothing, and says so', async () => {
    expect(await ward.send('MDM^T11', deletion())).toBe('AA');
    expect(ward.errors()).toEqual(['TXA^1^12^1^1|W|There is no document of this number.']);
  });

  it('by another organisation does nothing', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    expect(await ward.send('MDM^T11', deletion(), { ...at(1), user: 'hillside-hl7' })).toMatch(/^A[AR]/);
    expect(await shown()).toEqual([[id], [id]]);
  });

  it('about another patient does nothing', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    const other = await wardOf(system);
    expect(await other.send('MDM^T11', deletion(), at(1))).toBe('AA');
    expect(await shown()).toEqual([[id], [id]]);
  });

  it('that is older than the document changes nothing', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(5));
    expect(await ward.send('MDM^T11', deletion(), at(1))).toBe('AA');
    expect(ward.errors()).toEqual([expect.stringMatching(/\|W\|A newer message/)]);
    expect(await shown()).toEqual([[id], [id]]);
  });

  it('sent twice is done once, and a newer T02 brings the document back', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    const again = { ...at(1), controlId: `${id}-T11` };
    expect(await ward.send('MDM^T11', deletion(), again)).toBe('AA');
    expect(await ward.send('MDM^T11', deletion(), again)).toBe('AA');
    expect(await ward.send('MDM^T11', deletion(), at(2))).toBe('AA');
    expect(await ward.send('MDM^T02', letter('Dear Dora, again'), at(3))).toBe('AA');
    expect(await shown()).toEqual([[id], [id]]);
  });

  it.each([
    ['without TXA', [], 'TXA[1]: '],
    ['without a number', ['TXA|1|CL'], 'TXA[1].12.1: '],
  ])('%s is AR with the place', async (_name, segments, place) => {
    expect((await ward.send('MDM^T11', segments)).startsWith(`AR Rejected: ${place}`)).toBe(true);
  });
});

describe('MDM T02 of a care plan', () => {
  const plan = (text: string, name = 'Asthma plan'): readonly string[] => [
    `TXA|1|CP^Care plan||20260501090000+0000||||||||${id}`,
    `OBX|1|TX|L^${name}||${text}||||||F`,
  ];
  type Version = { readonly document: { readonly version: number; readonly title: string } };
  type Plans = {
    readonly id: string;
    readonly carePlans: { readonly items: readonly { readonly id: string; readonly title: string }[] };
    readonly letters: { readonly items: readonly unknown[] };
  };
  const plans = () => ward.read<Plans>('id carePlans { items { id title version } } letters { items { id } }');
  const versionsOf = async (carePlanId: string) => {
    const fields = `carePlanVersions(carePlanId: "${carePlanId}") { items { document { version title } } }`;
    const { carePlanVersions } = await ward.read<{ carePlanVersions: { items: readonly Version[] } | null }>(fields);
    return carePlanVersions?.items.map(({ document }) => document);
  };
  const contentOf = async (carePlanId: string, version: number) => {
    const field = `carePlanContent(carePlanId: "${carePlanId}", version: ${String(version)})`;
    const { carePlanContent } = await ward.read<{ carePlanContent: string | null }>(field);
    return carePlanContent === null ? null : Buffer.from(carePlanContent, 'base64').toString();
  };

  it('keeps what it said before, each version with its own content', async () => {
    expect(await ward.send('MDM^T02', plan('Breathe in'), at(0))).toBe('AA');
    expect(await ward.send('MDM^T02', plan('Breathe out', 'Asthma plan, reviewed'), at(1))).toBe('AA');
    const { carePlans, letters } = await plans();
    expect(carePlans.items).toMatchObject([{ title: 'Asthma plan, reviewed', version: 2 }]);
    expect(letters.items).toEqual([]);
    const carePlanId = carePlans.items[0]?.id ?? '';
    expect(await versionsOf(carePlanId)).toEqual([
      { version: 2, title: 'Asthma plan, reviewed' },
      { version: 1, title: 'Asthma plan' },
    ]);
    expect(await contentOf(carePlanId, 1)).toBe('Breathe in');
    expect(await contentOf(carePlanId, 2)).toBe('Breathe out');
    expect(await contentOf(carePlanId, 3)).toBeNull();
    expect(await ward.content(carePlanId)).toBe('Breathe out');
    expect(await ward.fhir('DocumentReference?patient=PATIENT&category=http://loinc.org%7C18776-5')).toHaveLength(1);
  });

  it('is not deleted by a T11, and is another thing than a document of the same number', async () => {
    await ward.send('MDM^T02', plan('Breathe in'), at(0));
    await ward.send('MDM^T02', letter('Dear Dora'), at(1));
    expect(await ward.send('MDM^T11', deletion(), at(2))).toBe('AA');
    expect((await plans()).carePlans.items).toMatchObject([{ title: 'Asthma plan' }]);
    expect((await shown())[0]).toEqual([id]);
  });

  it('that is older than what is there changes nothing; sent twice it is one version', async () => {
    const once = { ...at(5), controlId: `${id}-CP` };
    await ward.send('MDM^T02', plan('Breathe in'), once);
    await ward.send('MDM^T02', plan('Breathe in'), once);
    expect(await ward.send('MDM^T02', plan('Breathe out'), at(1))).toBe('AA');
    expect(ward.errors()).toEqual([expect.stringMatching(/\|W\|A newer message/)]);
    const { carePlans } = await plans();
    expect(carePlans.items).toMatchObject([{ version: 1 }]);
  });

  it('without a name is AR with the place', async () => {
    expect(await ward.send('MDM^T02', plan('Breathe', ''))).toMatch(/^AR Rejected: OBX\[1\]\.3\.2: /);
  });

  it('shows no document as a care plan', async () => {
    await ward.send('MDM^T02', letter('Dear Dora'), at(0));
    const { documents: found } = await ward.read<{ documents: { items: readonly { id: string }[] } }>(
      'documents { items { id } }',
    );
    const documentId = found.items[0]?.id ?? '';
    expect((await plans()).carePlans.items).toEqual([]);
    expect(await versionsOf(documentId)).toEqual([]);
    expect(await contentOf(documentId, 1)).toBeNull();
  });
});
