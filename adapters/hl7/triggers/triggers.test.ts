import { describe, expect, it } from 'vitest';
import * as documents from '../documents.generated.ts';
import { msh, post, said, serve } from '../endpoint.fixture.ts';
import { alice, placed, refusal, stored, storedReports } from '../world.fixture.ts';

const pid = 'PID|1||9434765919^^^NHS^NH||Archer^Alice||19870228|F';
const stranger = 'PID|1||5760678914^^^NHS^NH||Brown^Bob||19500101|M';
const source = {
  placement: 'leave',
  message: { id: 'message-1', controlId: '1', sentAt: '2024-02-01T12:00:00.000000Z' },
};

const report = (id: string, test = 'K') => [
  `OBR|1|P1|${id}|UE^Urea and electrolytes|||20240201090000||||||||||||||||||F`,
  `OBX|1|NM|${test}^Test||5.1|mmol/L|||||F`,
];
const oru = [msh('ORU^R01'), pid, ...report('F1')];
const mdm = [msh('MDM^T02'), pid, 'TXA|1|CL^Clinic letter||||||||||D1', 'OBX|1|TX|L||Dear Alice'];
const siu = (trigger: string, sch = 'SCH|A1||||||^Eye clinic||||^^^202407011000') => [msh(`SIU^${trigger}`), pid, sch];

type Refused = ReturnType<typeof refusal>;

describe('ADT A28 and A31', () => {
  it.each(['A28', 'A31'])('%s creates or changes the record', async (trigger) => {
    const { world, ...served } = await serve();
    const message = [msh(`ADT^${trigger}`).replace('|riverside|', '|post{riverside-post}|'), pid, 'ZTM|one'];
    expect(said(await post(served, message))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.UpsertPatientDocument)).toMatchObject([
      {
        message: { ...source.message, alias: 'riverside-post' },
        identifiers: [{ value: '9434765919', authority: 'NHS', typeCode: 'NH' }],
        demographics: { familyName: 'Archer' },
        addTeams: ['one'],
      },
    ]);
    expect(world.messages.get('message-1')?.closed).toMatchObject({ patientId: alice });
  });

  it('warns of what was passed over, or came too late', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.UpsertPatientDocument, () => ({
      upsertPatientFromFeed: placed('STALE', [
        { field: 'identifiers[1]', message: 'The type X^Y is not known for your organisation.' },
      ]),
    }));
    const message = [msh('ADT^A31'), pid.replace('^NH|', '^NH~7^^^X^Y~8|'), 'AL1|1||P', 'DG1|1||D', 'ZRX|1|M'];
    expect(said(await post(served, message))).toEqual({
      msa: 'AA|1|',
      err: [
        'PID^1^3^3|W|This number has no type (the fifth component), and was passed over.',
        'PID^1^3^2|W|The type X^Y is not known for your organisation.',
        'MSH^1^7^1|W|A newer message had come before, and what it said of the patient stands.',
      ],
    });
  });

  it.each([
    ['identifiers[1].value', 'PID[1].3[2].1'],
    ['demographics.familyName', 'PID[1].5.1'],
    ['message.alias', 'MSH[1].4'],
    ['addTeams[0]', 'ZTM[1].1[1]'],
  ])('are refused at %s in the sender’s terms', async (field, path) => {
    const { world, ...served } = await serve();
    world.answer(documents.UpsertPatientDocument, () => ({ upsertPatientFromFeed: refusal('INVALID', 'No.', field) }));
    const message = [msh('ADT^A28'), pid.replace('^NH|', '^NH~7^^^RVS^MR|'), 'ZTM|one~two'];
    expect(said(await post(served, message)).msa).toBe(`AR|1|Rejected: ${path}: No.`);
    expect(world.messages.get('message-1')?.closed).toMatchObject({ state: 'REJECTED', reason: `${path}: No.` });
  });
});

