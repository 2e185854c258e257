import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInpatient, controlId, msh, pid, wire, type Inpatient } from './hospital.ts';
import { at, wardOf, type Ward } from './messages/ward.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Every message type of the domain reference (§4.5, its table): what it does where there is nothing yet, where there is
// something already, where that is cancelled, and where the patient is unknown. Finer points have tests of their own.

/** What is tested elsewhere alone, by the types of the acknowledgement's own list. */
const elsewhere: Readonly<Record<string, string>> = {
  'ADT A40': 'merging two records: messages/merge.test.ts',
  'QRY A19': 'a question, which changes nothing: messages/query.test.ts',
};

/** Segments after PID; `#` is the number of the thing, another in each test. */
type Message = readonly [type: string, ...segments: readonly string[]];

const stay = (trigger: string, ward = 'W1', { from = '20260501080000', to = '' } = {}): Message => [
  `ADT^${trigger}`,
  `PV1|1|I|${ward}${'|'.repeat(16)}#${'|'.repeat(25)}${from}|${to}`,
];
/** Another thing's number is not there. */
const numberless = (trigger: string): Message => [`ADT^${trigger}`, 'EVN||||||20260501080000', 'PV1|1|I|W1'];
const transfer = (ward: string, hour: string): Message => [
  'ADT^A02',
  `EVN|A02|||||202605011${hour}0000`,
  `PV1|1|I|${ward}${'|'.repeat(16)}#`,
];
const discharge = (ward = 'W1'): Message => stay('A03', ward, { to: '20260502080000' });
const appointment = (trigger: string, subject = '', time = '^^^20270701100000+0000'): Message => [
  `SIU^${trigger}`,
  `SCH|#||||||^${subject}||||${time}`,
];
const withoutNumber = (trigger: string): Message => [`SIU^${trigger}`, 'SCH|||||||^Eyes||||^^^20270701100000+0000'];
const laboratory = (value: string, status = 'F'): Message => [
  'ORU^R01',
  'OBR|1||#|UE^Urea and electrolytes|||20260501083000+0000|||||||||||||||20260501100000+0000|||F',
  `OBX|1|NM|2823-3^Potassium^LN||${value}|mmol/L|||||${status}`,
];
const written = (...lines: readonly string[]): Message => [
  'ORU^R01',
  'OBR|1||#|HIST^Histology|||20260501083000+0000|||||||||||||||20260501100000+0000|||F',
  ...lines.map((line, nth) => `OBX|${String(nth + 1)}|TX|HIST^Histology^L||${line}||||||F`),
];
const radiology = (text: string): Message => [
  'ORU^R01',
  'OBR|1||#|XCH^Chest X-ray|||20260501083000+0000|||||||||||||||20260501100000+0000||RAD|F',
  `OBX|1|TX|XCH^Chest X-ray^L||${text}||||||F`,
];
const measurement = (value: string, status = 'F'): Message => [
  'ORU^R01',
  'OBR|1||#|OBS^Observations|||20260501083000+0000|||||||||||||||20260501100000+0000|||F',
  `OBX|1|NM|27113001^Body weight^SNOMED CT||${value}|kg|||||${status}`,
];
const document = (title: string, kind = 'CL'): Message => [
  'MDM^T02',
  `TXA|1|${kind}||20260501090000+0000||||||||#`,
  `OBX|1|TX|L^${title}||Dear Dora||||||F`,
];
const deletion: Message = ['MDM^T11', 'TXA|1|CL||||||||||#'];

/** It is a document too. */
const carePlan = (version: number, title: string): readonly string[] => [
  `document ${title}`,
  `care plan ${String(version)} ${title}`,
];

/** Where it should be put right, of an AR; the thing is then as it was before. */
type Answer = 'AA' | `AR ${string}`;
type Case = readonly [
  when: string,
  before: readonly Message[],
  message: Message,
  answer: Answer,
  then: readonly string[],
];

