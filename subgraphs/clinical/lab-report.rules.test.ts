import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLabReport, aMessage, aResult, labReports } from '../../test/clinical-inputs.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { writeExact } from './decimal.rules.ts';
import type { LabReportInput, LabResultInput } from './ingest.types.ts';
import { refuseLabReports } from './lab-report-refusal.rules.ts';
import { diagnosticReportOf, projectLabReport, resultsIn, withLateResults } from './lab-report.rules.ts';
import { observationOf, projectObservation, resultNumber } from './observation.rules.ts';

const place = {
  patient: '00000000-0000-4000-8000-0000000000a1',
  organisation: '00000000-0000-4000-8000-000000000001',
  message: aMessage(),
};
const item = (resource: object) => ({ id: 'x', version: 1, text: writeExact(resource), label: 'UNSET' as const });

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const code = fc.stringMatching(/^[A-Za-z0-9<>-]{1,8}$/);
const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const decimals = fc.stringMatching(/^-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,5})?$/);
const codings = fc
  .record({ system: fc.constantFrom('http://loinc.org', 'L'), code, display: word }, { requiredKeys: [] })
  .filter((coding) => coding.code !== undefined || coding.display !== undefined);

const values = fc.oneof(
  fc.record(
    { number: decimals, comparator: fc.constantFrom('<', '<=', '>', '>='), unit: word },
    { requiredKeys: ['number'] },
  ),
  fc.record({ text: word }),
  fc.record({ coded: codings }),
  fc.constant({}),
);

