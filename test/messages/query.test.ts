import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { teams } from '../../prisma/demo.ts';
import { session } from '../callers.ts';
import { adt, anInpatient, msh, pid, wire, type Envelope, type Inpatient } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';

// QRY A19 answered with ADR A19, through the endpoint. Domain reference §4.5, QRY A19

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

const local = (number: string): string => `${number}${'^'.repeat(12)}MR`;
const qrd = ({ who = '', what = 'DEM', limit = '' } = {}): string =>
  `QRD|20260501090000|R|I|Q-17|||${limit}|${who}|${what}`;

type Asked = Envelope & { readonly user?: string };
const query = async (segments: readonly string[], { user, ...envelope }: Asked = {}): Promise<readonly string[]> => {
  const reply = await outside.postHl7(system.base, wire(msh('QRY^A19', envelope), ...segments), user);
  expect(reply.status).toBe(200);
  return reply.text.split('\r').filter((segment) => segment !== '');
};
const named = (answer: readonly string[], name: string): readonly string[] =>
  answer.filter((segment) => segment.startsWith(`${name}|`));
const field = (answer: readonly string[], name: string, position: number): string | undefined =>
  named(answer, name)[0]?.split('|')[position];
/** The names of those who are shown, in their order. */
const shown = (answer: readonly string[]): readonly (string | undefined)[] =>
  named(answer, 'PID').map((segment) => segment.split('|')[5]?.split('^')[0]);

const register = (who: Inpatient, user?: string, facility?: string): Promise<outside.Reply> =>
  outside.deliver(system.base, adt('A28', who, facility === undefined ? {} : { facility }), user);

let dora: Inpatient;
beforeEach(async () => {
  dora = anInpatient();
  await register(dora);
});

describe('a query by number', () => {
  it('is answered with MSH, MSA, the question and the patient', async () => {
    const answer = await query([qrd({ who: `${dora.nhsNumber}^Weir^Dora` })], { controlId: 'query-1' });
    expect(answer.map((segment) => segment.slice(0, 3))).toEqual(['MSH', 'MSA', 'QAK', 'QRD', 'PID', 'PD1']);
    expect(field(answer, 'MSH', 8)).toBe('ADR^A19');
    expect(named(answer, 'MSA')).toEqual(['MSA|AA|query-1|']);
    expect(named(answer, 'QAK')).toEqual(['QAK|Q-17|OK']);
    expect(named(answer, 'QRD')).toEqual([qrd({ who: `${dora.nhsNumber}^Weir^Dora` })]);
    const { id } = await seenByOrganisation(dora);
    const [, , , numbers, , name, , born, sex, , , address, , contact, , language] =
      named(answer, 'PID')[0]?.split('|') ?? [];
    expect(numbers?.split('~')).toEqual([
      `${dora.hospitalNumber}^^^RVS^MR`,
      `${dora.nhsNumber}^^^NHS^NH{status:01}`,
      `${id}^^^PKB^PI`,
    ]);
    expect([name, born, sex, address, contact, language]).toEqual([
      `${dora.family}^${dora.given}^^^Ms`,
      '19900203',
      'F',
      '1 Weir Lane^Northside^Riverside^^RV1 1AA^GBR',
      '07700 900123^PRN',
      'en',
    ]);
    expect(named(answer, 'PD1')).toEqual(['PD1|||RIVERSIDE SURGERY^^A81001|']);
  });

  it('takes a number of the hospital’s own as such only where QRD-8.13 says MR', async () => {
    expect(shown(await query([qrd({ who: local(dora.hospitalNumber) })]))).toEqual([dora.family]);
    expect(shown(await query([qrd({ who: local(dora.nhsNumber) })]))).toEqual([]);
    expect(shown(await query([qrd({ who: `${dora.nhsNumber}${'^'.repeat(12)}NH` })]))).toEqual([dora.family]);
  });

  it('may ask for several at once, and each is shown once', async () => {
    const ada = anInpatient();
    await register(ada);
    const who = [dora.nhsNumber, local(dora.hospitalNumber), ada.nhsNumber].join('~');
    expect(shown(await query([qrd({ who })]))).toEqual([ada.family, dora.family]);
  });

  it('finds by the number of a record that was merged the one into which it was', async () => {
    const twice = { ...anInpatient(), nhsNumber: '' };
    await register(twice);
    const mrg = `MRG|${twice.hospitalNumber}^^^RVS^MR`;
    await outside.deliver(system.base, wire(msh('ADT^A40'), 'EVN|A40', pid(dora), mrg));
    const answer = await query([qrd({ who: local(twice.hospitalNumber) })]);
    expect(shown(answer)).toEqual([dora.family]);
    expect(field(answer, 'PID', 3)).toContain(dora.nhsNumber);
  });

  it('warns of a number that cannot be one, and answers the others', async () => {
    const answer = await query([qrd({ who: `1234567890~${dora.nhsNumber}` })]);
    expect(field(answer, 'MSA', 1)).toBe('AA');
    expect(field(answer, 'ERR', 2)).toBe('QRD^1^8^1^1');
    expect(field(answer, 'ERR', 4)).toBe('W');
    expect(shown(answer)).toEqual([dora.family]);
  });
});

