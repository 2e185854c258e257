import { beforeAll, describe, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import { eventuallySees, openAggregation, patient, seenBy } from './aggregation.ts';
import { feedClient } from './customer.ts';
import { eventually } from './eventually.ts';
import { examplesOf } from './fhir-examples.ts';
import { find, graphAnswer, postGraphWith } from './outside.ts';

// What a customer writes into its own store, in the record of the patient: of every type, in STU3, with bytes. Domain reference §7.6

const { system, riverside, hillside, write, keptReason, staysTheSame } = await openAggregation();
const { alice } = patients;
beforeAll(() => write(patient('alice', alice)));

describe('every type that is about a patient', () => {
  const aggregated =
    `AllergyIntolerance Appointment CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device
    DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization
    ImmunizationRecommendation Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement
    Observation Procedure QuestionnaireResponse ServiceRequest Specimen`.split(/\s+/);
  const examples = examplesOf('R4');
  const exampleOf = (type: string): Record<string, unknown> => {
    const found = examples.find(({ resource }) => resource['resourceType'] === type);
    return found?.resource ?? expect.unreachable(`There is no example of ${type}.`);
  };

  it('stands in the record', async () => {
    for (const type of aggregated) {
      const { patient: _, subject: __, participant, ...example } = exampleOf(type);
      const reference = { reference: 'Patient/alice' };
      const subject = hasPatient.includes(type) ? { patient: reference } : { subject: reference };
      const about =
        type === 'Appointment'
          ? { participant: [{ actor: reference, status: 'accepted' }] }
          : { ...subject, ...(participant === undefined ? {} : { participant }) };
      await write({ ...example, ...about, resourceType: type, id: `each-${type}` });
    }
    for (const type of aggregated) expect([type, await keptReason(`each-${type}`)]).toEqual([type, undefined]);
    for (const type of aggregated) {
      const seen = await seenBy(riverside, alice, type);
      expect([type, seen.length > 0, JSON.stringify(seen).includes(`Patient/${alice.id}`)]).toEqual([type, true, true]);
    }
    const views = `observations { items { id } } labReports { items { id results { id } } } documents { items { id title } }
      encounters { items { id } } appointments { items { id start } }`;
    expect(await find(riverside, alice, views)).toBeDefined();
  });

  /** FHIR R4: these name the patient by `patient`, the others by `subject`. */
  const hasPatient = [
    'AllergyIntolerance',
    'Consent',
    'Device',
    'EpisodeOfCare',
    'Immunization',
    'ImmunizationRecommendation',
  ];
});

describe('what comes in STU3', () => {
  it('stands in the record in R4, with what has no place there kept and its references redirected', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const subject = { reference: 'Patient/in-stu3' };
    const encounter = { resourceType: 'Encounter', id: 'visit', status: 'finished', subject, class: { code: 'AMB' } };
    const taken = {
      resourceType: 'Observation',
      id: 'stu3',
      status: 'final',
      code: { text: 'in STU3' },
      subject,
      context: { reference: 'Encounter/visit' },
      valueString: 'in STU3',
    };
    for (const resource of [patient('in-stu3', alice), encounter, taken]) {
      const reply = await stu3.put(`${resource.resourceType}/${resource.id}`, resource);
      expect([200, 201], reply.text).toContain(reply.status);
    }
    await eventuallySees(hillside, alice, ['in STU3']);
    const seen = (await seenBy(hillside, alice)).find(({ resource }) => resource['valueString'] === 'in STU3');
    expect(seen?.resource).toMatchObject({ subject: { reference: `Patient/${alice.id}` } });
    const { reference } = (seen?.resource['encounter'] ?? {}) as { reference?: string };
    const visits = await seenBy(hillside, alice, 'Encounter');
    expect(visits.map(({ id }) => `Encounter/${id}`)).toContain(reference);
  });

  it('stands in the record under its R4 type, and is referred to so', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const subject = { reference: 'Patient/requested' };
    const request = { status: 'active', intent: 'order', subject };
    for (const resource of [
      patient('requested', alice),
      {
        resourceType: 'ProcedureRequest',
        id: 'r',
        ...request,
        status: 'suspended',
        authoredOn: '2020-01-01',
        code: { text: 'x' },
      },
      { resourceType: 'ReferralRequest', id: 'r', ...request, authoredOn: '2020-02-02' },
      {
        ...{ resourceType: 'Observation', id: 'requested', status: 'final', code: { text: 'x' }, subject },
        ...{ basedOn: [{ reference: 'ReferralRequest/r' }], valueString: 'requested' },
      },
    ]) {
      const reply = await stu3.put(`${resource.resourceType}/${resource.id}`, resource);
      expect([200, 201], reply.text).toContain(reply.status);
    }
    await eventuallySees(hillside, alice, ['requested']);
    const query = `{ aggregationReport(feed: "riverside-stu3") { lossy(first: 200) { items { type id version losses } } } }`;
    const { data } = graphAnswer<{ aggregationReport: { lossy: { items: object[] } } }>(
      await postGraphWith(system.base, { authorization: riverside.authorization }, { query }),
    );
    expect(data?.aggregationReport.lossy.items).toContainEqual({
      ...{ type: 'ProcedureRequest', id: 'r', version: 1 },
      losses: [expect.stringMatching(/^ProcedureRequest\.status: /)],
    });
    const requests = await seenBy(hillside, alice, 'ServiceRequest');
    const named = new Map(requests.map(({ id, resource }) => [resource['authoredOn'], id]));
    expect([...named.keys()]).toEqual(expect.arrayContaining(['2020-01-01', '2020-02-02']));
    const seen = (await seenBy(hillside, alice)).find(({ resource }) => resource['valueString'] === 'requested');
    expect(seen?.resource['basedOn']).toEqual([{ reference: `ServiceRequest/${named.get('2020-02-02') ?? ''}` }]);
  });
});

describe('a document', () => {
  it('is opened as any other, and leads to no bytes but its own', async () => {
    const data = Buffer.from('%PDF-1.4 what a customer sent').toString('base64');
    const document = (id: string, attachment: object) => ({
      resourceType: 'DocumentReference',
      id,
      status: 'current',
      description: id,
      subject: { reference: 'Patient/alice' },
      content: [{ attachment }],
    });
    await write(document('pdf', { contentType: 'application/pdf', data }));
    type Documents = { documents: { items: { id: string; title: string; sha256: string | null }[] } };
    const fields = 'documents(first: 200) { items { id title sha256 } }';
    const read = async (title: string) => {
      const seen = await eventually(
        () => find<Documents>(hillside, alice, fields),
        (found) => found?.documents.items.some((one) => one.title === title) === true,
      );
      return seen?.documents.items.find((one) => one.title === title);
    };
    const ours = await read('pdf');
    const content = `documentContent(documentId: "${ours?.id ?? ''}")`;
    expect(await find(hillside, alice, content)).toEqual({ documentContent: data });
    const claim = { url: 'https://fhir.example.health/structuredefinition/sha-256', valueString: ours?.sha256 };
    await write(document('thief', { contentType: 'application/pdf', extension: [claim] }));
    const theirs = await read('thief');
    expect(theirs?.sha256).toBeNull();
    expect(await find(hillside, alice, `documentContent(documentId: "${theirs?.id ?? ''}")`)).toEqual({
      documentContent: null,
    });
  });
});

it('does nothing anew by doing all of it again', staysTheSame);
