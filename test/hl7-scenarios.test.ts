import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session } from './callers.ts';
import { adt, anInpatient, msh, pid, wire, type Envelope, type Inpatient } from './hospital.ts';
import { at, wardOf } from './messages/ward.ts';
import * as outside from './outside.ts';
import { patients } from '../prisma/demo.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The acceptance examples of the domain reference (§11) that begin with a message, word by word, and through HTTP alone.
// T3 and T9, messages that are held, are in review.test.ts; T12 to T14, who sees what, in sharing-scenarios.test.ts.

let system: Wiring;
let riverside: outside.Client;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
});
afterAll(() => system.stop());

/** MSA-1, and MSA-3 where there is one: `AR Rejected: …`. */
const send = async (message: string, user?: string): Promise<string> => {
  const reply = await outside.postHl7(system.base, message, user);
  expect(reply.status).toBe(200);
  const { code = '', reason = '' } = outside.msaOf(reply);
  return `${code} ${reason}`.trim();
};
const a28 = (who: Inpatient, change: (segment: string) => string, more: readonly string[] = [], envelope?: Envelope) =>
  wire(msh('ADT^A28', envelope), 'EVN|A28', change(pid(who)), ...more);
const asItIs = (segment: string): string => segment;
const seen = <View>(who: Inpatient, fields: string): Promise<View | undefined> =>
  outside.find<View>(riverside, who, fields);