const results: fc.Arbitrary<LabResultInput> = fc
  .record(
    {
      key: word,
      code: codings,
      status: fc.constantFrom('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'unknown'),
      observedAt: instants,
      visibleFrom: instants,
      subId: word,
      referenceRange: word,
      interpretation: fc.oneof(code, word, fc.constantFrom('H', 'H A', 'POS')),
      notes: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: ['key', 'code', 'status', 'notes'] },
  )
  .chain((result) => values.map((value) => ({ ...result, ...value })));

const reports: fc.Arbitrary<LabReportInput> = fc
  .record(
    {
      externalId: word,
      placerId: word,
      code: codings,
      status: fc.constantFrom('registered', 'partial', 'preliminary', 'final', 'corrected', 'cancelled'),
      discipline: fc.oneof(fc.constantFrom('HM', 'CH', 'XR'), word),
      requestingLocation: word,
      specialty: word,
      effectiveAt: fc.option(instants),
      issuedAt: instants,
      text: word,
      results: fc.uniqueArray(results, { selector: ({ key }) => key, minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['externalId', 'code', 'status', 'results'] },
  )
  .map((report) => aLabReport(report));

/** HL7 table 0074 has codes of two and three capitals; other sections are words. */
const sectionOf = (discipline: string | null | undefined) => {
  if (!discipline?.trim()) return undefined;
  const system = 'http://terminology.hl7.org/CodeSystem/v2-0074';
  // HL7 table 0074 has no XR.
  return ['HM', 'CH'].includes(discipline) ? { system, code: discipline } : { display: discipline };
};

describe('A laboratory report as FHIR', () => {
  it('is valid R4, whatever the laboratory sends', () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(refuseLabReports(labReports({ reports: [report] }))).toBeUndefined();
        const ids = report.results.map((_, index) => `r${index}`);
        expect(faultsInR4(JSON.parse(writeExact(diagnosticReportOf(report, ids, place))))).toEqual([]);
        for (const result of report.results)
          expect(faultsInR4(JSON.parse(writeExact(observationOf(report, result, place))))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('reads back as what was put in', () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(projectLabReport(item(diagnosticReportOf(report, ['a', 'b'], place)), false)).toEqual({
          id: 'x',
          version: 1,
          externalId: report.externalId,
          kind: 'LABORATORY',
          files: [],
          code: report.code,
          discipline: sectionOf(report.discipline),
          status: report.status,
          effectiveAt: report.effectiveAt ?? undefined,
          issuedAt: report.issuedAt,
          text: report.text,
          resultIds: ['a', 'b'],
        });
      }),
    );
  });

  it('keeps the text of the laboratory, line ends and all', () => {
    const text = 'Gram stain:\r\n  negative\r\n\tNo growth — 48 h';
    expect(projectLabReport(item(diagnosticReportOf(aLabReport({ text, results: [] }), [], place)), false).text).toBe(
      text,
    );
  });

  it('says nothing of its text while it is closed', () => {
    expect(
      projectLabReport(item(diagnosticReportOf(aLabReport({ text: 'Positive' }), [], place)), true).text,
    ).toBeUndefined();
  });

  it('takes more results without a change to anything else', () => {
    const text = writeExact(diagnosticReportOf(aLabReport(), ['a'], place));
    const amended = withLateResults(text, ['b']);
    expect(resultsIn(amended.text)).toEqual(['a', 'b']);
    const { result: _, extension: __, ...rest } = JSON.parse(amended.text) as Record<string, unknown>;
    expect(JSON.parse(text)).toMatchObject(rest);
  });

  it('stands just after its own message when it takes late results, each time a little later', () => {
    const once = withLateResults(writeExact(diagnosticReportOf(aLabReport(), [], place)), ['a']);
    const twice = withLateResults(once.text, ['b']);
    expect([once.moment.entered, twice.moment.entered]).toEqual([
      '2026-05-01T09:00:00.000Z',
      '2026-05-01T09:00:00.000Z',
    ]);
    expect('M1' < once.moment.order && once.moment.order < twice.moment.order && twice.moment.order < 'M10').toBe(true);
  });
});

describe('A laboratory result as FHIR', () => {
  it('reads back as what was put in, to the last digit', () => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const result of report.results) {
          const { number, comparator, unit } = result;
          expect(projectObservation(item(observationOf(report, result, place)), false)).toMatchObject({
            code: result.code,
            status: result.status,
            effectiveAt: result.observedAt ?? report.effectiveAt ?? undefined,
            quantity: number === undefined || number === null ? undefined : { value: number, comparator, unit },
            subId: result.subId,
            referenceRange: result.referenceRange,
            interpretation: result.interpretation,
            notes: result.notes,
          });
        }
      }),
    );
  });

  it('shows its value in words', () => {
    const show = (result: Partial<LabResultInput>) =>
      projectObservation(item(observationOf(aLabReport(), aResult(result), place)), false).value;
    expect(show({ number: '1.00', comparator: '<', unit: 'mg/L' })).toBe('<1.00 mg/L');
    expect(show({ text: 'Clear' })).toBe('Clear');
    expect(show({ text: '5-10', unit: '/HPF' })).toBe('5-10 /HPF');
    expect(show({ coded: { code: 'POS', display: 'Positive' } })).toBe('Positive');
  });

  it('shows its name and date alone while it is closed', () => {
    const result = aResult({ interpretation: 'HH', referenceRange: '12-15', notes: ['Telephoned.'] });
    const { id: _, version: __, ...view } = projectObservation(item(observationOf(aLabReport(), result, place)), true);
    expect(JSON.parse(JSON.stringify(view))).toEqual({
      code: result.code,
      status: 'final',
      effectiveAt: '2026-05-01T08:00:00.000Z',
      notes: [],
    });
  });

  it('has the laboratory’s flags as codes, and what is no flag as text', () => {
    const flagged = (interpretation: string) => observationOf(aLabReport(), aResult({ interpretation }), place);
    const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
    expect(flagged('HH A')).toMatchObject({
      interpretation: [{ coding: [{ system, code: 'HH' }] }, { coding: [{ system, code: 'A' }] }],
    });
    expect(flagged('H!')).toMatchObject({ interpretation: [{ text: 'H!' }] });
  });

  it('says why it has no value', () => {
    const observation = observationOf(aLabReport(), aResult({ number: null, status: 'cancelled' }), place);
    expect(observation).toMatchObject({ dataAbsentReason: { coding: [{ code: 'not-performed' }] } });
  });

  it('has a number that no other pair of report and key has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '/', '%', '2', 'F') }), { minLength: 4, maxLength: 4 }),
        ([a, b, c, d]) => {
          expect(resultNumber(a ?? '', b ?? '') === resultNumber(c ?? '', d ?? '')).toBe(a === c && b === d);
        },
      ),
    );
  });
});

describe('Projections', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));
  const texts = (type: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(`${type}-`))
      .map((name) => readFileSync(join(folder, name), 'utf8'));

  it('show every official Observation, with a value wherever it has one', () => {
    const valued = texts('Observation').filter((text) =>
      Object.keys(JSON.parse(text) as object).some((name) => /^value(?!SampledData)[A-Z]/.test(name)),
    );
    const without = valued
      .map((text) => projectObservation({ ...item({}), text }, false))
      .filter(({ value }) => value === undefined);
    expect(valued.length).toBeGreaterThan(40);
    expect(without.map(({ code }) => code)).toEqual([]);
  });

  it('show every official DiagnosticReport', () => {
    const views = texts('DiagnosticReport').map((text) => projectLabReport({ ...item({}), text }, false));
    expect(views.every(({ code, status }) => status !== '' && Object.keys(code).length > 0)).toBe(true);
  });
});