describe('who is not the organisation’s to know', () => {
  it('is answered like somebody who does not exist, byte for byte', async () => {
    const theirs = anInpatient();
    await register(theirs, 'hillside-hl7', 'HLS');
    const nobody = anInpatient();
    const hidden = await query([qrd({ who: theirs.nhsNumber })]);
    const unknown = await query([qrd({ who: nobody.nhsNumber })]);
    expect(named(hidden, 'QAK')).toEqual(['QAK|Q-17|NF']);
    // But for the number itself, which is given back; MSH and MSA have ids of their own.
    const without = (answer: readonly string[], { nhsNumber }: Inpatient) =>
      answer.slice(2).map((segment) => segment.replace(nhsNumber, 'number'));
    expect(without(hidden, theirs)).toEqual(without(unknown, nobody));
    expect(hidden.map((segment) => segment.slice(0, 3))).toEqual(['MSH', 'MSA', 'QAK', 'QRD']);
  });

  it('is in no list either, and their hospital’s number is told to nobody else', async () => {
    const theirs = anInpatient();
    await register(theirs, 'hillside-hl7', 'HLS');
    expect(shown(await query([qrd({ what: 'APN' })]))).not.toContain(theirs.family);
    const both = { ...dora, hospitalNumber: theirs.hospitalNumber };
    await outside.deliver(
      system.base,
      wire(msh('ADT^A28', { facility: 'HLS' }), pid(both).replace('^^^RVS^MR', '^^^HLS^MR')),
      'hillside-hl7',
    );
    const answer = await query([qrd({ who: dora.nhsNumber })]);
    expect(shown(answer)).toEqual([dora.family]);
    expect(answer.join()).not.toContain(theirs.hospitalNumber);
    const theirAnswer = await query([qrd({ who: dora.nhsNumber })], { user: 'hillside-hl7', facility: 'HLS' });
    expect(theirAnswer.join()).toContain(theirs.hospitalNumber);
    expect(theirAnswer.join()).not.toContain(dora.hospitalNumber);
  });

  it('is found again by the whole organisation though sharing is disabled, and not for one team', async () => {
    const who = dora.nhsNumber;
    await system.database.pool.query(
      'update patients.patient set sharing_disabled = true where id in (select patient_id from patients.identifier where value = $1)',
      [who],
    );
    expect(shown(await query([qrd({ who })]))).toEqual([dora.family]);
    expect(shown(await query([qrd({ who })], { facility: 'riverside-prt' }))).toEqual([]);
  });

  it('is not of the team that asks for itself', async () => {
    const who = dora.nhsNumber;
    expect(shown(await query([qrd({ who })], { facility: 'riverside-prt' }))).toEqual([dora.family]);
    expect(shown(await query([qrd({ who })], { facility: 'riverside-diabetes' }))).toEqual([]);
  });
});

