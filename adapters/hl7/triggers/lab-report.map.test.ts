import { describe, expect, it } from 'vitest';
import { labReportsFromOru, type LabReport } from '../read/lab-report.ts';
import { messageWith, succeed, withHeader } from '../read/reading.fixture.ts';
import { keyOf, toLabReport } from './lab-report.map.ts';
import { labReportPlaces } from './lab-report.places.ts';

const read = (...segments: readonly string[]): LabReport => {
  const [report] = succeed(withHeader(messageWith('ORU^R01', 'PID|1', ...segments), labReportsFromOru));
  if (report === undefined) throw new Error('There is no report.');
  return report;
};
const mapped = (...segments: readonly string[]) => toLabReport(read(...segments));

const obr = (status = 'F') =>
  `OBR|1|P1|F1|UE^Urea and electrolytes^WinPath|||20240201090000|||||||||||||||20240201120000||CH|${status}`;
const potassium = 'OBX|1|NM|K^Potassium^WinPath||5.10|mmol/L|3.5 - 5.3|H|||F|||20240201100000';
const sodium = 'OBX|2|NM|N^Sodium^WinPath||140|mmol/L|133 - 146||||F|||20240201100000';
const text = (...lines: readonly string[]) =>
  lines.map((line, index) => `OBX|${index + 1}|TX|R^Report||${line}||||||F`);
const delayed = (obx: string, days: number) => obx.replace('|||F|||', `|||F||${days}|`);

describe('a laboratory report of a feed', () => {
  it('goes into the graph with all that it says', () => {
    const orc = 'ORC|RE|P1|F1||||||||||^^^^^^^^Ward 7';
    expect(mapped('PV1|1|O||||||||130', orc, obr(), 'NTE|1||On the whole', potassium, 'NTE|1||One')).toEqual({
      externalId: 'F1',
      kind: 'LABORATORY',
      placerId: 'P1',
      code: { code: 'UE', display: 'Urea and electrolytes', system: 'WinPath' },
      status: 'final',
      discipline: 'CH',
      requestingLocation: 'Ward 7',
      specialty: '130',
      effectiveAt: '2024-02-01T09:00:00.000000Z',
      issuedAt: '2024-02-01T12:00:00.000000Z',
      text: 'On the whole',
      results: [
        {
          key: 'K^WinPath',
          code: { code: 'K', display: 'Potassium', system: 'WinPath' },
          number: '5.10',
          unit: 'mmol/L',
          referenceRange: '3.5 - 5.3',
          interpretation: 'H',
          status: 'final',
          observedAt: '2024-02-01T10:00:00.000000Z',
          notes: ['One'],
        },
      ],
    });
  });

  it('that is one text has its lines, after the notes on it', () => {
    expect(mapped(obr(), 'NTE|1||Note', ...text('First', 'Second'))).toMatchObject({
      text: 'Note\nFirst\nSecond',
      results: [],
    });
  });

  it('that is one text and is taken back has none of it', () => {
    const lines = text('First', 'Second').map((obx) => obx.replace(/F$/, 'D'));
    expect(mapped(obr(), ...lines)).toMatchObject({
      status: 'cancelled',
      text: undefined,
      results: [{ status: 'entered-in-error' }],
    });
  });

  it.each([
    ['O', 'registered'],
    ['S', 'registered'],
    ['A', 'partial'],
    ['p', 'preliminary'],
    ['C', 'corrected'],
    ['X', 'cancelled'],
  ])('has the status of OBR-25: %s is %s', (code, status) => {
    expect(mapped(obr(code), potassium)).toMatchObject({ status });
  });

  it.each([
    [['F', 'P'], 'preliminary'],
    [['F', 'C'], 'corrected'],
    [['F', 'D'], 'corrected'],
    [['F', 'X'], 'final'],
    [['X', 'X'], 'cancelled'],
  ])('has without OBR-25 the status that results %j make', (codes, status) => {
    const [one = '', other = ''] = codes;
    const results = [potassium.replace('|||F|', `|||${one}|`), sodium.replace('|||F|', `|||${other}|`)];
    expect(mapped(obr(''), ...results)).toMatchObject({ status });
  });

  it.each([
    ['C', 'corrected'],
    ['D', 'entered-in-error'],
    ['X', 'cancelled'],
    ['P', 'preliminary'],
  ])('has a result whose OBX-11 %s is %s', (code, status) => {
    expect(mapped(obr(), potassium.replace('|||F|', `|||${code}|`))).toMatchObject({ results: [{ status }] });
  });

  it('has without OBR-7 the time of its first result', () => {
    const early = sodium.replace('20240201100000', '20240201080000');
    expect(mapped('OBR|1||F1|UE', potassium, early)).toMatchObject({ effectiveAt: '2024-02-01T08:00:00.000000Z' });
  });

  it('waits for the last of its results, and none of them for another', () => {
    const calcium = sodium.replace('N^Sodium', 'CA^Calcium');
    expect(mapped(obr(), delayed(potassium, 2), delayed(sodium, 7), calcium)).toMatchObject({
      visibleFrom: '2024-02-08T10:00:00.000000Z',
      results: [
        { visibleFrom: '2024-02-03T10:00:00.000000Z' },
        { visibleFrom: '2024-02-08T10:00:00.000000Z' },
        { visibleFrom: '2024-02-01T10:00:00.000000Z' },
      ],
    });
  });

  it('is seen at once where nothing is delayed', () => {
    expect(mapped(obr(), potassium)).toMatchObject({ visibleFrom: undefined, results: [{ visibleFrom: undefined }] });
  });

  it('keeps several flags as words', () => {
    expect(mapped(obr(), potassium.replace('|H|', '|H~A|'))).toMatchObject({ results: [{ interpretation: 'H A' }] });
  });

  it('with the same test twice is refused, unless OBX-4 tells them apart', () => {
    expect(mapped(obr(), potassium, potassium)).toMatchObject({ kind: 'conflict', field: 'OBX[2].4' });
    expect(mapped(obr(), potassium, potassium.replace('||5.10', '|2|5.10'))).toMatchObject({
      results: [{ subId: undefined }, { subId: '2' }],
    });
  });
});

