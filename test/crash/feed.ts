import { randomBytes } from 'node:crypto';
import { adt, anInpatient, controlId, mdm, oru, siu, stay, type Envelope, type Inpatient } from '../hospital.ts';

/** What one feed has told of one patient, as far as it was accepted. */
export type Told = {
  who: Inpatient;
  versions: number;
  /** The potassium of each report. */
  readonly reports: Map<string, string>;
  /** The status of each appointment. */
  readonly appointments: Map<string, string>;
  /** The content of each letter. */
  readonly letters: Map<string, Buffer>;
  /** The stays that are planned. */
  readonly stays: string[];
};

type Feed = {
  /** Resolves once the message is accepted. */
  readonly insist: (message: string) => Promise<void>;
  readonly stopped: () => boolean;
};

/** One feed: a patient registers, is told of in turn, and then comes the next, until it is told to stop. */
export const feed = async ({ insist, stopped }: Feed): Promise<Told[]> => {
  const all: Told[] = [];
  let clock = Date.now();
  const next = (): Envelope => ({ at: new Date((clock += 1_000)) });
  while (!stopped()) {
    const told = toldOf(anInpatient());
    all.push(told);
    await insist(adt('A28', told.who, next()));
    for (let round = 0; round < 3 && !stopped(); round++)
      for (const tell of rounds) await tell(told, round, (make) => insist(make(next())));
  }
  return all;
};

const toldOf = (who: Inpatient): Told => ({
  who,
  versions: 1,
  reports: new Map(),
  appointments: new Map(),
  letters: new Map(),
  stays: [],
});

type Say = (make: (envelope: Envelope) => string) => Promise<void>;
type Tell = (told: Told, round: number, say: Say) => Promise<void>;

const report: Tell = async (told, round, say) => {
  const [id, potassium] = [controlId(), `${round + 3}.1`];
  await say((envelope) => oru(told.who, { id, potassium }, envelope));
  told.reports.set(id, potassium);
};

const appointment: Tell = async (told, round, say) => {
  const id = controlId();
  await say((envelope) => siu('S12', told.who, id, envelope));
  told.appointments.set(id, 'ACTIVE');
  if (round !== 1) return;
  await say((envelope) => siu('S15', told.who, id, envelope));
  told.appointments.set(id, 'CANCELLED');
};

/** Two writes: the bytes and the record of them; and a third, the letter to the patient. */
const letter: Tell = async (told, _, say) => {
  const id = controlId();
  // As large as letters are, and never the same: no bytes stand there before.
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(40_000)]);
  await say((envelope) => mdm(told.who, { id, content }, envelope));
  told.letters.set(id, content);
};

const move: Tell = async (told, round, say) => {
  const who = { ...told.who, family: `Round${String.fromCharCode(65 + round)}` };
  await say((envelope) => adt('A31', who, envelope));
  told.who = who;
  told.versions++;
};

/** Two writes: the stay, and the appointment that follows from it. */
const plan: Tell = async (told, _, say) => {
  const number = controlId();
  await say((envelope) => stay('A05', told.who, { number, from: '20270701100000+0000' }, envelope));
  told.stays.push(number);
  told.appointments.set(`encounter/${number}/PRE_ADMIT`, 'ACTIVE');
};

const rounds: readonly Tell[] = [report, appointment, letter, move, plan];
