import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlId, msh, wire } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Messages that nobody of this project wrote. They lie outside the repository: where they are not, nothing is tested.
const cases = join(import.meta.dirname, '..', '..', 'shared', 'cases', 'hl7v2');
const files = existsSync(cases)
  ? readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hl7'))
  : [];

type Sample = { readonly file: string; readonly segments: readonly string[] };
const samples: readonly Sample[] = files.map((file) => ({
  file,
  segments: readFileSync(join(cases, file), 'utf8')
    .split(/[\r\n]+/)
    .filter((segment) => segment !== ''),
}));
const fieldOf = ({ segments }: Sample, name: string, position: number): string =>
  segments
    .map(withoutMark)
    .find((segment) => segment.startsWith(`${name}|`))
    ?.split('|')[position] ?? '';
/** One of them begins with a byte order mark. */
const withoutMark = (segment: string): string => segment.replace(/^\uFEFF/, '');
const ofSimHospital = (type: string) =>
  samples
    .filter((sample) => sample.file.startsWith('simhospital') && fieldOf(sample, 'MSH', 8) === type)
    .map((sample) => [sample.file, sample] as const);

/** A value without its type (OBX-2), which the domain reference requires of a result (§4.5, ORU R01). */
const lacksType = ({ segments }: Sample): boolean => segments.some((segment) => /^OBX\|\d+\|\|/.test(segment));

/** A query whose MSH-7 is a time: one of the two has a digit too many. */
const isAnswerable = (sample: Sample): boolean =>
  fieldOf(sample, 'MSH', 8) === 'QRY^A19' && /^\d{12}(\d\d)?$/.test(fieldOf(sample, 'MSH', 6));

/** The NHS number in PID-3, as SimHospital types it. */
const nhsNumberOf = (sample: Sample): string => /(\d{10})\^\^\^NHSNBR/.exec(fieldOf(sample, 'PID', 3))?.[1] ?? '';