describe('a message about something of a patient', () => {
  it.each([
    ['ORU', oru],
    ['MDM', mdm],
    ['SIU S12', siu('S12')],
    ['SIU S15', siu('S15')],
  ])('%s is refused where nobody has that record, and nothing else is asked', async (_name, message) => {
    const { world, ...served } = await serve();
    const [header = '', , ...rest] = message;
    expect(said(await post(served, [header, stranger, ...rest])).msa).toBe(
      'AR|1|Rejected: PID[1].3: No record carries any of these identifiers.',
    );
    expect(world.questions).toHaveLength(3);
  });

  it.each([
    ['ORU', [msh('ORU^R01'), pid, 'OBR|1'], 'OBR[1]: A report needs at least one OBX segment.'],
    ['MDM', [msh('MDM^T02'), pid], 'TXA[1]: A TXA segment is required.'],
    ['SIU', [msh('SIU^S12'), pid, 'SCH|A1'], 'SCH[1].11.4: The start of the appointment is required.'],
    ['ORU without PID', [msh('ORU^R01'), ...report('F1')], 'PID[1]: A PID segment is required.'],
    ['MDM without PID', mdm.filter((line) => line !== pid), 'PID[1]: A PID segment is required.'],
    ['SIU without PID', siu('S12').filter((line) => line !== pid), 'PID[1]: A PID segment is required.'],
  ])('%s is read as a whole before its patient is looked for', async (_name, message, reason) => {
    const { world, ...served } = await serve();
    expect(said(await post(served, message)).msa).toBe(`AR|1|Rejected: ${reason}`);
    expect(world.asked(documents.MatchPatientDocument)).toEqual([]);
  });

  it.each([
    ['ORU', oru, documents.IngestLabReportsDocument, (result: Refused) => ({ ingestLabReports: result })],
    ['MDM', mdm, documents.PublishLetterDocument, (result: Refused) => ({ publishLetter: result })],
    ['SIU', siu('S12'), documents.PutAppointmentDocument, (result: Refused) => ({ putAppointment: result })],
  ])('%s makes the record its sender’s to hold once all is done, and not where it is refused', async (...the) => {
    const [, message, document, answer] = the;
    const { world, ...served } = await serve();
    const matched = { ...placed('MATCHED'), isLinked: false };
    world.answer(documents.MatchPatientDocument, () => ({ matchPatientFromFeed: matched }));
    expect(said(await post(served, message)).msa).toBe('AA|1|');
    const asked = world.questions.map((question) => question.document).slice(-2);
    expect(asked).toEqual([documents.LinkPatientDocument, documents.CloseMessageDocument]);
    expect(world.asked(documents.LinkPatientDocument)).toEqual([{ placement: 'leave' }]);
    world.answer(
      document as typeof documents.IngestLabReportsDocument,
      () => answer(refusal('INVALID', 'No.')) as never,
    );
    const [header = '', ...rest] = message;
    expect(said(await post(served, [header.replace('|1|P', '|2|P'), ...rest])).msa).toMatch(/^AR/);
    expect(world.asked(documents.LinkPatientDocument)).toHaveLength(1);
  });

  it('asks for no link where there is one', async () => {
    const { world, ...served } = await serve();
    await post(served, oru);
    expect(world.asked(documents.LinkPatientDocument)).toEqual([]);
  });

  it('warns of identifiers that were passed over', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.MatchPatientDocument, () => ({
      matchPatientFromFeed: placed('MATCHED', [{ field: 'identifiers[0]', message: 'The type is not known.' }]),
    }));
    expect(said(await post(served, oru)).err).toEqual(['PID^1^3^1|W|The type is not known.']);
  });
});