const planned = (type: string, ward = 'W1') => [
  `visit planned: ${type} ${ward}`,
  `appointment ACTIVE Inpatient stay ${ward}`,
];
const admittedAsPlanned = ['visit in-progress: PRE_ADMIT W1, ADMIT W1', 'appointment ACTIVE Inpatient stay W1'];
const cancelled = ['appointment CANCELLED Inpatient stay W1'];

const table: Readonly<Record<string, readonly Case[]>> = {
  'ADT A01': [
    ['nothing is there', [], stay('A01'), 'AA', ['visit in-progress: ADMIT W1']],
    ['it is there', [stay('A01')], stay('A01', 'W2'), 'AA', ['visit in-progress: ADMIT W2']],
    ['it was cancelled', [stay('A01'), stay('A11')], stay('A01', 'W2'), 'AA', ['visit in-progress: ADMIT W2']],
    ['the number is missing', [], numberless('A01'), 'AR PV1[1].19', []],
    ['a plan is there', [stay('A05')], stay('A01'), 'AA', admittedAsPlanned],
  ],
  'ADT A02': [
    ['nothing is there', [], transfer('W1', '0'), 'AA', ['visit in-progress: TRANSFER W1']],
    ['one of that time is there', [transfer('W1', '0')], transfer('W2', '0'), 'AA', ['visit in-progress: TRANSFER W2']],
    [
      'one of another time is there',
      [transfer('W1', '0')],
      transfer('W2', '1'),
      'AA',
      ['visit in-progress: TRANSFER W1, TRANSFER W2'],
    ],
    [
      'it was cancelled',
      [transfer('W1', '0'), stay('A12')],
      transfer('W1', '0'),
      'AA',
      ['visit in-progress: TRANSFER W1'],
    ],
    ['the number is missing', [], numberless('A02'), 'AR PV1[1].19', []],
  ],
  'ADT A03': [
    ['nothing is there', [], discharge(), 'AA', ['visit finished: DISCHARGE W1']],
    ['it is there', [stay('A01'), discharge()], discharge('W2'), 'AA', ['visit finished: ADMIT W1, DISCHARGE W2']],
    ['it was cancelled', [discharge(), stay('A13')], discharge('W2'), 'AA', ['visit finished: DISCHARGE W2']],
    ['its time is missing', [stay('A01')], stay('A03'), 'AR PV1[1].45', ['visit in-progress: ADMIT W1']],
    ['the number is missing', [], numberless('A03'), 'AR PV1[1].19', []],
  ],
  'ADT A04': [
    ['nothing is there', [], stay('A04'), 'AA', ['visit in-progress: ADMIT W1']],
    ['it is there', [stay('A04')], stay('A04', 'W2'), 'AA', ['visit in-progress: ADMIT W2']],
    ['it was cancelled', [stay('A04'), stay('A11')], stay('A04', 'W2'), 'AA', ['visit in-progress: ADMIT W2']],
    ['the number is missing', [], numberless('A04'), 'AR PV1[1].19', []],
  ],
  'ADT A05': [
    ['nothing is there', [], stay('A05'), 'AA', planned('PRE_ADMIT')],
    ['it is there', [stay('A05')], stay('A05', 'W2'), 'AA', planned('PRE_ADMIT', 'W2')],
    ['it was cancelled', [stay('A05'), stay('A38')], stay('A05', 'W2'), 'AA', planned('PRE_ADMIT', 'W2')],
    ['its time is missing', [], stay('A05', 'W1', { from: '' }), 'AR EVN[1].3', []],
    ['the number is missing', [], numberless('A05'), 'AR PV1[1].19', []],
  ],
  'ADT A08': [
    ['nothing is there', [], stay('A08'), 'AA', []],
    ['something is there', [stay('A01')], stay('A08', 'W2'), 'AA', ['visit in-progress: ADMIT W2']],
    ['it is a plan', [stay('A05')], stay('A08', 'W2'), 'AA', planned('PRE_ADMIT', 'W2')],
    ['it was cancelled', [stay('A01'), stay('A11')], stay('A08', 'W2'), 'AA', []],
    ['the number is missing', [stay('A01')], numberless('A08'), 'AR PV1[1].19', ['visit in-progress: ADMIT W1']],
  ],
  'ADT A11': [
    ['nothing is there', [], stay('A11'), 'AA', []],
    ['it is there', [stay('A01')], stay('A11'), 'AA', []],
    [
      'another event is there',
      [stay('A01'), transfer('W2', '0')],
      stay('A11'),
      'AA',
      ['visit in-progress: TRANSFER W2'],
    ],
    ['it was cancelled', [stay('A01'), stay('A11')], stay('A11'), 'AA', []],
    ['the number is missing', [stay('A01')], numberless('A11'), 'AR PV1[1].19', ['visit in-progress: ADMIT W1']],
  ],
  'ADT A12': [
    ['nothing is there', [], stay('A12'), 'AA', []],
    [
      'two are there',
      [transfer('W1', '0'), transfer('W2', '1')],
      stay('A12'),
      'AA',
      ['visit in-progress: TRANSFER W1'],
    ],
    ['one is there', [transfer('W1', '0')], stay('A12'), 'AA', []],
    ['another event is there', [stay('A01')], stay('A12'), 'AA', ['visit in-progress: ADMIT W1']],
    ['the number is missing', [stay('A01')], numberless('A12'), 'AR PV1[1].19', ['visit in-progress: ADMIT W1']],
  ],
  'ADT A13': [
    ['nothing is there', [], stay('A13'), 'AA', []],
    ['it is there', [stay('A01'), discharge()], stay('A13'), 'AA', ['visit in-progress: ADMIT W1']],
    ['another event is there', [stay('A01')], stay('A13'), 'AA', ['visit in-progress: ADMIT W1']],
    ['the number is missing', [discharge()], numberless('A13'), 'AR PV1[1].19', ['visit finished: DISCHARGE W1']],
  ],
  'ADT A14': [
    ['nothing is there', [], stay('A14'), 'AA', planned('PENDING_ADMIT')],
    ['it is there', [stay('A14')], stay('A14', 'W2'), 'AA', planned('PENDING_ADMIT', 'W2')],
    ['it was cancelled', [stay('A14'), stay('A27')], stay('A14', 'W2'), 'AA', planned('PENDING_ADMIT', 'W2')],
    ['its time is missing', [], stay('A14', 'W1', { from: '' }), 'AR EVN[1].3', []],
    ['the number is missing', [], numberless('A14'), 'AR PV1[1].19', []],
  ],
  'ADT A27': [
    ['nothing is there', [], stay('A27'), 'AA', []],
    ['it is there', [stay('A14')], stay('A27'), 'AA', cancelled],
    ['another plan is there', [stay('A05')], stay('A27'), 'AA', planned('PRE_ADMIT')],
    ['it was cancelled', [stay('A14'), stay('A27')], stay('A27'), 'AA', cancelled],
    ['the number is missing', [stay('A14')], numberless('A27'), 'AR PV1[1].19', planned('PENDING_ADMIT')],
  ],
  'ADT A38': [
    ['nothing is there', [], stay('A38'), 'AA', []],
    ['it is there', [stay('A05')], stay('A38'), 'AA', cancelled],
    ['another plan is there', [stay('A14')], stay('A38'), 'AA', planned('PENDING_ADMIT')],
    ['it was cancelled', [stay('A05'), stay('A38')], stay('A38'), 'AA', cancelled],
    ['the number is missing', [stay('A05')], numberless('A38'), 'AR PV1[1].19', planned('PRE_ADMIT')],
  ],
  'SIU S12': [
    ['nothing is there', [], appointment('S12', 'Eyes'), 'AA', ['appointment ACTIVE Eyes']],
    ['it is there', [appointment('S12', 'Eyes')], appointment('S12'), 'AA', ['appointment ACTIVE Appointment']],
    ['it was cancelled', [appointment('S15', 'Eyes')], appointment('S12', 'Ears'), 'AA', ['appointment ACTIVE Ears']],
    ['it was missed', [appointment('S26', 'Eyes')], appointment('S12', 'Ears'), 'AA', ['appointment ACTIVE Ears']],
    ['its time is missing', [], appointment('S12', 'Eyes', ''), 'AR SCH[1].11.4', []],
    ['the number is missing', [], withoutNumber('S12'), 'AR SCH[1].1.1', []],
  ],
  ...Object.fromEntries(
    ['S13', 'S14'].map((trigger): [string, readonly Case[]] => [
      `SIU ${trigger}`,
      [
        ['nothing is there', [], appointment(trigger, 'Eyes'), 'AA', ['appointment ACTIVE Eyes']],
        ['nothing is there, and its time is missing', [], appointment(trigger, 'Eyes', ''), 'AR SCH[1].1.1', []],
        ['it is there', [appointment('S12', 'Eyes')], appointment(trigger, '', ''), 'AA', ['appointment ACTIVE Eyes']],
        [
          'it was cancelled',
          [appointment('S15', 'Eyes')],
          appointment(trigger, '', ''),
          'AA',
          ['appointment ACTIVE Eyes'],
        ],
        [
          'it was missed',
          [appointment('S26', 'Eyes')],
          appointment(trigger, '', ''),
          'AA',
          ['appointment ACTIVE Eyes'],
        ],
        ['the number is missing', [], withoutNumber(trigger), 'AR SCH[1].1.1', []],
      ],
    ]),
  ),
  ...Object.fromEntries(
    [
      ['S15', 'CANCELLED'],
      ['S26', 'DNA'],
    ].map(([trigger = '', status = '']): [string, readonly Case[]] => [
      `SIU ${trigger}`,
      [
        ['nothing is there', [], appointment(trigger, 'Eyes'), 'AA', [`appointment ${status} Eyes`]],
        ['nothing is there, and its time is missing', [], appointment(trigger, 'Eyes', ''), 'AR SCH[1].1.1', []],
        [
          'it is there',
          [appointment('S12', 'Eyes')],
          appointment(trigger, 'Ears'),
          'AA',
          [`appointment ${status} Eyes`],
        ],
        ['it was cancelled', [appointment('S15', 'Eyes')], appointment(trigger), 'AA', [`appointment ${status} Eyes`]],
        ['the number is missing', [], withoutNumber(trigger), 'AR SCH[1].1.1', []],
      ],
    ]),
  ),
  'ORU R01': [
    ['a laboratory’s report is new', [], laboratory('4.1'), 'AA', ['LABORATORY report: 4.1 mmol/L']],
    ['it is corrected', [laboratory('4.1')], laboratory('4.2', 'C'), 'AA', ['LABORATORY report: 4.2 mmol/L']],
    ['its result is taken back', [laboratory('4.1')], laboratory('4.1', 'D'), 'AA', ['LABORATORY report: ']],
    [
      'its result was taken back',
      [laboratory('4.1'), laboratory('4.1', 'D')],
      laboratory('4.2', 'C'),
      'AA',
      ['LABORATORY report: 4.2 mmol/L'],
    ],
    ['nothing was there to be taken back', [], laboratory('4.1', 'D'), 'AA', ['LABORATORY report: ']],
    [
      'it tells of the order alone',
      [laboratory('4.1')],
      laboratory('4.2', 'O'),
      'AA',
      ['LABORATORY report: 4.1 mmol/L'],
    ],
    ['it is one text', [], written('No tumour.', 'No more.'), 'AA', ['LABORATORY report: No tumour.\nNo more.']],
    ['the text is another', [written('A', 'B')], written('No', 'tumour'), 'AA', ['LABORATORY report: No\ntumour']],
    ['radiology’s report is new', [], radiology('Clear.'), 'AA', ['RADIOLOGY report: Clear.']],
    ['radiology’s report is another', [radiology('?')], radiology('Clear.'), 'AA', ['RADIOLOGY report: Clear.']],
    ['a measurement is new', [], measurement('71.5'), 'AA', ['measured 71.5 kg']],
    ['a measurement is corrected', [measurement('71.5')], measurement('72.5', 'C'), 'AA', ['measured 72.5 kg']],
    ['a measurement is taken back', [measurement('71.5')], measurement('71.5', 'D'), 'AA', []],
    ['nothing is measured to be taken back', [], measurement('71.5', 'D'), 'AA', []],
    ['the number is missing', [], ['ORU^R01', 'OBR|1|||UE', laboratory('4.1')[2] ?? ''], 'AR OBR[1].3.1', []],
    ['there is no result', [], ['ORU^R01', laboratory('4.1')[1] ?? ''], 'AR OBR[1]', []],
  ],
  'MDM T02': [
    ['a document is new', [], document('Letter'), 'AA', ['document Letter']],
    ['a document is replaced', [document('Letter')], document('Another'), 'AA', ['document Another']],
    ['a document was deleted', [document('Letter'), deletion], document('Another'), 'AA', ['document Another']],
    ['a care plan is new', [], document('Plan', 'CP'), 'AA', carePlan(1, 'Plan')],
    ['a care plan has a new version', [document('Plan', 'CP')], document('New', 'CP'), 'AA', carePlan(2, 'New')],
    ['the number is missing', [], ['MDM^T02', 'TXA|1|CL', 'OBX|1|TX|L^A||B||||||F'], 'AR TXA[1].12', []],
    ['there is no content', [], ['MDM^T02', 'TXA|1|CL||||||||||#'], 'AR OBX[1]', []],
  ],
  'MDM T11': [
    ['nothing is there', [], deletion, 'AA', []],
    ['it is there', [document('Letter')], deletion, 'AA', []],
    ['a care plan is there', [document('Plan', 'CP')], deletion, 'AA', carePlan(1, 'Plan')],
    ['it was deleted', [document('Letter'), deletion], deletion, 'AA', []],
    ['the number is missing', [document('Letter')], ['MDM^T11', 'TXA|1|CL'], 'AR TXA[1].12', ['document Letter']],
  ],
};

