import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { groupsOf, type Er7Message, type Segment } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';
import { requiredCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { isNoResult, lacksValue, readLabResult, type LabResult } from './lab-result.ts';
import { linesOf, textLines } from './observation.ts';
import { kindOf, type ReportKind } from './report-kind.ts';
import { all, each, sent, textOf } from './sent.ts';
import { readMoment, type Moment } from './time.ts';
import { readVisit } from './visit.ts';

/** One OBR with what belongs to it. */
export type LabReport = {
  /** `OBR[2]` */
  readonly path: string;
  readonly kind: ReportKind;
  readonly externalId: string;
  /** ORC-2.1 or OBR-2.1: the number of whoever asked for the test. */
  readonly placerId: string | undefined;
  /** OBR-25; `undefined` when nothing was sent. */
  readonly status: ReportStatus | undefined;
  /** OBR-7, when the specimen was taken, and OBR-22, when the report was issued. */
  readonly takenAt: Moment | undefined;
  readonly issuedAt: Moment | undefined;
  readonly test: Coded;
  readonly discipline: string | undefined;
  readonly requestingLocation: string | undefined;
  readonly specialty: Coded | undefined;
  /** Notes on the report as a whole. */
  readonly comments: readonly string[];
  readonly content: Content;
  /** Files beside what is said: radiology has them, a laboratory is not to. */
  readonly files: readonly LabResult[];
  /** Observations that are no results: of what was ordered, or of what was not asked for. */
  readonly leftOut: readonly string[];
};

export type ReportStatus = 'REGISTERED' | 'PARTIAL' | 'PRELIMINARY' | 'FINAL' | 'CORRECTED' | 'CANCELLED';

type Content =
  | { readonly kind: 'RESULTS'; readonly results: readonly LabResult[] }
  /** One text under the report's own test: its lines, and what its first OBX says for all of them. */
  | ({ readonly kind: 'TEXT'; readonly lines: readonly string[] } & Pick<
      LabResult,
      'path' | 'status' | 'at' | 'visibleFrom'
    >);

/**
 * ORU R01: the reports of a message in order. Required: an OBR; for each its id in OBR-3.1 or ORC-3.1 (the same in both),
 * OBR-4, and an OBX with OBX-3, OBX-11, a time in OBX-14 or OBR-7, and OBX-2 and OBX-5 unless it takes a result back.
 * Of an OBX that is no result (OBX-11 O or N) nothing is read; a report of nothing else has no content.
 */
export const labReportsFromOru = (message: Er7Message, header: Header): readonly LabReport[] | Failure => {
  const groups = reportGroups(message);
  if (groups.length === 0) return invalid('An OBR segment is required.', 'OBR[1]');
  const { specialty } = readVisit(message);
  return each(groups, (group) => reportOf(group, specialty, header));
};

type Group = { readonly obr: Segment; readonly orc: Segment | undefined; readonly rest: readonly Segment[] };

/** The ORC of a report precedes its OBR. What follows an SPM is about the specimen, not a result. v2.5.1 §7.3.1 */
const reportGroups = (message: Er7Message): readonly Group[] => {
  const groups: Group[] = [];
  let orc: Segment | undefined;
  let rest: Segment[] | undefined;
  for (const segment of message.segments()) {
    if (segment.name === 'OBR') {
      rest = [];
      groups.push({ obr: segment, orc, rest });
      orc = undefined;
    } else if (segment.name === 'ORC' || segment.name === 'SPM') {
      rest = undefined;
      if (segment.name === 'ORC') orc = segment;
    } else rest?.push(segment);
  }
  return groups;
};

const reportOf = ({ obr, orc, rest }: Group, specialty: Coded | undefined, header: Header): LabReport | Failure => {
  const given = observationsOf(rest);
  const sentOnes = given.filter(([obx]) => !isNoResult(obx));
  const isFile = ([obx]: Observation): boolean => /^\s*ED\s*$/i.test(obx.field(2).text);
  const observations = sentOnes.filter((one) => !isFile(one));
  const begin = given[0]?.[0];
  const first = observations[0]?.[0];
  if (begin === undefined) return invalid('A report needs at least one OBX segment.', obr.path);
  const parts = all({
    externalId: reportId(obr, orc),
    status: sent(obr.field(25), readStatus),
    takenAt: sent(obr.field(7), (field) => readMoment(field, header.zone)),
    issuedAt: sent(obr.field(22), (field) => readMoment(field, header.zone)),
    test: requiredCoded(obr.field(4), 'The test'),
    files: each(sentOnes.filter(isFile), ([obx]) => readLabResult(obx, obr, header)),
    content:
      first !== undefined && isOneText(observations)
        ? map(readLabResult(first, obr, header), (result) => oneText(result, observations))
        : results(observations, obr, header),
  });
  if (isFailure(parts)) return parts;
  return {
    ...parts,
    status: parts.status ?? undefined,
    takenAt: parts.takenAt ?? undefined,
    issuedAt: parts.issuedAt ?? undefined,
    path: obr.path,
    kind: kindOf(textOf(obr.field(24))),
    placerId: (orc && textOf(orc.field(2))) ?? textOf(obr.field(2)),
    discipline: textOf(obr.field(24)),
    requestingLocation: orc && textOf(orc.field(13).component(9)),
    specialty,
    comments: notesOf(rest.slice(0, rest.indexOf(begin))),
    leftOut: given.flatMap(([obx]) => (isNoResult(obx) ? [obx.path] : [])),
  };
};

const reportId = (obr: Segment, orc: Segment | undefined): string | Failure => {
  const ordered = orc && textOf(orc.field(3).component(1));
  const observed = textOf(obr.field(3).component(1));
  if (ordered !== undefined && observed !== undefined && ordered !== observed) {
    return invalid('ORC-3.1 and OBR-3.1 must be the same id of the report.', obr.field(3).component(1).path);
  }
  return observed ?? ordered ?? invalid('The id of the report is required.', obr.field(3).component(1).path);
};

/** HL7 table 0123, as HL7's own map to FHIR has it. Y and Z ("no order, no record") are no status of a report. */
const statuses = new Map<string, ReportStatus>([
  ['O', 'REGISTERED'],
  ['I', 'REGISTERED'],
  ['S', 'REGISTERED'],
  ['A', 'PARTIAL'],
  ['R', 'PARTIAL'],
  ['P', 'PRELIMINARY'],
  ['F', 'FINAL'],
  ['C', 'CORRECTED'],
  ['X', 'CANCELLED'],
]);

const readStatus = (field: Field): ReportStatus | Failure =>
  statuses.get(field.text.trim().toUpperCase()) ??
  invalid(`The status of the report must be one of ${[...statuses.keys()].join(', ')}.`, field.path);

type Observation = readonly [obx: Segment, ...notes: Segment[]];

const observationsOf = (rest: readonly Segment[]): readonly Observation[] =>
  groupsOf(rest, 'OBX').flatMap(([obx, ...others]) =>
    obx === undefined ? [] : [[obx, ...others.filter((segment) => segment.name === 'NTE')] as const],
  );

/** At least two lines, all of them text, all under the same code in the same system (case counts). */
const isOneText = (observations: readonly Observation[]): boolean =>
  observations.every(([obx]) => isText(obx)) &&
  new Set(observations.map(([obx]) => JSON.stringify([1, 3].map((at) => obx.field(3).component(at).text)))).size ===
    1 &&
  observations.flatMap(([obx]) => textLines(obx)).length >= 2;

const isText = (obx: Segment): boolean => /^(TX|FT|ST)$/.test(obx.field(2).text.trim().toUpperCase());

const oneText = ({ path, status, at, visibleFrom }: LabResult, observations: readonly Observation[]): Content => ({
  kind: 'TEXT',
  lines: observations.flatMap(([obx, ...notes]) => [...textLines(obx), ...notesOf(notes)]),
  path,
  status,
  at,
  visibleFrom,
});

const results = (observations: readonly Observation[], obr: Segment, header: Header): Content | Failure => {
  const read: LabResult[] = [];
  for (const [obx, ...notes] of observations) {
    const result = readLabResult(obx, obr, header);
    if (isFailure(result)) return result;
    const before = read.at(-1);
    const more = before && withLines(before, result, obx);
    const failure = more === undefined ? lacksValue(result, obx) : undefined;
    if (failure !== undefined) return failure;
    if (more !== undefined) read.pop();
    const whole = more ?? result;
    const comments = notesOf(notes);
    read.push(comments.length === 0 ? whole : { ...whole, comments: [...whole.comments, ...comments] });
  }
  return { kind: 'RESULTS', results: read };
};

/**
 * A text of several lines among other results, each in an OBX of its own: nothing tells them apart, so they are one. Undefined
 * where it is another result.
 */
const withLines = (before: LabResult, next: LabResult, obx: Segment): LabResult | undefined => {
  const { value } = before;
  if (value?.kind !== 'TEXT' || !isText(obx) || identityOf(before) !== identityOf(next)) return undefined;
  return { ...before, value: { kind: 'TEXT', text: [value.text, ...textLines(obx)].join('\n') } };
};

/** What all lines of one text have alike. */
const identityOf = ({ test, subId, status, at, visibleFrom, unit, range, flags }: LabResult): string =>
  JSON.stringify([test.code ?? test.display, test.system, subId, status, at.instant, visibleFrom, unit, range, flags]);

const map = <T, U>(value: T | Failure, use: (value: T) => U): U | Failure => (isFailure(value) ? value : use(value));

const notesOf = (segments: readonly Segment[]): readonly string[] =>
  segments.filter((segment) => segment.name === 'NTE').flatMap((note) => linesOf(note.field(3)));