describe('ORU R01', () => {
  it('stores all its reports in one', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, [...oru, ...report('F2')])).msa).toBe('AA|1|');
    expect(world.asked(documents.IngestLabReportsDocument)).toMatchObject([
      {
        ...source,
        reports: [
          { externalId: 'F1', status: 'final', results: [{ key: 'K', number: '5.1' }] },
          { externalId: 'F2', status: 'final', results: [{ key: 'K', number: '5.1' }] },
        ],
      },
    ]);
  });

  it.each([
    ['reports[0].results[1].number', 'OBX[2].5'],
    ['reports[0].externalId', 'OBR[1].3.1'],
    ['reports[1].results[0].notes[3]', 'OBX[3]'],
    ['reports[1].externalId', 'OBR[2].3.1'],
    ['message.controlId', 'MSH[1].10'],
  ])('is refused at %s in the sender’s terms', async (field, path) => {
    const { world, ...served } = await serve();
    world.answer(documents.IngestLabReportsDocument, () => ({ ingestLabReports: refusal('INVALID', 'No.', field) }));
    const message = [...oru, 'OBX|2|NM|N^Sodium||140||||||F', ...report('F2')];
    expect(said(await post(served, message)).msa).toBe(`AR|1|Rejected: ${path}: No.`);
  });

  it('is refused before anything is stored where one of its reports is wrong', async () => {
    const { world, ...served } = await serve();
    const [obr = '', obx = ''] = report('F2');
    expect(said(await post(served, [...oru, obr, obx, obx])).msa).toBe(
      'AR|1|Rejected: OBX[3].4: This is the same test as OBX[2]: tell them apart here.',
    );
    expect(world.asked(documents.IngestLabReportsDocument)).toEqual([]);
  });

  it('is refused with two reports of one id and one test', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, [...oru, ...report('F1', 'N')])).msa).toBe(
      'AR|1|Rejected: OBR[2].3.1: OBR[1] has the same id, and the same test. Give each report its own id.',
    );
    expect(world.asked(documents.IngestLabReportsDocument)).toEqual([]);
  });

  it('warns of what tells of the order, and stores the results beside it', async () => {
    const { world, ...served } = await serve();
    const detail = 'OBX|2||FAST^Fasting||Y||||||O';
    const err = ['OBX^2^11^1|W|This tells of the order, and is no result: it was not stored.'];
    expect(said(await post(served, [...oru, detail]))).toEqual({ msa: 'AA|1|', err });
    expect(world.asked(documents.IngestLabReportsDocument)).toMatchObject([{ reports: [{ results: [{ key: 'K' }] }] }]);
  });

  it('is accepted where it tells of the order alone, and nothing is stored', async () => {
    const { world, ...served } = await serve();
    const [obr = ''] = report('F1');
    const reply = said(await post(served, [msh('ORU^R01'), pid, obr, 'OBX|1||K^Potassium||||||||N']));
    expect(reply.msa).toBe('AA|1|');
    expect(reply.err).toHaveLength(1);
    expect(world.asked(documents.IngestLabReportsDocument)).toEqual([]);
  });

  it('warns of each report that came too late', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.IngestLabReportsDocument, () => ({
      ingestLabReports: storedReports('STALE', 'UPDATED', 'STALE'),
    }));
    const text = 'A newer message had come before, and what it said stands.';
    expect(said(await post(served, [...oru, ...report('F2'), ...report('F3')]))).toEqual({
      msa: 'AA|1|',
      err: [`OBR^1^3^1^1|W|${text}`, `OBR^3^3^1^1|W|${text}`],
    });
  });
});

describe('SIU S12 to S15, and S26', () => {
  it('S12 books, or replaces as a whole', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, siu('S12'))).msa).toBe('AA|1|');
    expect(world.asked(documents.PutAppointmentDocument)).toMatchObject([
      { ...source, externalId: 'A1', details: { start: '2024-07-01T09:00:00.000000Z', subject: 'Eye clinic' } },
    ]);
  });

  it('S15 cancels, with what is needed to make what nobody knows yet', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, siu('S15'))).msa).toBe('AA|1|');
    expect(world.asked(documents.SetAppointmentStatusDocument)).toMatchObject([
      { ...source, externalId: 'A1', status: 'CANCELLED', details: { subject: 'Eye clinic' } },
    ]);
  });

  it('S15 of an appointment that nobody knows and the message does not tell is refused', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.SetAppointmentStatusDocument, ({ details }) => ({
      setAppointmentStatus: details ? stored('1') : refusal('NOT_FOUND', 'There is no such appointment.', 'externalId'),
    }));
    expect(said(await post(served, siu('S15', 'SCH|A1'))).msa).toBe(
      'AR|1|Rejected: SCH[1].1.1: There is no such appointment.',
    );
  });

  it.each(['S13', 'S14'])('%s changes what it says, and leaves out what is blank', async (trigger) => {
    const { world, ...served } = await serve();
    expect(said(await post(served, siu(trigger, 'SCH|A1||||||^""'))).msa).toBe('AA|1|');
    const changes = { subject: null, participants: [] };
    expect(world.asked(documents.ChangeAppointmentDocument)).toEqual([
      expect.objectContaining({ ...source, externalId: 'A1', status: 'ACTIVE', changes }),
    ]);
  });

  it('S14 of an address alone changes nothing else', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, [...siu('S14', 'SCH|A1'), 'ZAU|https://book.example/1'])).msa).toBe('AA|1|');
    expect(world.asked(documents.ChangeAppointmentDocument)).toEqual([
      { ...source, externalId: 'A1', changes: { managementUrl: 'https://book.example/1' } },
    ]);
  });

  it('S26 notes that the patient did not attend', async () => {
    const { world, ...served } = await serve();
    await post(served, siu('S26'));
    expect(world.asked(documents.SetAppointmentStatusDocument)).toMatchObject([{ externalId: 'A1', status: 'DNA' }]);
  });

  it('are refused at a participant in the sender’s terms', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.ChangeAppointmentDocument, () => ({
      changeAppointment: refusal('INVALID', 'No.', 'changes.participants[0].name'),
    }));
    expect(said(await post(served, [...siu('S13'), 'AIP|1||^Woolf'])).msa).toBe('AR|1|Rejected: AIP[1].3: No.');
  });
});