describe.skipIf(samples.length === 0)(
  'messages of other systems (../shared/cases/hl7v2, skipped where it is missing)',
  () => {
    let system: Wiring;
    let riverside: outside.Client;
    beforeAll(async () => {
      system = await inOneProcess();
      riverside = await outside.clientOf(system.base, 'riverside-customer');
    });
    afterAll(() => system.stop());

    const send = ({ segments }: Sample) => outside.postHl7(system.base, wire(...segments));
    /** The patient has to be known first; as SimHospital itself says who it is. */
    const admit = (sample: Sample) =>
      outside.deliver(
        system.base,
        wire(
          msh('ADT^A28', { at: new Date('2020-01-01') }),
          ...sample.segments.filter((segment) => segment.startsWith('PID|')),
        ),
      );
    const view = <View>(sample: Sample, fields: string) =>
      outside.find<View>(
        riverside,
        { nhsNumber: nhsNumberOf(sample), hospitalNumber: '', family: '', given: '' },
        fields,
      );
    /** Every sample has control ids of its own, and two of them the same. */
    const renamed = (sample: Sample): Sample => ({
      ...sample,
      segments: sample.segments.map((segment) => {
        const parts = segment.split('|');
        return parts[0] === 'MSH' ? parts.with(9, controlId()).join('|') : segment;
      }),
    });

    it.each(samples.map((sample) => [sample.file, sample] as const))(
      '%s is AA, or AR with the place, and never a fault of ours',
      async (_file, sample) => {
        const sent = renamed(sample);
        const reply = await send(sent);
        const { code, reason } = outside.msaOf(reply);
        expect([reply.status, code]).toEqual([200, expect.stringMatching(/^A[AR]$/)]);
        if (code === 'AR') expect(reason).toMatch(/^Rejected: [A-Z][A-Z0-9]{2}\[\d+\]/);
        const [msh = '', msa = ''] = reply.text.split('\r').map((segment) => segment.split('|'));
        const [of, at, id] = [2, 3, 9].map((position) => fieldOf(sent, 'MSH', position));
        expect([msh[4], msh[5], msa[2]]).toEqual([of, at, id]);
      },
    );

    it.each(samples.filter(isAnswerable).map((sample) => [sample.file, sample] as const))(
      '%s is answered: nobody has that number',
      async (_file, sample) => {
        const { text } = await send(renamed(sample));
        const named = (name: string) => text.split('\r').filter((segment) => segment.startsWith(`${name}|`));
        expect(named('MSH')[0]).toContain('|ADR^A19|');
        expect(named('MSA')[0]).toMatch(/^MSA\|AA\|/);
        expect(named('QAK')[0]).toMatch(/\|NF$/);
        expect(named('PID')).toEqual([]);
        expect(named('ERR')).toMatchObject([expect.stringContaining('|QRD^1^8^1^1|')]);
      },
    );

    it.each(ofSimHospital('ORU^R01').filter(([, sample]) => !lacksType(sample)))(
      '%s is read back, number for number',
      async (_file, sample) => {
        await admit(sample);
        expect(outside.msaOf(await send(renamed(sample)))).toEqual({ code: 'AA', reason: '' });
        const sent = sample.segments
          .map((segment) => segment.split('|'))
          .filter(([name, , type]) => name === 'OBX' && type === 'NM')
          .map(([, , , code = '', , value]) => [code.split('^')[0], value]);
        type Results = {
          observations: {
            items: { code: { code: string }; quantity: { comparator: string | null; value: string } | null }[];
          };
        };
        const found = await view<Results>(
          sample,
          'observations(first: 200) { items { code { code } quantity { comparator value } } }',
        );
        const read = found?.observations.items.map(({ code, quantity }) => [
          code.code,
          `${quantity?.comparator ?? ''}${quantity?.value ?? ''}`,
        ]);
        expect(read).toEqual(expect.arrayContaining(sent));
      },
    );

    it.each(ofSimHospital('ORU^R01').filter(([, sample]) => lacksType(sample)))(
      '%s, whose values lack their types, is AR at the first of them',
      async (_file, sample) => {
        await admit(sample);
        expect(outside.msaOf(await send(renamed(sample)))).toMatchObject({
          code: 'AR',
          reason: expect.stringMatching(/OBX\[\d+\]\.2/) as string,
        });
      },
    );

    it.each(ofSimHospital('ADT^A01'))('%s is read back, ward, bed and doctor', async (_file, sample) => {
      await admit(sample);
      expect(outside.msaOf(await send(renamed(sample)))).toEqual({ code: 'AA', reason: '' });
      type Stays = { encounters: { items: object[] } };
      const found = await view<Stays>(
        sample,
        'encounters { items { externalId status class location { ward room bed } consultant events { type } } }',
      );
      const [ward, room, bed] = fieldOf(sample, 'PV1', 3).split('^');
      const [, family = ''] = fieldOf(sample, 'PV1', 7).split('^');
      expect(found?.encounters.items).toMatchObject([
        {
          externalId: fieldOf(sample, 'PV1', 19).split('^')[0],
          status: 'in-progress',
          class: 'INPATIENT',
          location: { ward, room, bed },
          consultant: expect.stringContaining(family) as string,
          events: [{ type: 'ADMIT' }],
        },
      ]);
    });

    it.each(ofSimHospital('MDM^T02'))('%s is read back, line for line', async (_file, sample) => {
      await admit(sample);
      expect(outside.msaOf(await send(renamed(sample)))).toEqual({ code: 'AA', reason: '' });
      const lines = sample.segments
        .filter((segment) => segment.startsWith('OBX|'))
        .map((segment) => segment.split('|')[5]);
      type Documents = { id: string; documents: { items: { id: string }[] } };
      const found = await view<Documents>(sample, 'id documents { items { id } }');
      const { patient } = await riverside.graph<{ patient: { documentContent: string } }>(
        'query ($of: ID!, $id: ID!) { patient(id: $of) { documentContent(documentId: $id) } }',
        { of: found?.id, id: found?.documents.items[0]?.id },
      );
      expect(Buffer.from(patient.documentContent, 'base64').toString().split('\n')).toEqual(lines);
    });
  },
);
