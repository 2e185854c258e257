import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { parseEr7 } from '../er7/parse.ts';
import { appointmentFromSiu } from './appointment.ts';
import { documentFromMdm } from './document.ts';
import { readHeader } from './header.ts';
import { labReportsFromOru } from './lab-report.ts';
import { patientFromPid } from './patient.ts';
import { succeed } from './reading.fixture.ts';

const folder = join(import.meta.dirname, '../../../../shared/cases/hl7v2');
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hl7'))
  : [];

const open = (name: string) => succeed(parseEr7(readFileSync(join(folder, name))));
const named = (part: string) => files.filter((name) => name.includes(part));

/** Samples that break a rule: a time of 15 digits, values without a type, results without a time. */
const refusals = new Map([
  ['qry-a19/pl_qry_a19_v23.hl7', 'MSH[1].7'],
  ['simhospital/ORU-R01-06.hl7', 'OBX[3].2'],
  ['simhospital/ORU-R01-07.hl7', 'OBX[3].2'],
  ['microsoft/ORU-R01-01.hl7', 'OBX[3].14'],
]);

describe.skipIf(files.length === 0)('messages that others wrote (skipped where ../shared/cases is missing)', () => {
  it.each(files)('%s can be read, with its header', (name) => {
    const message = open(name);
    const lines = readFileSync(join(folder, name), 'latin1').split(/[\r\n]+/);
    expect(message.segments()).toHaveLength(lines.filter((line) => line.trim() !== '').length);
    const header = readHeader(message);
    if (isFailure(header)) expect(header.field).toBe(refusals.get(name));
    else expect(header.type).toBe(name.includes('qry-a19') ? 'QRY' : /(\w+)-\w+-\d+/.exec(name)?.[1]);
  });

  it.each(named('simhospital/'))('%s is about a patient with a name and two numbers', (name) => {
    const message = open(name);
    const patient = succeed(patientFromPid(message, succeed(readHeader(message))));
    expect(patient.identifiers.usable).toHaveLength(2);
    expect(patient.name?.family).toMatch(/^[A-Z]/);
    expect(patient.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it.each(named('ORU-'))('%s holds reports, or is refused for a reason', (name) => {
    const message = open(name);
    const reports = labReportsFromOru(message, succeed(readHeader(message)));
    if (isFailure(reports)) expect(reports.field).toBe(refusals.get(name));
    else expect(reports).toHaveLength(message.segments('OBR').length);
  });

  it.each(named('simhospital/MDM-'))('%s holds a text', (name) => {
    const message = open(name);
    const document = succeed(documentFromMdm(message, succeed(readHeader(message))));
    expect(document.text?.split('\n').length).toBe(message.segments('OBX').length);
  });

  it.each(named('SIU-'))('%s holds an appointment', (name) => {
    const message = open(name);
    expect(succeed(appointmentFromSiu(message, succeed(readHeader(message)))).externalId).not.toBe('');
  });
});