describe('a partner', () => {
  const partner = { user: 'postbridge-hl7', facility: 'riverside-post' };

  it('sees the patients of the organisation that granted, which it names in MSH-4', async () => {
    expect(shown(await query([qrd({ who: dora.nhsNumber })], partner))).toEqual([dora.family]);
  });

  it('whom a team granted for itself alone sees that team’s patients, until the grant is revoked', async () => {
    const coco = await session(system.base, 'coco');
    const act = async (mutation: string): Promise<string> =>
      (await outside.postGraphWith(system.base, coco, { query: `mutation { ${mutation} }` })).text;
    const team = teams['riverside-diabetes'].id;
    const granted = await act(
      `grantPartner(input: { teamId: "${team}", partnerId: "postbridge", alias: "diabetes-post" }) { ... on PartnerGrant { id } }`,
    );
    const ofTeam = { ...partner, facility: 'diabetes-post' };
    const who = dora.nhsNumber;
    expect(shown(await query([qrd({ who })], ofTeam))).toEqual([]);
    await outside.deliver(system.base, wire(msh('ADT^A31'), pid(dora), 'ZTM|riverside-prt~riverside-diabetes'));
    expect(shown(await query([qrd({ who })], ofTeam))).toEqual([dora.family]);
    await act(`revokeGrant(id: "${/"id":"([^"]+)"/.exec(granted)?.[1] ?? ''}") { __typename }`);
    expect(field(await query([qrd({ who })], ofTeam), 'MSA', 1)).toBe('AR');
  });

  it('without a grant under that name is refused', async () => {
    const answer = await query([qrd({ who: dora.nhsNumber })], { ...partner, facility: 'hillside' });
    expect(field(answer, 'MSH', 8)).toBe('ACK^A19');
    expect(field(answer, 'MSA', 1)).toBe('AR');
    expect(field(answer, 'MSA', 3)).toMatch(/^Rejected: MSH\[1\]\.4: /);
    expect(shown(answer)).toEqual([]);
  });

  it('stands in the patient’s access log, with the organisation for which it asked', async () => {
    await query([qrd({ who: dora.nhsNumber })], partner);
    expect(await looksAt(dora)).toEqual([
      {
        client: 'postbridge-hl7',
        partner: 'postbridge',
        organisation: 'Riverside NHS Foundation Trust',
        basis: 'PARTNER',
        via: 'HL7',
        reading: ['DEMOGRAPHICS'],
      },
    ]);
  });
});

describe('a list of patients', () => {
  /** Patients registered from here on, so that others’ tests do not count. */
  let from: string;
  const several = async (count: number): Promise<readonly string[]> => {
    from = new Date().toISOString().slice(0, 23).replaceAll(/[-:T]/g, '') + '+0000';
    const families: string[] = [];
    for (let nth = 0; nth < count; nth++) {
      const who = anInpatient();
      await register(who);
      families.unshift(who.family);
    }
    return families;
  };
  const window = (start: string, end = ''): string => `QRF|PAS|${start}|${end}`;

  it('begins with who was changed last, and has no more than QRD-7 says', async () => {
    const families = await several(3);
    expect(shown(await query([qrd(), window(from)]))).toEqual(families);
    const answer = await query([qrd({ limit: '2^RD' }), window(from)]);
    expect(shown(answer)).toEqual(families.slice(0, 2));
    expect(field(answer, 'ERR', 4)).toBe('W');
    expect(field(answer, 'ERR', 8)).toContain('PID-33');
  });

  it('goes on where it ended, with PID-33 of the last in QRF-3', async () => {
    const families = await several(3);
    const first = await query([qrd({ limit: '2' }), window(from)]);
    const last = named(first, 'PID')[1]?.split('|')[33];
    const rest = await query([qrd(), window(from, last)]);
    expect(shown(rest)).toEqual(families.slice(1));
    expect(named(rest, 'QRF')).toEqual([window(from, last)]);
  });

  it('has who was changed in the window, and nobody who was not', async () => {
    await several(1);
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window(from)]))).toEqual([]);
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window('2020', from)]))).toEqual([dora.family]);
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window('', '2020')]))).toEqual([]);
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window('0001', '9999')]))).toEqual([dora.family]);
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window('9999', '9999')]))).toEqual([]);
    await outside.deliver(system.base, adt('A31', { ...dora, given: 'Dorothea' }));
    expect(shown(await query([qrd({ who: dora.nhsNumber }), window(from)]))).toEqual([dora.family]);
  });

  it('as APN has everybody, without regard to number and window, and counts no further than QRD-7', async () => {
    const families = await several(2);
    const who = anInpatient().nhsNumber;
    const answer = await query([qrd({ who, what: 'APN', limit: '2' }), window('2001', '2002')]);
    expect(shown(answer)).toEqual(families);
  });
});

