import { describe, expect, it } from 'vitest';
import { labReportsFromOru } from './lab-report.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (...segments: readonly string[]) =>
  withHeader(messageWith('ORU^R01', 'PID|1', ...segments), labReportsFromOru);
const reports = (...segments: readonly string[]) => succeed(read(...segments));

const orc = 'ORC|RE|P1|F1||||||||||^^^^^^^^Ward 7';
const obr = 'OBR|1|P1|F1|UE^Urea and electrolytes^WinPath|||20240201090000|||||||||||||||||CH';
const potassium = 'OBX|1|NM|K^Potassium^WinPath||5.10|mmol/L|3.5 - 5.3|H~A|||F|||20240201100000';

describe('a laboratory report', () => {
  it('has results', () => {
    expect(
      reports('PV1|1|O||||||||MED^Medicine', orc, obr, 'NTE|1||On the whole', potassium, 'NTE|1||One', 'NTE|2||Two'),
    ).toMatchObject([
      {
        path: 'OBR[1]',
        externalId: 'F1',
        test: { code: 'UE', display: 'Urea and electrolytes', system: 'WinPath' },
        discipline: 'CH',
        requestingLocation: 'Ward 7',
        specialty: { code: 'MED' },
        comments: ['On the whole'],
        content: {
          kind: 'RESULTS',
          results: [
            {
              path: 'OBX[1]',
              test: { code: 'K' },
              value: { kind: 'NUMBER', number: '5.10' },
              unit: { code: 'mmol/L' },
              range: '3.5 - 5.3',
              flags: ['H', 'A'],
              status: 'FINAL',
              at: { instant: '2024-02-01T10:00:00.000000Z' },
              visibleFrom: undefined,
              comments: ['One', 'Two'],
            },
          ],
        },
      },
    ]);
  });

  it('is one of several, each with its own ORC and results', () => {
    const second = potassium.replace('OBX|1', 'OBX|2').replace('K^Potassium', 'N^Sodium');
    const both = reports(orc, obr, potassium, 'ORC|RE||F2', 'OBR|2|||FBC', second, 'NTE|1||Later');
    expect(both).toMatchObject([
      { externalId: 'F1', content: { results: [{ test: { code: 'K' }, comments: [] }] } },
      {
        externalId: 'F2',
        requestingLocation: undefined,
        content: { results: [{ path: 'OBX[2]', comments: ['Later'] }] },
      },
    ]);
  });

  it('does not take what is said of the specimen for a result', () => {
    const [report] = reports(obr, potassium, 'SPM|1', 'OBX|2|ST|COLOUR||red||||||F');
    expect(report?.content).toMatchObject({ kind: 'RESULTS', results: [{ path: 'OBX[1]' }] });
  });

  it.each([
    ['F', 'FINAL'],
    ['P', 'PRELIMINARY'],
    ['C', 'CORRECTED'],
    ['D', 'DELETED'],
    ['W', 'DELETED'],
    ['X', 'CANCELLED'],
  ])('has a result whose status %s is %s', (code, status) => {
    expect(reports(obr, potassium.replace('|||F|', `|||${code}|`))).toMatchObject([
      { content: { results: [{ status }] } },
    ]);
  });

  it.each(['O', 'N'])('leaves out what is no result but of the order, with status %s', (code) => {
    const fasting = `OBX|2||FAST^Fasting^WinPath||Y||||||${code}`;
    expect(reports(obr, fasting, 'NTE|1||So he says', potassium)).toMatchObject([
      { leftOut: ['OBX[1]'], comments: [], content: { results: [{ path: 'OBX[2]', comments: [] }] } },
    ]);
    expect(reports(obr, fasting)).toMatchObject([{ leftOut: ['OBX[1]'], content: { results: [] }, files: [] }]);
  });

  it('takes a result back without a value', () => {
    expect(reports(obr, 'OBX|1||K||||||||D')).toMatchObject([{ content: { results: [{ value: undefined }] } }]);
  });

  it('has the time of its OBR where an OBX has none', () => {
    const at = { instant: '2024-02-01T09:00:00.000000Z' };
    expect(reports(obr, 'OBX|1|NM|K||5||||||F')).toMatchObject([{ content: { results: [{ at }] } }]);
  });

  it('may be kept back for days from the time of the observation', () => {
    expect(reports(obr, 'OBX|1|NM|K||5||||||F||14')).toMatchObject([
      { content: { results: [{ visibleFrom: '2024-02-15T09:00:00.000000Z' }] } },
    ]);
  });
});