const aboutThePatient = ['ADT A28', 'ADT A31'];

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

/** The answer, its place alone where it is AR. */
const sendTo = async (ward: Ward, [type, ...segments]: Message, number: string, nth: number): Promise<string> => {
  const answer = await ward.send(
    type,
    segments.map((segment) => segment.replace('#', number)),
    at(nth),
  );
  const [, place = answer] = /^AR Rejected: ([^:]+):/.exec(answer) ?? [];
  return place === answer ? answer : `AR ${place}`;
};

type Paged<Item> = { readonly items: readonly Item[] };
type Event = { readonly type: string; readonly location: { readonly ward: string } | null };
type Shown = {
  readonly encounters: Paged<{ readonly status: string; readonly events: readonly Event[] }>;
  readonly appointments: Paged<{ readonly status: string; readonly subject: string; readonly location: string | null }>;
  readonly observations: Paged<{ readonly value: string; readonly code: { readonly code: string } }>;
  readonly labReports: Paged<{
    readonly kind: string;
    readonly text: string | null;
    readonly results: readonly { readonly value: string }[];
  }>;
  readonly documents: Paged<{ readonly title: string }>;
  readonly carePlans: Paged<{ readonly title: string; readonly version: number }>;
};
const fields = `encounters { items { status events { type location { ward } } } } appointments { items { status subject location } }
  observations { items { value code { code } } } labReports { items { kind text results { value } } }
  documents { items { title } } carePlans { items { title version } }`;