describe('MDM T02', () => {
  it('stores the document, and sends it as a letter', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, mdm))).toEqual({ msa: 'AA|1|', err: [] });
    const title = 'Clinic letter';
    expect(world.asked(documents.IngestDocumentDocument)).toMatchObject([{ ...source, externalId: 'D1', title }]);
    expect(world.asked(documents.PublishLetterDocument)).toMatchObject([
      { ...source, externalId: 'D1', title, documentId: 'document-1' },
    ]);
  });

  it('sends no letter of a document that was refused', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.IngestDocumentDocument, () => ({ ingestDocument: refusal('INVALID', 'No.', 'content') }));
    expect(said(await post(served, mdm)).msa).toBe('AR|1|Rejected: OBX[1].5: No.');
    expect(world.asked(documents.PublishLetterDocument)).toEqual([]);
  });

  it('is not accepted where the letter cannot be sent', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.PublishLetterDocument, () => ({ publishLetter: refusal('BUSY', 'Later.') }));
    expect(said(await post(served, mdm)).msa).toBe('AE|1|Not processed, send again later: Later.');
  });

  it('of a care plan is a version of that, and no letter', async () => {
    const { world, ...served } = await serve();
    const carePlan = [msh('MDM^T02'), pid, 'TXA|1|CP||||||||||D1', 'OBX|1|TX|L^Asthma plan||Breathe'];
    expect(said(await post(served, carePlan))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.IngestCarePlanDocument)).toMatchObject([
      { ...source, externalId: 'D1', title: 'Asthma plan', type: { code: 'CP' } },
    ]);
    expect(world.asked(documents.IngestDocumentDocument)).toEqual([]);
    expect(world.asked(documents.PublishLetterDocument)).toEqual([]);
  });

  it('warns of what is in no document', async () => {
    const file = `OBX|1|ED|L||^application^pdf^Base64^${Buffer.from('%PDF-1.4').toString('base64')}`;
    const message = [...mdm.slice(0, 3), file, 'OBX|2|TX|N||Note', 'OBX|3|HD|S||1.2.3'];
    expect(said(await post(await serve(), message)).err).toEqual([
      'OBX^2^5^1|W|A text beside a file is not stored yet.',
      'OBX^3|W|This is neither a file nor a text, and was not stored.',
    ]);
  });
});

describe('MDM T11', () => {
  const deletion = [msh('MDM^T11'), pid, 'TXA|1|CL||||||||||D1'];

  it('hides the document and its letter', async () => {
    const { world, ...served } = await serve();
    expect(said(await post(served, deletion))).toEqual({ msa: 'AA|1|', err: [] });
    expect(world.asked(documents.DeleteDocumentDocument)).toEqual([{ ...source, externalId: 'D1' }]);
    expect(world.asked(documents.WithdrawLetterDocument)).toEqual([{ ...source, externalId: 'D1' }]);
  });

  it('of what is not there is accepted, and does nothing', async () => {
    const { world, ...served } = await serve();
    const none = refusal('NOT_FOUND', 'There is no document of this number.', 'externalId');
    world.answer(documents.DeleteDocumentDocument, () => ({ deleteDocument: none }));
    world.answer(documents.WithdrawLetterDocument, () => ({ withdrawLetter: none }));
    expect(said(await post(served, deletion))).toEqual({
      msa: 'AA|1|',
      err: ['TXA^1^12^1^1|W|There is no document of this number.'],
    });
  });

  it('is not accepted where either cannot be done', async () => {
    const { world, ...served } = await serve();
    world.answer(documents.WithdrawLetterDocument, () => ({ withdrawLetter: refusal('BUSY', 'Later.') }));
    expect(said(await post(served, deletion)).msa).toBe('AE|1|Not processed, send again later: Later.');
    world.answer(documents.DeleteDocumentDocument, () => ({
      deleteDocument: refusal('FORBIDDEN', 'No.', 'placement'),
    }));
    expect(said(await post(served, deletion)).msa).toBe('AR|1|Rejected: No.');
  });
});