describe('patients', () => {
  it('T1: a new A28 with NH{status:01}, names, birth date and sex is AA, and the patient is in the default team', async () => {
    const who = anInpatient();
    expect(await seen(who, 'id')).toBeUndefined();
    expect(await send(adt('A28', who))).toBe('AA');
    expect(await seen(who, 'familyName givenName dateOfBirth gender status teams { alias defaultLabels }')).toEqual({
      familyName: who.family,
      givenName: who.given,
      dateOfBirth: '1990-02-03',
      gender: 'FEMALE',
      status: 'UNREGISTERED',
      teams: [{ alias: 'riverside-prt', defaultLabels: [] }],
    });
  });

  it('T2: the same A28 with an older MSH-7 and a new address is AA, and the address is unchanged', async () => {
    const who = anInpatient();
    await outside.deliver(system.base, adt('A28', who, at(10)));
    const moved = (segment: string): string => segment.replace('1 Weir Lane^Northside', '2 Low Road^Southside');
    expect(moved(pid(who))).not.toBe(pid(who));
    expect(await send(a28(who, moved, [], at(5)))).toBe('AA');
    expect(await seen(who, 'address { lines }')).toEqual({ address: { lines: ['1 Weir Lane', 'Northside'] } });
    expect(await send(a28(who, moved, [], at(15)))).toBe('AA');
    expect(await seen(who, 'address { lines }')).toEqual({ address: { lines: ['2 Low Road', 'Southside'] } });
  });

  it('T4: an A28 with an e-mail address that another record uses is AR, and names PID-13', async () => {
    const [one, other] = [anInpatient(), anInpatient()];
    const address = `${one.hospitalNumber.toLowerCase()}@mail.example`;
    const withEmail = (segment: string): string => segment.replace('^PRN^CP', `^PRN^CP~${address}^NET`);
    expect(await send(a28(one, withEmail))).toBe('AA');
    expect(await send(a28(other, withEmail))).toMatch(/^AR Rejected: PID\[1\]\.13\b.*e-mail/);
    expect(await seen(other, 'id')).toBeUndefined();
    expect(await seen(one, 'emails')).toEqual({ emails: [address] });
  });

  it('T5: two AL1 of one allergen and date are AR, and nothing is stored', async () => {
    const who = anInpatient();
    const allergy = 'DA|91936005^Penicillin^SCT|SV|Rash|20200101';
    expect(await send(a28(who, asItIs, [`AL1|1|${allergy}`, `AL1|2|${allergy}`]))).toMatch(/^AR Rejected: AL1\[2\]/);
    expect(await seen(who, 'id')).toBeUndefined();
    expect(await send(a28(who, asItIs, [`AL1|1|${allergy}`]))).toBe('AA');
    expect(await seen(who, 'allergies { items { severity } }')).toEqual({
      allergies: { items: [{ severity: 'severe' }] },
    });
  });

  it('T21: of 64 parallel A28 with one NHS number comes exactly one patient', async () => {
    const who = anInpatient();
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, nth) => send(adt('A28', { ...who, given: `Dora${String(nth)}` }))),
    );
    expect(answers).toEqual(answers.map(() => 'AA'));
    const found = await riverside.graph<{ patients: { items: readonly { givenName: string }[] } }>(
      'query ($of: [IdentifierInput!]) { patients(identifiers: $of) { items { givenName } } }',
      {
        of: [
          { system: outside.nhsNumberSystem, value: who.nhsNumber },
          { system: 'https://fhir.example.health/id/RRV01/hospital-number', value: who.hospitalNumber },
        ],
      },
    );
    expect(found.patients.items).toHaveLength(1);
    const { rows } = await system.database.pool.query('select from patients.patient where family_name = $1', [
      who.family,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('appointments', () => {
  const start = '^^^20270701100000+0000';
  const sch = (id: string, subject = '', time = ''): string => `SCH|${id}||||||^${subject}||||${time}`;
  const fields = 'appointments { items { status subject start } }';
  const appointment = (status: string, subject: string) => ({
    appointments: { items: [{ status, subject, start: '2027-07-01T10:00:00.000Z' }] },
  });

  it('T6: an S13 with a blank SCH-7.2 keeps the subject, and an S12 again with a blank one says "Appointment"', async () => {
    const ward = await wardOf(system);
    expect(await ward.send('SIU^S12', [sch('T6', 'Eye clinic', start)], at(0))).toBe('AA');
    expect(await ward.send('SIU^S13', [sch('T6')], at(1))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('ACTIVE', 'Eye clinic'));
    expect(await ward.send('SIU^S12', [sch('T6', '', start)], at(2))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('ACTIVE', 'Appointment'));
  });

  it('T7: an S15 of an unknown number is AR without SCH-11, and with SCH-11.4 it is made, and CANCELLED', async () => {
    const ward = await wardOf(system);
    expect(await ward.send('SIU^S15', [sch('T7', 'Eye clinic')])).toMatch(/^AR Rejected: SCH\[1\]/);
    expect(await ward.read(fields)).toEqual({ appointments: { items: [] } });
    expect(await ward.send('SIU^S15', [sch('T7', 'Eye clinic', start)])).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('CANCELLED', 'Eye clinic'));
  });

  it('T8: an S26 and then an S14 are DNA and then ACTIVE', async () => {
    const ward = await wardOf(system);
    await ward.send('SIU^S12', [sch('T8', 'Eye clinic', start)], at(0));
    expect(await ward.send('SIU^S26', [sch('T8')], at(1))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('DNA', 'Eye clinic'));
    expect(await ward.send('SIU^S14', [sch('T8')], at(2))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('ACTIVE', 'Eye clinic'));
  });

  it('T15: an A05 makes an appointment, and the A38 after it cancels that', async () => {
    const ward = await wardOf(system);
    const visit = `PV1|1|I|Ward 4${'|'.repeat(16)}T15${'|'.repeat(25)}20270701100000+0000`;
    expect(await ward.send('ADT^A05', [visit], at(0))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('ACTIVE', 'Inpatient stay'));
    expect(await ward.send('ADT^A38', [visit], at(1))).toBe('AA');
    expect(await ward.read(fields)).toEqual(appointment('CANCELLED', 'Inpatient stay'));
  });
});

describe('documents', () => {
  const letter = (id: string, delay = ''): readonly string[] => [
    `TXA|1|CL^Clinic letter||${timestampOfToday()}||||||||${id}`,
    `OBX|1|TX|L^What the scan showed||Dear Alice, the scan is clear.||||||F||${delay}`,
  ];
  const text = 'Dear Alice, the scan is clear.';

  it('T10: with an OBX-13 of 14 the patient sees title and date and no content, and a professional sees the content', async () => {
    const { alice } = patients;
    const who = anInpatient({ nhsNumber: alice.nhsNumber, family: alice.family, given: alice.given });
    expect(await send(wire(msh('MDM^T02'), pid(who), ...letter('T10', '14')))).toBe('AA');
    const read = async (name: string) => {
      const headers = await session(system.base, name);
      const ask = async <Data>(query: string): Promise<Data> => {
        const { data } = outside.graphAnswer<Data>(await outside.postGraphWith(system.base, headers, { query }));
        return data ?? expect.unreachable(`${name} is answered nothing.`);
      };
      type Documents = { patient: { documents: { items: { id: string; externalId: string; title: string }[] } } };
      const { patient } = await ask<Documents>(
        `{ patient(id: "${alice.id}") { documents { items { id externalId title writtenAt visibleFrom } } } }`,
      );
      const found = patient.documents.items.find(({ externalId }) => externalId === 'T10');
      const content = await ask<{ patient: { documentContent: string | null } }>(
        `{ patient(id: "${alice.id}") { documentContent(documentId: "${found?.id ?? ''}") } }`,
      );
      return { ...found, content: content.patient.documentContent };
    };
    const hers = await read('alice');
    const day = timestampOfToday();
    const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)];
    expect(hers).toMatchObject({
      title: 'What the scan showed',
      writtenAt: `${year}-${month}-${date}T00:00:00.000Z`,
      content: null,
    });
    const opens = new Date(Date.parse(`${year}-${month}-${date}T00:00:00Z`) + 14 * 86_400_000);
    expect(hers).toMatchObject({ visibleFrom: opens.toISOString() });
    const { content } = await read('hall');
    expect(Buffer.from(content ?? '', 'base64').toString()).toBe(text);
  });

  it('T11: an MDM T11 by another organisation is AA and does nothing: the document is still to be seen', async () => {
    const ward = await wardOf(system);
    expect(await ward.send('MDM^T02', letter('T11'), at(0))).toBe('AA');
    const deletion = ['TXA|1|CL||||||||||T11'];
    expect(await ward.send('MDM^T11', deletion, { ...at(1), user: 'hillside-hl7', facility: 'HLS' })).toBe('AA');
    type Documents = { documents: { items: { id: string }[] } };
    const { documents } = await ward.read<Documents>('documents { items { id } }');
    expect(await ward.content(documents.items[0]?.id ?? '')).toContain('the scan is clear');
    expect(await ward.send('MDM^T11', deletion, at(2))).toBe('AA');
    expect(await ward.read<Documents>('documents { items { id } }')).toEqual({ documents: { items: [] } });
  });
});

/** Midnight in UTC, as TXA-4. */
const timestampOfToday = (): string => `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}000000+0000`;
