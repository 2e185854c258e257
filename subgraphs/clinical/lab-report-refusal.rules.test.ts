import { describe, expect, it } from 'vitest';
import { aLabReport, aMessage, aResult, labReports } from '../../test/clinical-inputs.ts';
import type { LabReportInput, LabReportsInput } from './ingest.types.ts';
import { refuseLabReports } from './lab-report-refusal.rules.ts';

const withResults = (...results: Parameters<typeof aResult>): LabReportInput =>
  aLabReport({ results: [aResult(), ...results.map((result) => aResult({ key: 'other', ...result }))] });

describe('A laboratory report', () => {
  it.each([
    ['with results', aLabReport()],
    ['with a text alone', aLabReport({ results: [], text: 'No growth.' })],
    ['with a result that has no value yet', withResults({ number: null, status: 'registered' })],
    ['with blanks where nothing is known', withResults({ comparator: ' ', interpretation: '', referenceRange: '' })],
    ['with tabs and line ends in its text', aLabReport({ text: 'a\tb\r\nc' })],
  ])('is taken %s', (_case, report) => {
    expect(refuseLabReports(labReports({ reports: [report] }))).toBeUndefined();
  });

  it.each<[string, LabReportInput, string]>([
    ['without results and text', aLabReport({ results: [], text: ' \n' }), 'results'],
    ['without a number of its own', aLabReport({ externalId: ' ' }), 'externalId'],
    ['without a code that says anything', aLabReport({ code: { system: 'L' } }), 'code'],
    ['of an unknown status', aLabReport({ status: 'F' }), 'status'],
    ['that is to be deleted as a whole', aLabReport({ status: 'entered-in-error' }), 'status'],
    ['with a result of an unknown status', withResults({ status: 'partial' }), 'results[1].status'],
    ['with a result without a key', withResults({ key: '' }), 'results[1].key'],
    ['with two results of one key', withResults({ key: '718-7' }), 'results[1].key'],
    ['with a result without a code', withResults({ code: {} }), 'results[1].code'],
    ['with a number that is none', withResults({ number: '1,5' }), 'results[1].number'],
    ['with a number beyond all numbers', withResults({ number: '1e400' }), 'results[1].number'],
    ['with an unknown comparator', withResults({ number: '1', comparator: '=' }), 'results[1].comparator'],
    ['with a comparator before a text', withResults({ text: 'low', comparator: '<' }), 'results[1].comparator'],
    ['with a number and a text', withResults({ number: '1', text: 'one' }), 'results[1].text'],
    ['with a number and a code', withResults({ number: '1', coded: { code: 'x' } }), 'results[1].coded'],
    ['with a code that says nothing as the value', withResults({ coded: {} }), 'results[1].coded'],
    [
      'with a control character in a note',
      withResults({ number: '1', notes: ['fine', 'a\u0000b'] }),
      'results[1].notes[1]',
    ],
  ])('is refused %s', (_case, report, field) => {
    const reports = [aLabReport({ externalId: 'LAB-0' }), report];
    expect(refuseLabReports(labReports({ reports }))).toMatchObject({ kind: 'invalid', field: `reports[1].${field}` });
  });
});

describe('The reports of a message', () => {
  it('are taken where each has a number of its own', () => {
    const reports = [aLabReport({ externalId: 'a' }), aLabReport({ externalId: 'b' })];
    expect(refuseLabReports(labReports({ reports }))).toBeUndefined();
  });

  it.each<[string, LabReportsInput, string]>([
    ['without a control id', labReports({ message: aMessage(undefined, '') }), 'message.controlId'],
    [
      'with a control character in the control id',
      labReports({ message: aMessage(undefined, 'a\u0000') }),
      'message.controlId',
    ],
    ['where there is none', labReports({ reports: [] }), 'reports'],
    ['with two of one number', labReports({ reports: [aLabReport(), aLabReport()] }), 'reports[1].externalId'],
  ])('are refused %s', (_case, input, field) => {
    expect(refuseLabReports(input)).toMatchObject({ kind: 'invalid', field });
  });
});