describe('a query that is sent again with the same control id', () => {
  it('is asked again: it shows what is so now, and the access log has both looks', async () => {
    const again = { controlId: `again-${dora.nhsNumber}`, at: new Date('2026-05-01T09:00:00Z') };
    expect(shown(await query([qrd({ who: dora.nhsNumber })], again))).toEqual([dora.family]);
    await outside.deliver(system.base, adt('A31', { ...dora, family: 'Newname' }));
    expect(shown(await query([qrd({ who: dora.nhsNumber })], again))).toEqual(['Newname']);
    expect(await looksAt(dora)).toHaveLength(2);
  });

  it('and another body is refused', async () => {
    const again = { controlId: `other-${dora.nhsNumber}`, at: new Date('2026-05-01T09:00:00Z') };
    await query([qrd({ who: dora.nhsNumber })], again);
    const answer = await query([qrd({ what: 'APN' })], again);
    expect(field(answer, 'MSA', 1)).toBe('AR');
    expect(field(answer, 'MSA', 3)).toContain('MSH[1].10');
  });

  it('leaves nothing of the patient in the log of messages', async () => {
    const { controlId } = { controlId: `kept-${dora.nhsNumber}` };
    await query([qrd({ who: dora.nhsNumber })], { controlId });
    const { rows } = await system.database.pool.query<{ text: string }>(
      'select m::text as text from exchange.message m where control_id = $1',
      [controlId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(dora.family);
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['without QRD', [], 'QRD[1]'],
    ['for something else', [qrd({ what: 'ORD' })], 'QRD[1].9.1'],
    ['for no whole number of records', [qrd({ limit: 'ten^RD' })], 'QRD[1].7.1'],
    ['for pages', [qrd({ limit: '2^PG' })], 'QRD[1].7.2'],
    ['by a name alone', [qrd({ who: '^Weir^Dora' })], 'QRD[1].8.1'],
    ['from an odd time', [qrd(), 'QRF|PAS|yesterday'], 'QRF[1].2'],
    ['to an odd time', [qrd(), 'QRF|PAS||soon'], 'QRF[1].3'],
    ['from after to before', [qrd(), 'QRF|PAS|2027|2026'], 'QRF[1].3'],
  ])('%s is AR with the place', async (_name, segments, place) => {
    const answer = await query(segments);
    expect([field(answer, 'MSA', 1), field(answer, 'MSA', 3)]).toEqual([
      'AR',
      expect.stringContaining(`Rejected: ${place}: `),
    ]);
    expect(shown(answer)).toEqual([]);
  });
});

it('whatever stands in a record is answered so that an A31 of it would change nothing', async () => {
  const text = fc.stringMatching(/^[A-Za-z|^~\\&"' éß東-]{1,20}$/).map((name) => `x${name.trim()}`);
  await fc.assert(
    fc.asyncProperty(text, text, async (family, given) => {
      const who = anInpatient();
      const escaped = (name: string): string =>
        name.replaceAll(
          /[\\|^~&]/g,
          (mark) => `\\${{ '\\': 'E', '|': 'F', '^': 'S', '~': 'R', '&': 'T' }[mark] ?? ''}\\`,
        );
      await register({ ...who, family: escaped(family), given: escaped(given) });
      const before = await seenByOrganisation(who);
      expect(before.familyName).toBe(family);
      const answer = await query([qrd({ who: who.nhsNumber })]);
      const sent = wire(msh('ADT^A31'), ...named(answer, 'PID'), ...named(answer, 'PD1'));
      expect(outside.msaOf(await outside.deliver(system.base, sent)).code).toBe('AA');
      const after = await seenByOrganisation(who);
      expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
    }),
    { numRuns: 25 },
  );
});

type Known = { readonly id: string; readonly version: number; readonly familyName: string };
const seenByOrganisation = async (who: Inpatient): Promise<Known> => {
  const fields = `id version title familyName givenName middleNames dateOfBirth gender deceased language phone emails
    address { lines city state postalCode country } primaryCare { practiceName practiceCode practitionerName practitionerCode }
    identifiers { system value verification }`;
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  return (await outside.find<Known>(riverside, who, fields)) ?? expect.unreachable('There is no such record.');
};

/** The looks of feeds, as they stand in the log. */
const looksAt = async ({ nhsNumber }: Inpatient): Promise<readonly object[]> => {
  const { rows } = await system.database.pool.query<object>(
    `select a.client, a.partner, o.name as organisation, a.basis, a.via, a.reading
     from patients.access_log a join patients.identifier i on i.patient_id = a.patient_id
     left join patients.organisation o on o.id = a.organisation_id where i.value = $1 and a.via = 'HL7' order by a.id`,
    [nhsNumber],
  );
  return rows;
};