describe('a report that is one text', () => {
  const line = (ordinal: number, text: string, more = '||||||F||7') => `OBX|${ordinal}|TX|R^Report^L||${text}${more}`;

  it('has the lines of its observations and notes, and the status, time and delay of the first', () => {
    const segments = [
      obr,
      line(1, 'One'),
      'NTE|1||noted',
      line(2, '', ''),
      line(3, 'Three~Four \\T\\ A&E', '||||||P||9'),
    ];
    expect(reports(...segments)).toMatchObject([
      {
        test: { code: 'UE' },
        content: {
          kind: 'TEXT',
          lines: ['One', 'noted', '', 'Three', 'Four & A&E'],
          path: 'OBX[1]',
          status: 'FINAL',
          visibleFrom: '2024-02-08T09:00:00.000000Z',
        },
      },
    ]);
  });

  it('may stand in one OBX', () => {
    const content = { kind: 'TEXT', lines: ['One', 'Two'] };
    expect(reports(obr, line(1, 'One\\.br\\Two'))).toMatchObject([{ content }]);
  });

  it.each([
    ['one line', [line(1, 'One')]],
    ['codes that differ in case', [line(1, 'One'), line(2, 'Two').replace('R^', 'r^')]],
    ['codes of two systems', [line(1, 'One'), line(2, 'Two').replace('^L|', '^M|')]],
    ['a number among its lines', [line(1, 'One'), line(2, '2').replace('TX', 'NM')]],
  ])('it is not with %s', (_name, lines) => {
    expect(reports(obr, ...lines)).toMatchObject([{ content: { kind: 'RESULTS' } }]);
  });
});

describe('a text of several lines among other results', () => {
  const said = 'OBX|2|ST|COM^Comment||Haemolysed||||||F';

  it('is one result, empty lines, notes and all', () => {
    const lines = [said, 'OBX|3|ST|COM^Comment||||||||F', 'NTE|1||Ring the ward', said.replace('Haemolysed', 'Repeat')];
    expect(reports(obr, potassium, ...lines, potassium.replace('K^', 'NA^'))).toMatchObject([
      {
        content: {
          results: [
            { value: { kind: 'NUMBER' } },
            { path: 'OBX[2]', value: { text: 'Haemolysed\n\nRepeat' }, comments: ['Ring the ward'] },
            { value: { kind: 'NUMBER' } },
          ],
        },
      },
    ]);
  });

  it.each([
    ['of another status', said.replace('|F', '|P')],
    ['of another test', said.replace('COM^', 'CO2^')],
    ['told apart by OBX-4', said.replace('||Haem', '|2|Haem')],
    ['taken at another time', `${said}|||20240101`],
    ['that is a number', said.replace('ST', 'NM').replace('Haemolysed', '5')],
  ])('has no line %s', (_what, other) => {
    const [report] = reports(obr, potassium, said, other);
    expect(report?.content.kind === 'RESULTS' && report.content.results.map(({ path }) => path)).toEqual([
      'OBX[1]',
      'OBX[2]',
      'OBX[3]',
    ]);
  });
});

describe('a laboratory report is refused', () => {
  it.each([
    ['without an OBR', [potassium], 'OBR[1]'],
    ['without an OBX', [obr], 'OBR[1]'],
    ['without an id', ['OBR|1|||UE', potassium], 'OBR[1].3.1'],
    ['with two ids', [orc.replace('F1', 'F9'), obr, potassium], 'OBR[1].3.1'],
    ['without a test', ['OBR|1||F1|', potassium], 'OBR[1].4'],
    ['for a result without a test', [obr, potassium, 'OBX|2|NM|||5||||||F'], 'OBX[2].3'],
    ['for a result without a type', [obr, 'OBX|1||K||5||||||F'], 'OBX[1].2'],
    ['for a result without a value', [obr, 'OBX|1|NM|K||||||||F'], 'OBX[1].5'],
    ['for a result without a status', [obr, 'OBX|1|NM|K||5'], 'OBX[1].11'],
    ['for a status we do not know', [obr, 'OBX|1|NM|K||5||||||Q'], 'OBX[1].11'],
    ['for a result without a time', ['OBR|1||F1|UE', 'OBX|1|NM|K||5||||||F'], 'OBX[1].14'],
    ['for a delay that is no number of days', [obr, 'OBX|1|NM|K||5||||||F||soon'], 'OBX[1].13.1'],
  ])('%s', (_name, segments, field) => {
    expect(read(...segments)).toMatchObject({ kind: 'invalid', field });
  });
});