/** All that there is in a record, in words. */
const shownTo = async (ward: Ward): Promise<readonly string[]> => {
  const { encounters, appointments, observations, labReports, documents, carePlans } = await ward.read<Shown>(fields);
  return [
    ...encounters.items.map(
      ({ status, events }) =>
        `visit ${status}: ${events.map(({ type, location }) => `${type} ${location?.ward ?? ''}`).join(', ')}`,
    ),
    ...appointments.items.map(({ status, subject, location }) =>
      ['appointment', status, subject, location].filter((word) => word !== null).join(' '),
    ),
    ...labReports.items.map(
      ({ kind, text, results }) => `${kind} report: ${text ?? results.map(({ value }) => value).join(', ')}`,
    ),
    ...observations.items.filter(({ code }) => code.code === '27113001').map(({ value }) => `measured ${value}`),
    ...documents.items.map(({ title }) => `document ${title}`),
    ...carePlans.items.map(({ title, version }) => `care plan ${String(version)} ${title}`),
  ];
};

it('has a row for every type of message that is accepted', async () => {
  const reply = await outside.postHl7(system.base, wire(msh('XXX^X99'), pid(anInpatient())));
  const [, list = ''] = /Accepted are ([^.]+)\./.exec(outside.msaOf(reply).reason ?? '') ?? [];
  const accepted = list.split(', ').filter((type) => elsewhere[type] === undefined);
  expect(accepted.sort()).toEqual([...Object.keys(table), ...aboutThePatient].sort());
});