describe('the name of a result', () => {
  const named = (code: string | undefined, system?: string, subId?: string) =>
    keyOf({ test: { code, display: 'D', system, alternate: undefined }, subId });

  it.each([
    [named('K'), 'K'],
    [named(undefined), 'D'],
    [named('K', 'LN'), 'K^LN'],
    [named('K', undefined, '2'), 'K^^2'],
    [named('K^LN'), 'K%5ELN'],
  ])('%s', (key, expected) => {
    expect(key).toBe(expected);
  });
});

describe('the places of a report', () => {
  it('are those of its own OBR and OBX', () => {
    const reports = succeed(
      withHeader(
        messageWith('ORU^R01', 'PID|1', obr(), potassium, obr().replace('F1', 'F2'), sodium),
        labReportsFromOru,
      ),
    );
    const places = labReportPlaces(reports);
    const fields = ['', '.externalId', '.results[0].number', '.results[0]', '.visibleFrom', '.code'];
    const pathsOf = (report: number) => fields.map((field) => places.get(`reports[${report}]${field}`));
    expect(pathsOf(0)).toEqual(['OBR[1]', 'OBR[1].3.1', 'OBX[1].5', 'OBX[1]', 'OBR[1]', 'OBR[1].4']);
    expect(pathsOf(1)).toEqual(['OBR[2]', 'OBR[2].3.1', 'OBX[2].5', 'OBX[2]', 'OBR[2]', 'OBR[2].4']);
  });

  it('of a text are those of its first line', () => {
    const places = labReportPlaces([read(obr(), ...text('First', 'Second'))]);
    expect(['text', 'visibleFrom'].map((field) => places.get(`reports[0].${field}`))).toEqual([
      'OBX[1].5',
      'OBX[1].13',
    ]);
  });
});
