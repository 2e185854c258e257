import { randomBytes } from 'node:crypto';

/** Messages as a hospital's systems send them, made by rule: the same number gives the same patient. */
const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** A valid NHS number of the test range 999…: the ninth digit moves on where the check digit would be ten. */
export const nhsNumber = (n: number): string => {
  for (let candidate = n * 2; ; candidate++) {
    const digits = `99${pad(candidate % 10_000_000, 7)}`;
    let sum = 0;
    for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${String(check)}`;
  }
};

/** As MSH-7 wants it, in UTC. */
const timestamp = (at: Date): string =>
  `${at
    .toISOString()
    .replaceAll(/[-T:.Z]/g, '')
    .slice(0, 14)}+0000`;

const header = (type: string, controlId: string): string =>
  `MSH|^~\\&|PAS|RVS|TRIBUTARY|TRIBUTARY|${timestamp(new Date())}||${type}|${controlId}|P|2.4`;

const families = ['Archer', 'Brook', 'Carver', 'Dale', 'Ellis', 'Ford', 'Grove', 'Heath'];

let moves = 0;

/** Everybody moves house with every message: each is a change, and a new version. */
const pid = (n: number): string =>
  `PID|1||${nhsNumber(n)}^^^NHS^NH{status:01}~R${pad(n, 7)}^^^RVS^MR||${families[n % 8] ?? ''}^Given${String(n)}^Middle^^Mx||19${pad(40 + (n % 60), 2)}0${String(1 + (n % 9))}1${String(n % 9)}|${n % 2 === 0 ? 'F' : 'M'}|||${String(++moves)} Weir Lane^Northside^Riverside^Riverside^RV${String(n % 30)} 1AA^GBR||07700 9${pad(n % 100_000, 5)}^PRN^CP||en`;

export const a31 = (patient: number, controlId: string): string =>
  `${[header('ADT^A31', controlId), `EVN|A31|${timestamp(new Date())}`, pid(patient), 'PD1|||RIVERSIDE SURGERY^^A81001|G1234567^Marsh^Ann^^^Dr', 'PV1|1|N'].join('\r')}\r`;

const tests = [
  ['718-7', 'Haemoglobin', 'g/L', '115 - 165'],
  ['2160-0', 'Creatinine', 'umol/L', '49 - 92'],
  ['2823-3', 'Potassium', 'mmol/L', '3.5 - 5.3'],
  ['2951-2', 'Sodium', 'mmol/L', '133 - 146'],
  ['6690-2', 'White cells', '10*9/L', '4.0 - 11.0'],
] as const;

/** A report with `results` numeric results, one day after another for the same patient. */
export const oru = ({
  patient,
  controlId,
  report,
  results,
}: {
  patient: number;
  controlId: string;
  report: number;
  results: number;
}): string => {
  const at = timestamp(new Date(Date.UTC(2026, 0, 1, 8, 0, report % 60) + (report % 300) * 86_400_000));
  const observations = Array.from({ length: results }, (_, i) => {
    const [code, name, unit, range] = tests[i % tests.length] ?? tests[0];
    const value = (50 + ((patient * 7 + report * 13 + i * 5) % 1000) / 10).toFixed(1);
    return `OBX|${String(i + 1)}|NM|${code}^${name}^LN|${String(i)}|${value}|${unit}|${range}|N|||F|||${at}`;
  });
  const group = `OBR|1||F${pad(patient, 6)}-${pad(report, 5)}|FBC^Full blood count^WinPath|||${at}|||||||||||||||${at}|||F`;
  return `${[header('ORU^R01', controlId), pid(patient), 'PV1|1|O|||||||||300', `ORC|RE||F${pad(patient, 6)}-${pad(report, 5)}`, group, ...observations].join('\r')}\r`;
};

/** An appointment is booked. */
export const siu = (patient: number, { controlId, number }: { controlId: string; number: number }): string => {
  const [starts, ends] = [0, 30].map((minute) =>
    timestamp(new Date(Date.UTC(2027, 0, 1, 9, minute) + (number % 700) * 86_400_000)),
  );
  return `${[
    header('SIU^S12', controlId),
    `SCH|S${pad(number, 8)}^PAS||||||^Eye clinic|OPH^Ophthalmology^LOCAL|||^^^${starts ?? ''}^${ends ?? ''}`,
    pid(patient),
    'PV1|1|O|^^^^^^^^Clinic 4',
    'AIP|1||D1^Woolf^Kate^^^Dr|C^Consultant',
  ].join('\r')}\r`;
};

/** Never the same in two letters, so that each is written and none is found to be there. */
const pdf = (bytes: number): string => {
  const content = randomBytes(bytes);
  content.write('%PDF-1.7\n');
  return content.toString('base64');
};

/** A clinic letter with a PDF of so many bytes. */
export const mdm = (patient: number, { controlId, bytes }: { controlId: string; bytes: number }): string =>
  `${[
    header('MDM^T02', controlId),
    pid(patient),
    `TXA|1|CL^Clinic letter||20260501100000+0000|C1^Woolf^Kate^^^Dr|||||||D${controlId}||||letter.pdf`,
    `OBX|1|ED|L^Letter to your GP||^application^pdf^Base64^${pdf(bytes)}||||||F`,
  ].join('\r')}\r`;
