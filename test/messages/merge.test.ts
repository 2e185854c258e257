import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, teams } from '../../prisma/demo.ts';
import { session } from '../callers.ts';
import { adt, anInpatient, mdm, msh, oru, pid, siu, stay, wire, type Envelope, type Inpatient } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';

// ADT A40 through the endpoint, and what becomes of the two records. Domain reference §4.7; docs/adr/0022-merging.md

let system: Wiring;
let riverside: outside.Client;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
});
afterAll(() => system.stop());

type Answer = { readonly said: string; readonly errors: readonly string[] };
const send = async (message: string, user?: string): Promise<Answer> => {
  const reply = await outside.postHl7(system.base, message, user);
  expect(reply.status).toBe(200);
  const { code = '', reason = '' } = outside.msaOf(reply);
  const errors = reply.text
    .split('\r')
    .filter((segment) => segment.startsWith('ERR|'))
    .map((segment) => [2, 4, 8].map((field) => segment.split('|')[field]).join('|'));
  return { said: `${code} ${reason}`.trim(), errors };
};

/** The hospital's own number alone: another one of the same person, registered without an NHS number. */
const local = (who: Inpatient): string => pid(who).replace(`${who.nhsNumber}^^^NHS^NH{status:01}~`, '');
const mrg = (number: string): string => `MRG|${number}^^^RVS^MR`;
const a28 = (segment: string, envelope?: Envelope): string => wire(msh('ADT^A28', envelope), 'EVN|A28', segment);
const a40 = (survivor: string, retired: string, envelope?: Envelope): string =>
  wire(msh('ADT^A40', envelope), 'EVN|A40', survivor, retired);

/** Two records that Riverside has of one person: `who`, and one under another hospital number, without an NHS number. */
const twice = async () => {
  const who = anInpatient();
  const again = { ...anInpatient(), family: who.family, given: who.given };
  await outside.deliver(system.base, adt('A28', who, { at: new Date('2026-01-01T00:00:00Z') }));
  await outside.deliver(system.base, a28(local(again), { at: new Date('2026-01-02T00:00:00Z') }));
  return { who, again, merge: () => send(a40(pid(who), mrg(again.hospitalNumber))) };
};

const hospitalNumbers = 'https://fhir.example.health/id/RRV01/hospital-number';
const find = async <View>({ hospitalNumber }: Pick<Inpatient, 'hospitalNumber'>, fields = 'id'): Promise<View> => {
  const query = `query ($of: [IdentifierInput!]) { patients(identifiers: $of, first: 2) { items { ${fields} } } }`;
  const { patients } = await riverside.graph<{ patients: { items: View[] } }>(query, {
    of: [{ system: hospitalNumbers, value: hospitalNumber }],
  });
  const [found, ...others] = patients.items;
  if (found === undefined || others.length > 0) throw new Error('Not one record of this number.');
  return found;
};
const idOf = async (who: Pick<Inpatient, 'hospitalNumber'>): Promise<string> => (await find<{ id: string }>(who)).id;
const held = `id observations { items { id } } labReports { items { id results { id } } } documents { items { id } }
  letters { items { id documentId } } appointments { items { id status } } encounters { items { id } }`;
type Held = {
  readonly id: string;
  readonly labReports: { readonly items: readonly { readonly id: string; readonly results: readonly unknown[] }[] };
  readonly letters: { readonly items: readonly { readonly id: string }[] };
} & Readonly<
  Record<'observations' | 'documents' | 'encounters', { readonly items: readonly { readonly id: string }[] }>
> & { readonly appointments: { readonly items: readonly { readonly id: string; readonly status: string }[] } };

const pdf = Buffer.from('%PDF-1.4 a letter');
const ids = (): string => Math.random().toString(36).slice(2);

const asOscar = async <Data>(query: string, variables: Record<string, unknown>): Promise<Data> => {
  const reply = await outside.postGraphWith(system.base, await session(system.base, 'oscar'), { query, variables });
  return outside.graphAnswer<Data>(reply).data as Data;
};
const reverse = async (merged: string): Promise<unknown> => {
  const { merges } = await asOscar<{ merges: { items: { id: string; mergedId: string }[] } }>(
    'query ($of: ID!) { merges(organisationId: $of) { items { id mergedId } } }',
    { of: organisations.riverside.id },
  );
  const merge = merges.items.find(({ mergedId }) => mergedId === merged);
  return asOscar(
    'mutation ($id: ID!) { reverseMerge(id: $id) { ... on RecordMerge { mergedId } ... on Refusal { kind message } } }',
    { id: merge?.id },
  );
};

