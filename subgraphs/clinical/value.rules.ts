import { wordsOf, type Concept } from '../kit/fhir.rules.ts';
import type { ObservationResource, QuantityElement, RangeElement, Valued } from './fhir.types.ts';

/**
 * The value of an observation in words, whatever its kind; components each with their name. R4 Observation.value[x]
 *
 * Written for speed, as all that a list of results comes through: most have one number, and need no list of parts.
 */
export const valueInWords = (observation: ObservationResource): string | undefined => {
  if (observation.component === undefined) return valueOf(observation);
  const parts = observation.component.map((component) => named(component.code, valueOf(component)));
  const words = [valueOf(observation), ...parts].filter((part) => part !== undefined);
  return words.length === 0 ? undefined : words.join(', ');
};

/** The reference range in words: the laboratory's own, else its bounds. */
export const rangeInWords = (range: (RangeElement & { readonly text?: string }) | undefined): string | undefined =>
  range?.text ?? rangeOf(range);

const named = (code: Concept | undefined, value: string | undefined): string | undefined =>
  value === undefined ? undefined : [wordsOf(code), value].filter((part) => part !== undefined).join(' ');

const valueOf = (valued: Valued): string | undefined =>
  quantityOf(valued.valueQuantity) ??
  wordsOf(valued.valueCodeableConcept) ??
  valued.valueString ??
  valued.valueBoolean?.toString() ??
  valued.valueInteger ??
  rangeOf(valued.valueRange) ??
  ratioOf(valued.valueRatio) ??
  valued.valueTime ??
  valued.valueDateTime ??
  between(valued.valuePeriod?.start, valued.valuePeriod?.end);

const quantityOf = (quantity: QuantityElement | undefined): string | undefined => {
  if (quantity?.value === undefined) return undefined;
  const number = `${quantity.comparator ?? ''}${quantity.value}`;
  const unit = quantity.unit ?? quantity.code;
  return unit === undefined ? number : `${number} ${unit}`;
};

const rangeOf = (range: RangeElement | undefined): string | undefined =>
  between(quantityOf(range?.low), quantityOf(range?.high));

const ratioOf = (ratio: Valued['valueRatio']): string | undefined => {
  const parts = [quantityOf(ratio?.numerator), quantityOf(ratio?.denominator)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' : ');
};

const between = (low: string | undefined, high: string | undefined): string | undefined => {
  if (low === undefined) return high === undefined ? undefined : `up to ${high}`;
  return high === undefined ? `from ${low}` : `${low} to ${high}`;
};
