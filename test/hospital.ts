import { randomInt } from 'node:crypto';

/** A patient as a hospital's own system knows her; nobody real, and never met twice in one run. */
export type Inpatient = {
  readonly nhsNumber: string;
  readonly hospitalNumber: string;
  readonly family: string;
  readonly given: string;
};

/** A valid NHS number: weights 10 to 2, modulo 11; those whose check would be ten do not exist. Domain reference §8 */
const aNhsNumber = (): string => {
  for (;;) {
    const digits = `9${String(randomInt(100_000_000)).padStart(8, '0')}`;
    const sum = Array.from(digits, Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
};

export const anInpatient = (who: Partial<Inpatient> = {}): Inpatient => ({
  nhsNumber: aNhsNumber(),
  hospitalNumber: `H${String(randomInt(1_000_000_000))}`,
  family: `Weir${letters()}`,
  given: `Dora${letters()}`,
  ...who,
});

const letters = (): string => Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('');

let sent = 0;
/** MSH-10: never twice in one run, so that no message is taken for another's repetition. */
export const controlId = (): string => `T${process.pid}-${++sent}`;

export type Envelope = {
  readonly controlId?: string;
  /** MSH-7 */
  readonly at?: Date;
  /** MSH-4: for whom it is sent, where the sender is a partner. */
  readonly facility?: string;
};

/** Segments as a line of the wire: separated by CR. HL7 v2.4 §2.3 */
export const wire = (...segments: readonly string[]): string => `${segments.join('\r')}\r`;

export const msh = (type: string, { controlId: id = controlId(), at = new Date(), facility = 'RVS' }: Envelope = {}) =>
  `MSH|^~\\&|PAS|${facility}|TRIBUTARY|TRIBUTARY|${timestamp(at)}||${type}|${id}|P|2.4`;

/** MSH-7 and its like, in UTC to the millisecond. HL7 v2.4 §2.9.47 */
export const timestamp = (at: Date): string => `${at.toISOString().slice(0, 23).replaceAll(/[-:T]/g, '')}+0000`;

export const pid = ({ nhsNumber, hospitalNumber, family, given }: Inpatient): string =>
  `PID|1||${nhsNumber}^^^NHS^NH{status:01}~${hospitalNumber}^^^RVS^MR||${family}^${given}^^^Ms||19900203|F|||` +
  '1 Weir Lane^Northside^Riverside^^RV1 1AA^GBR||07700 900123^PRN^CP||en';

/** The patient registers (A28), or her details change (A31). */
export const adt = (trigger: 'A28' | 'A31', who: Inpatient, envelope?: Envelope): string =>
  wire(msh(`ADT^${trigger}`, envelope), `EVN|${trigger}`, pid(who), 'PD1|||RIVERSIDE SURGERY^^A81001');

export type Report = { readonly id: string; readonly potassium: string };

/** A laboratory report with two results: a sodium of 141 and the given potassium. */
export const oru = (who: Inpatient, { id, potassium }: Report, envelope?: Envelope): string =>
  wire(
    msh('ORU^R01', envelope),
    pid(who),
    `OBR|1||${id}|UE^Urea and electrolytes^LOCAL|||20260501083000+0000|||||||||||||||20260501100000+0000|||F`,
    'OBX|1|NM|2951-2^Sodium^LN|1|141|mmol/L|133 - 146|N|||F|||20260501083000+0000',
    `OBX|2|NM|2823-3^Potassium^LN|2|${potassium}|mmol/L|3.5 - 5.3|N|||F|||20260501083000+0000`,
  );

/** An appointment at the eye clinic is made (S12) or cancelled (S15). */
export const siu = (trigger: 'S12' | 'S15', who: Inpatient, id: string, envelope?: Envelope): string =>
  wire(
    msh(`SIU^${trigger}`, envelope),
    `SCH|${id}^PAS||||||^Eye clinic|OPH^Ophthalmology^LOCAL|||^^^20270701100000+0000^20270701103000+0000`,
    pid(who),
    'PV1|1|O|^^^^^^^^Clinic 4',
    'AIP|1||D1^Woolf^Kate^^^Dr|C^Consultant',
  );

/** A stay in hospital is planned (A05), or begins (A01). */
export const stay = (
  trigger: 'A01' | 'A05',
  who: Inpatient,
  { number, from }: { readonly number: string; readonly from: string },
  envelope?: Envelope,
): string =>
  wire(
    msh(`ADT^${trigger}`, envelope),
    `EVN|${trigger}`,
    pid(who),
    `PV1|1|I|Ward 4^^Bed 2${'|'.repeat(16)}${number}${'|'.repeat(25)}${from}`,
  );

/** A clinic letter with its PDF, or one of a discharge. */
export const mdm = (
  who: Inpatient,
  { id, content, type = 'CL' }: { readonly id: string; readonly content: Buffer; readonly type?: 'CL' | 'DL' },
  envelope?: Envelope,
): string =>
  wire(
    msh('MDM^T02', envelope),
    pid(who),
    `TXA|1|${type}^${type === 'CL' ? 'Clinic' : 'Discharge'} letter||20260501100000+0000|C1^Woolf^Kate^^^Dr|||||||${id}||||letter.pdf`,
    `OBX|1|ED|L^Letter to your GP||^application^pdf^Base64^${content.toString('base64')}||||||F`,
  );
