import { madeOnce } from '../../kernel/made-once.ts';
import {
  codingOf,
  conceptOf,
  given,
  instant,
  instantOf,
  organisationReference,
  senderIdentifier,
  wordsOf,
  type Concept,
} from '../kit/fhir.rules.ts';
import { inWords, noCodes, type Codes } from '../kit/code-set.rules.ts';
import type { Observation, Quantity } from './clinical.types.ts';
import { decimal, readExact } from './decimal.rules.ts';
import type { Extension, Item, ObservationResource, Place, QuantityElement } from './fhir.types.ts';
import type { LabReportInput } from './ingest.types.ts';
import type { KnownReport, KnownResult } from './known-report.rules.ts';
import type { ReportKind } from './report-kind.types.ts';
import { rangeInWords, valueInWords } from './value.rules.ts';

/** The sender's number of one result: the report's and the result's own key, joined so that no two pairs give the same. */
export const resultNumber = (report: string, key: string): string =>
  [report, key].map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');

/**
 * What a report is known by: its number, and what was ordered. Laboratories number specimens and requests, of each of which
 * there may be several reports. Domain reference §4.5
 */
export const reportKey = ({ externalId, code }: Pick<LabReportInput, 'externalId' | 'code'>): string =>
  resultNumber(externalId, code.code ?? code.display ?? '');

/** One result of a report as an R4 Observation; a Decimal stands for a number whose digits JavaScript would not keep. */
export const observationOf = (report: KnownReport, result: KnownResult, place: Place): object => ({
  resourceType: 'Observation',
  extension: subIdExtension(result.subId),
  identifier: [senderIdentifier(place.organisation, resultNumber(report.externalId, result.key))],
  status: result.status,
  category: [
    { coding: [{ system: `${terminology}/observation-category`, ...categories[report.kind ?? 'LABORATORY'] }] },
  ],
  code: conceptOf(result.code),
  subject: { reference: `Patient/${place.patient}` },
  effectiveDateTime: instant(result.observedAt ?? report.effectiveAt),
  issued: instant(report.issuedAt),
  performer: [organisationReference(place.organisation)],
  ...valueElement(result),
  interpretation: interpretationOf(result.interpretation),
  note: listOf(result.notes.filter((note) => given(note) !== undefined).map((text) => ({ text }))),
  referenceRange: listOf([given(result.referenceRange)].filter((text) => text !== undefined).map((text) => ({ text }))),
});

/**
 * The same results are read again and again, in lists above all, and half of that went into parsing them. It is the text that is
 * known, and never who may see it: each time it comes from the store, through a sight.
 */
export const readObservation = madeOnce((text) => readExact(text) as ObservationResource, 3_000);

/** An R4 Observation as the graph shows it. `closed`: there it is, but what it says is not yet open to the caller. */
export const projectObservation = (item: Item, closed: boolean, codes: Codes = noCodes): Observation => {
  const observation = withUnit(readObservation(item.text), codes);
  return {
    id: item.id,
    version: item.version,
    code: inWords(codes, 'RESULT', codingOf(observation.code) ?? {}),
    status: observation.status,
    effectiveAt: instantOf(
      observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.start,
    ),
    ...(closed ? { notes: [] } : contentOf(observation)),
    label: item.label === 'UNSET' ? undefined : item.label,
    visibleFrom: item.visibleFrom,
  };
};

/** The unit as its organisation writes it today. */
const withUnit = (observation: ObservationResource, codes: Codes): ObservationResource => {
  const { valueQuantity } = observation;
  if (valueQuantity === undefined) return observation;
  const unit = codes.meaning('UNIT', { code: valueQuantity.unit })?.display;
  return unit === undefined ? observation : { ...observation, valueQuantity: { ...valueQuantity, unit } };
};

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** R4 ValueSet observation-category */
const categories = {
  LABORATORY: { code: 'laboratory', display: 'Laboratory' },
  RADIOLOGY: { code: 'imaging', display: 'Imaging' },
  MEASUREMENTS: { code: 'vital-signs', display: 'Vital Signs' },
} as const satisfies Record<ReportKind, object>;

