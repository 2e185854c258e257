import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import {
  canonical,
  codingOf,
  given,
  instantOf,
  organisationReference,
  refuseControlCharacters,
} from '../../kit/fhir.rules.ts';
import type { Writer } from '../../kit/permit.ts';
import type { Item, ObservationResource, Reference } from '../fhir.types.ts';
import { readObservation } from '../observation.rules.ts';
import { kindCalled, kindOfCode, loinc, ucum, type MeasurementKind, type MeasuredPart } from './catalogue.rules.ts';
import type { Measurement, MeasurementInput, MeasuredValue, MeasuredValueInput } from './measurement.types.ts';

/** A measurement whose kind is known and whose values are possible. */
export type CheckedMeasurement = {
  readonly kind: MeasurementKind;
  readonly takenAt: Date;
  readonly values: readonly { readonly part: MeasuredPart; readonly value: number; readonly unit: string }[];
  readonly note?: string | undefined;
};

/** @returns invalid with the path within this measurement as the field: `values[1].unit` */
export const checkMeasurement = (input: MeasurementInput, now: Date): CheckedMeasurement | Failure => {
  const kind = kindCalled(input.type);
  if (kind === undefined) return invalid('There is no such type: `measurementTypes` lists all.', 'type');
  const unreadable = refuseControlCharacters({ note: input.note });
  if (unreadable !== undefined) return unreadable;
  if ((input.note ?? '').length > longestNote) return invalid(`A note has at most ${longestNote} characters.`, 'note');
  // Clocks of devices are not ours; what is to come cannot have been measured.
  if (input.takenAt.getTime() > now.getTime() + clockTolerance)
    return invalid('This has not been measured yet: the time is to come.', 'takenAt');
  const values: CheckedMeasurement['values'][number][] = [];
  for (const [index, value] of input.values.entries()) {
    const checked = checkValue(kind, value);
    if (isFailure(checked)) return invalid(checked.message, `values[${index}].${checked.field ?? ''}`);
    if (values.some(({ part }) => part === checked.part))
      return invalid(`${checked.part.key} stands here twice.`, `values[${index}].part`);
    values.push(checked);
  }
  const missing = kind.parts.filter((part) => !values.some((value) => value.part === part));
  return missing.length > 0
    ? invalid(`${kind.key} needs a value for each of ${kind.parts.map(({ key }) => key).join(', ')}.`, 'values')
    : { kind, takenAt: input.takenAt, values, note: given(input.note) };
};

const longestNote = 2000;
const clockTolerance = 10 * 60_000;

const checkValue = (kind: MeasurementKind, { part: named, value, unit }: MeasuredValueInput) => {
  const part = kind.parts.find(({ key }) => key === (named ?? 'VALUE'));
  if (part === undefined) return invalid(`${kind.key} has ${kind.parts.map(({ key }) => key).join(', ')}.`, 'part');
  const known = part.units.find(({ code }) => code === unit);
  if (known === undefined)
    return invalid(
      `${part.name} is measured in ${part.units.map(({ code }) => code).join(' or ')} (UCUM), not in this.`,
      'unit',
    );
  if (!Number.isFinite(value) || value < known.low || value > known.high)
    return invalid(`${part.name} is between ${known.low} and ${known.high} ${known.code}.`, 'value');
  return { part, value, unit };
};

/** Who measured: the patient, somebody who cares for the patient, or a team. */
type Taken = { readonly patient: string; readonly writer: Writer; readonly at: Date };

/** A measurement as an R4 Observation, after the vital signs profiles: parts are components. */
export const observationOfMeasurement = (
  { kind, takenAt, values, note }: CheckedMeasurement,
  { patient, writer, at }: Taken,
): object => {
  const [only] = values;
  const isSingle = kind.parts.length === 1 && only !== undefined;
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ system: `${terminology}/observation-category`, code: kind.category }] }],
    code: { coding: [{ system: loinc, code: kind.code, display: kind.name }], text: kind.name },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: takenAt.toISOString(),
    issued: at.toISOString(),
    performer: [performerOf(patient, writer)],
    valueQuantity: isSingle ? quantityOf(only) : undefined,
    component: isSingle
      ? undefined
      : values.map((value) => ({
          code: { coding: [{ system: loinc, code: value.part.code, display: value.part.name }] },
          valueQuantity: quantityOf(value),
        })),
    note: note === undefined ? undefined : [{ text: note }],
  };
};

const terminology = 'http://terminology.hl7.org/CodeSystem';

const quantityOf = ({ part, value, unit }: CheckedMeasurement['values'][number]): object => ({
  value,
  unit: part.units.find(({ code }) => code === unit)?.name,
  system: ucum,
  code: unit,
});

export const performerOf = (patient: string, { as, sources }: Writer): object => {
  if (as === 'PATIENT') return { reference: `Patient/${patient}` };
  // The team stands last: before it, if anybody, the professional.
  if (as === 'TEAM') return organisationReference(sources.at(-1) ?? '');
  return { type: 'RelatedPerson', identifier: { system: `${canonical}/id/person`, value: sources[0] } };
};

/** An R4 Observation of a measurement, by whomever it was sent, as the graph shows it. */
export const projectMeasurement = (item: Item, closed: boolean): Measurement => {
  const observation: ObservationResource & { readonly performer?: readonly Reference[] } = readObservation(item.text);
  const kind = kindOfCode(observation.code?.coding?.find(({ system }) => system === loinc)?.code);
  return {
    id: item.id,
    version: item.version,
    type: kind?.key,
    code: codingOf(observation.code) ?? {},
    takenAt: instantOf(observation.effectiveDateTime),
    values: closed ? [] : valuesOf(observation, kind),
    note: closed ? undefined : observation.note?.[0]?.text,
    byPatient: observation.performer?.some(({ reference }) => reference?.startsWith('Patient/') === true) === true,
    label: item.label === 'UNSET' ? undefined : item.label,
  };
};

const valuesOf = (observation: ObservationResource, kind: MeasurementKind | undefined): readonly MeasuredValue[] => {
  const values: MeasuredValue[] = [];
  for (const { code, valueQuantity } of [observation, ...(observation.component ?? [])]) {
    if (valueQuantity?.value === undefined) continue;
    const coding = codingOf(code) ?? {};
    values.push({
      part: kind?.parts.find((known) => known.code === coding.code)?.key,
      code: coding,
      value: valueQuantity.value,
      unit: valueQuantity.code ?? valueQuantity.unit,
    });
  }
  return values;
};