describe.each(Object.entries(table))('%s', (type, cases) => {
  it.each(cases)('where %s', async (_when, before, message, answer, then) => {
    const ward = await wardOf(system);
    const number = `T-${controlId()}`;
    for (const [nth, earlier] of before.entries()) expect(await sendTo(ward, earlier, number, nth)).toBe('AA');
    expect(message[0]).toBe(type.replace(' ', '^'));
    const answered = await sendTo(ward, message, number, before.length);
    expect(answered.startsWith(answer)).toBe(true);
    expect(await shownTo(ward)).toEqual(then);
  });

  it('where the patient is unknown', async () => {
    const [, , message] = cases[0] ?? expect.unreachable('There is no case.');
    const stranger = anInpatient();
    const segments = message.slice(1).map((segment) => segment.replace('#', randomUUID()));
    const reply = await outside.postHl7(system.base, wire(msh(message[0]), pid(stranger), ...segments));
    expect([reply.status, outside.msaOf(reply)]).toEqual([
      200,
      { code: 'AR', reason: expect.stringMatching(/^Rejected: PID\[1\]\.3: /) as string },
    ]);
    await expectNobody(stranger);
  });
});

describe.each(aboutThePatient)('%s', (type) => {
  const send = async (who: Inpatient, segments = [pid(who)]): Promise<string> =>
    outside.msaOf(await outside.postHl7(system.base, wire(msh(type.replace(' ', '^')), ...segments))).code ?? '';
  const riverside = () => outside.clientOf(system.base, 'riverside-customer');

  it('where the patient is unknown, known, and told less of', async () => {
    const who = anInpatient();
    expect(await send(who)).toBe('AA');
    expect(await outside.find(await riverside(), who, 'givenName phone')).toEqual({
      givenName: who.given,
      phone: '07700 900123',
    });
    expect(await send({ ...who, given: 'Dorothea' })).toBe('AA');
    expect(await send(who, [pid({ ...who, given: '', family: '' }).replace('07700 900123^PRN^CP', '""')])).toBe('AA');
    expect(await outside.find(await riverside(), who, 'familyName givenName phone')).toEqual({
      familyName: who.family,
      givenName: 'Dorothea',
      phone: null,
    });
  });

  it.each([
    ['the family name', { family: '' }],
    ['the given name', { given: '' }],
  ])('where the patient is unknown, and %s is missing', async (_what, less) => {
    const who = anInpatient(less);
    expect(await send(who)).toBe('AR');
    await expectNobody(who);
  });
});

const expectNobody = async (who: Inpatient): Promise<void> => {
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  expect(await outside.find(riverside, who, 'id')).toBeUndefined();
};