const listOf = <Element>(elements: readonly Element[]): readonly Element[] | undefined =>
  elements.length === 0 ? undefined : elements;

/** HL7's own extension for OBX-4, as its map from v2 to FHIR has it. */
const subIdUrl = 'http://hl7.org/fhir/StructureDefinition/observation-v2-subid';
const originalSubId = 'original-sub-identifier';

const subIdExtension = (subId: string | null | undefined): readonly Extension[] | undefined => {
  const text = given(subId);
  return text === undefined ? undefined : [{ url: subIdUrl, extension: [{ url: originalSubId, valueString: text }] }];
};

const subIdIn = (extensions: readonly Extension[] | undefined): string | undefined =>
  extensions?.find(({ url }) => url === subIdUrl)?.extension?.find(({ url }) => url === originalSubId)?.valueString;

const valueElement = (result: KnownResult): object => {
  const number = given(result.number);
  if (number !== undefined) {
    return {
      valueQuantity: {
        value: decimal(number),
        comparator: given(result.comparator),
        unit: given(result.unit),
        ...(result.unitStandard ? { system: result.unitStandard.system, code: result.unitStandard.code } : {}),
      },
    };
  }
  const concept = conceptOf(result.coded);
  if (concept !== undefined) return { valueCodeableConcept: concept };
  const text = given(result.text);
  // FHIR has no unit beside a text; without it `5-10` would say nothing.
  if (text !== undefined)
    return { valueString: [text, given(result.unit)].filter((part) => part !== undefined).join(' ') };
  // A result without a value says why, so that a reader does not take it for lost. R4 Observation.dataAbsentReason
  return {
    dataAbsentReason: {
      coding: [{ system: `${terminology}/data-absent-reason`, code: absentReasons[result.status] ?? 'unknown' }],
    },
  };
};

const absentReasons: Readonly<Record<string, string | undefined>> = {
  registered: 'temp-unknown',
  preliminary: 'temp-unknown',
  cancelled: 'not-performed',
};

/** The flags of HL7 v2 table 0078 that R4 has taken over; any other is kept as text. R4 ValueSet observation-interpretation */
const interpretations =
  'A AA B CAR D DET E EX EXP H HH HU HX I IE IND L LL LU LX N NCL ND NEG NR NS POS R RR S SDD SYN-R SYN-S U UNE W WR < >'.split(
    ' ',
  );

/** Several flags stand beside each other, separated by spaces. */
const interpretationOf = (flags: string | null | undefined): readonly object[] | undefined => {
  const text = given(flags);
  if (text === undefined) return undefined;
  const codes = text.split(' ');
  if (!codes.every((code) => interpretations.includes(code))) return [{ text }];
  return codes.map((code) => ({ coding: [{ system: `${terminology}/v3-ObservationInterpretation`, code }] }));
};

const contentOf = (observation: ObservationResource): Partial<Observation> & Pick<Observation, 'notes'> => ({
  subId: subIdIn(observation.extension),
  value: valueInWords(observation),
  quantity: quantityOf(observation.valueQuantity),
  referenceRange: rangeInWords(observation.referenceRange?.[0]),
  interpretation: flagsOf(observation.interpretation),
  notes: observation.note?.map(({ text }) => text).filter((text) => text !== undefined) ?? [],
});

const flagsOf = (interpretation: readonly Concept[] | undefined): string | undefined => {
  if (interpretation === undefined) return undefined;
  const flags = interpretation
    .map((concept) => concept.coding?.[0]?.code ?? wordsOf(concept))
    .filter((flag) => flag !== undefined);
  return flags.length === 0 ? undefined : flags.join(' ');
};

const quantityOf = (quantity: QuantityElement | undefined): Quantity | undefined =>
  quantity?.value === undefined
    ? undefined
    : { value: quantity.value, comparator: quantity.comparator, unit: quantity.unit ?? quantity.code };