describe('an A40', () => {
  it('makes one record of two, and both numbers lead to it', async () => {
    const { who, again, merge } = await twice();
    const [survivor, merged] = [await idOf(who), await idOf(again)];
    expect(merged).not.toBe(survivor);
    expect(await merge()).toEqual({ said: 'AA', errors: [] });
    expect(await idOf(again)).toBe(survivor);
    expect(await idOf(who)).toBe(survivor);
    const { patient } = await riverside.graph<{ patient: { id: string } }>(
      'query ($id: ID!) { patient(id: $id) { id } }',
      {
        id: merged,
      },
    );
    expect(patient.id).toBe(survivor);
  });

  it('shows what came to either, and what came to the merged record goes on there', async () => {
    const { who, again, merge } = await twice();
    const [report, appointment, letter, visit] = [ids(), ids(), ids(), ids()];
    const own = { ...again };
    const theirs = (message: string): string => message.replace(pid(own), local(own));
    const first = [
      oru(own, { id: report, potassium: '4.1' }),
      siu('S12', own, appointment),
      mdm(own, { id: letter, content: pdf }),
      stay('A01', own, { number: visit, from: '20260501100000+0000' }),
    ].map(theirs);
    for (const message of first) expect((await send(message)).said).toBe('AA');
    await outside.deliver(system.base, oru(who, { id: ids(), potassium: '4.4' }));
    const before = await find<Held>(again, held);
    expect(before.labReports.items).toHaveLength(1);

    await merge();
    const after = await find<Held>(who, held);
    expect(after.labReports.items.map(({ results }) => results.length)).toEqual([2, 2]);
    expect(after.labReports.items).toContainEqual(before.labReports.items[0]);
    for (const kind of ['documents', 'letters', 'appointments', 'encounters'] as const)
      expect(after[kind].items).toEqual(before[kind].items);

    // The sender now knows the one number alone, and corrects what it had sent under the other.
    const later = [
      oru(who, { id: report, potassium: '5.0' }),
      siu('S15', who, appointment),
      mdm(who, { id: letter, content: Buffer.from('%PDF-1.4 corrected') }),
      stay('A01', who, { number: visit, from: '20260501110000+0000' }),
    ];
    for (const message of later) expect(await send(message)).toEqual({ said: 'AA', errors: [] });
    const corrected = await find<Held>(who, held);
    expect(corrected.labReports.items).toEqual(expect.arrayContaining([...before.labReports.items]));
    expect(corrected.observations.items).toHaveLength(4);
    expect(corrected.appointments.items).toEqual([{ ...before.appointments.items[0], status: 'CANCELLED' }]);
    expect(corrected.letters.items.map(({ id }) => id)).toEqual(before.letters.items.map(({ id }) => id));
    expect(corrected.encounters.items).toEqual(before.encounters.items);
  });

  it('leads FHIR clients from the old ids to the record that remains', async () => {
    const { who, again, merge } = await twice();
    await outside.deliver(system.base, oru(again, { id: ids(), potassium: '4.1' }).replace(pid(again), local(again)));
    const merged = await idOf(again);
    const before = await find<Held>(again, held);
    await merge();
    const survivor = await idOf(who);
    const fhir = async (path: string): Promise<unknown> => JSON.parse((await riverside.fhir(path)).text);
    expect(await fhir(`Patient/${merged}`)).toMatchObject({
      ...{ resourceType: 'Patient', id: merged, active: false },
      link: [{ other: { reference: `Patient/${survivor}` }, type: 'replaced-by' }],
    });
    expect(await fhir(`Patient/${survivor}`)).toMatchObject({
      id: survivor,
      link: [{ other: { reference: `Patient/${merged}` }, type: 'replaces' }],
    });
    const [report] = before.labReports.items;
    const subject = { reference: `Patient/${survivor}` };
    expect(await fhir(`DiagnosticReport/${report?.id ?? ''}`)).toMatchObject({ id: report?.id, subject });
    for (const patient of [survivor, merged])
      expect(await fhir(`DiagnosticReport?subject=Patient/${patient}`)).toMatchObject({
        entry: [{ resource: { id: report?.id, subject } }],
      });
  });

  it('answers the same again, and again under another control id, with AA, and changes nothing more', async () => {
    const { who, again, merge } = await twice();
    await merge();
    const version = await find<{ version: number }>(who, 'version');
    expect(await merge()).toEqual({ said: 'AA', errors: [] });
    expect(await send(a40(local(who), mrg(again.hospitalNumber)))).toEqual({ said: 'AA', errors: [] });
    expect(await send(a40(local(again), mrg(who.hospitalNumber)))).toEqual({ said: 'AA', errors: [] });
    expect(await find(who, 'version')).toEqual(version);
  });

  it('gives a record the other number where one of the two is unknown, so that what comes late finds it', async () => {
    const [who, unknown, renamed] = [anInpatient(), anInpatient(), anInpatient()];
    await outside.deliver(system.base, adt('A28', who));
    const survivor = await idOf(who);
    expect((await send(a40(pid(who), mrg(unknown.hospitalNumber)))).said).toBe('AA');
    await outside.deliver(system.base, a28(local(unknown)));
    expect(await idOf(unknown)).toBe(survivor);
    expect((await send(a40(local(renamed), mrg(who.hospitalNumber)))).said).toBe('AA');
    expect(await idOf(renamed)).toBe(survivor);
    const other = anInpatient();
    expect(await send(a40(pid(other), mrg(who.hospitalNumber)))).toMatchObject({
      said: 'AR Rejected: PID[1].3: The record of the number that is given up carries another national number.',
    });
  });

  it('of a partner is done where the organisation has granted it, and AR where a team alone has', async () => {
    const { who, again } = await twice();
    const coco = await session(system.base, 'coco');
    const grant = `mutation { grantPartner(input: { teamId: "${teams['riverside-diabetes'].id}", partnerId: "postbridge", alias: "diabetes-post" }) { __typename } }`;
    await outside.postGraphWith(system.base, coco, { query: grant });
    const merge = (facility: string) => send(a40(pid(who), mrg(again.hospitalNumber), { facility }), 'postbridge-hl7');
    expect((await merge('diabetes-post')).said).toMatch(/^AR Rejected: MSH\[1\]\.4: /);
    expect(await idOf(again)).not.toBe(await idOf(who));
    expect((await merge('riverside-post')).said).toBe('AA');
    expect(await idOf(again)).toBe(await idOf(who));
  });

  it.each<[string, (numbers: { one: Inpatient; other: Inpatient; unknown: Inpatient }) => string, string]>([
    ['has no MRG', ({ one }) => wire(msh('ADT^A40'), 'EVN|A40', pid(one)), 'MRG[1]: An MRG segment is required'],
    ['has no PID', ({ one }) => wire(msh('ADT^A40'), 'EVN|A40', mrg(one.hospitalNumber)), 'PID[1]: A PID segment is'],
    ['gives up no number', ({ one }) => a40(pid(one), 'MRG|'), 'MRG[1].1: The number that is given up is required'],
    ['gives up a number of no type', ({ one, other }) => a40(pid(one), `MRG|${other.hospitalNumber}`), 'MRG[1].1: The'],
    ['gives up an NHS number', ({ one, other }) => a40(pid(one), `MRG|${other.nhsNumber}^^^NHS^NH`), 'MRG[1].1.1: The'],
    ['gives up another hospital’s number', ({ one }) => a40(pid(one), 'MRG|7^^^HLS^MR'), 'MRG[1].1: The number'],
    ['gives up what remains', ({ one }) => a40(pid(one), mrg(one.hospitalNumber)), 'MRG[1].1.1: This number is'],
    ['is of nobody', ({ unknown }) => a40(pid(unknown), mrg('nobody')), 'PID[1].3: No record carries any of these'],
    ['is of two people', ({ one, other }) => a40(pid(one), mrg(other.hospitalNumber)), 'MRG[1].1: The records carry'],
    [
      'gives up two numbers',
      ({ one }) => a40(pid(one), `${mrg('1')}\r${mrg('2')}`),
      'MRG[2]: One message merges one pair',
    ],
    [
      'is about two pairs',
      ({ one, other }) => wire(msh('ADT^A40'), 'EVN|A40', pid(one), mrg('1'), pid(other), mrg('2')),
      'PID[2]: A message is about one patient',
    ],
  ])('that %s is AR, and says where', async (_name, message, reason) => {
    const numbers = { one: anInpatient(), other: anInpatient(), unknown: anInpatient() };
    await outside.deliver(system.base, adt('A28', numbers.one));
    await outside.deliver(system.base, adt('A28', numbers.other));
    const { said } = await send(message(numbers));
    expect(said).toContain(`AR Rejected: ${reason}`);
  });

  it('is AR where both records have a user', async () => {
    const { who, again, merge } = await twice();
    const records = [await idOf(who), await idOf(again)];
    await system.database.pool.query(`update patients.patient set status = 'REGISTERED' where id = any($1)`, [records]);
    expect((await merge()).said).toContain('AR Rejected: MRG[1].1: Both records have a registered user');
    await system.database.pool.query(`update patients.patient set status = 'UNREGISTERED' where id = $1`, [records[0]]);
    expect((await merge()).said).toBe('AA');
    // Whoever is registered goes on as the one who decides, whichever number the sender keeps.
    expect(await idOf(who)).toBe(records[1]);
  });

  it('passes over, and names, an NHS number beside the one that is given up', async () => {
    const { who, again } = await twice();
    const { said, errors } = await send(a40(pid(who), `${mrg(again.hospitalNumber)}~${who.nhsNumber}^^^NHS^NH`));
    expect(said).toBe('AA');
    expect(errors).toEqual([
      'MRG^1^1^2|W|Only numbers of your organisation’s own are given up: this one was passed over.',
    ]);
  });

  it('that was sent before an administrator parted the records leaves them parted', async () => {
    const { who, again, merge } = await twice();
    const merged = await idOf(again);
    const sent = new Date();
    await merge();
    const report = ids();
    await outside.deliver(system.base, oru(who, { id: report, potassium: '4.4' }));
    expect(await reverse(merged)).toEqual({ reverseMerge: { mergedId: merged } });
    expect(await idOf(again)).toBe(merged);
    // What came to the survivor stays there.
    expect((await find<Held>(who, held)).labReports.items).toHaveLength(1);
    expect((await find<Held>(again, held)).labReports.items).toHaveLength(0);
    const late = await send(a40(pid(who), mrg(again.hospitalNumber), { at: sent }));
    expect(late).toEqual({
      said: 'AA',
      errors: ['MSH^1^7^1|W|An administrator has parted these records since, and that stands.'],
    });
    expect(await idOf(again)).toBe(merged);
    expect((await send(a40(pid(who), mrg(again.hospitalNumber)))).said).toBe('AA');
    expect(await idOf(again)).not.toBe(merged);
  });
});

describe('many A40', () => {
  it('come to the same records in whatever order, and all at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (pairs, atOnce) => {
          const people = Array.from({ length: 5 }, () => anInpatient());
          await Promise.all(people.map((who) => outside.deliver(system.base, a28(local(who)))));
          const merges = pairs.flatMap(([one, other]) => {
            const [to, from] = [people[one], people[other]];
            return to === undefined || from === undefined || one === other
              ? []
              : [a40(local(to), mrg(from.hospitalNumber))];
          });
          const answers: Answer[] = [];
          if (atOnce) answers.push(...(await Promise.all(merges.map((message) => send(message)))));
          else for (const message of merges) answers.push(await send(message));
          expect(answers.map(({ said }) => said)).toEqual(merges.map(() => 'AA'));

          const group = people.map((_, nth) => nth);
          for (const [one, other] of pairs) {
            const [to, from] = [group[one], group[other]];
            group.forEach((of, nth) => {
              if (of === from && to !== undefined) group[nth] = to;
            });
          }
          const found = await Promise.all(people.map(idOf));
          for (const [one, of] of group.entries())
            for (const [other, ofOther] of group.entries()) expect(found[one] === found[other]).toBe(of === ofOther);
        },
      ),
      { numRuns: 12 },
    );
  });
});
