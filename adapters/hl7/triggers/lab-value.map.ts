import { unsupported, type Failure } from '../../../kernel/failure.ts';
import type { LabResultInput } from '../documents.generated.ts';
import type { ObservationValue } from '../read/observation.ts';
import { toCoding } from './coding.map.ts';

type Value = Pick<LabResultInput, 'number' | 'comparator' | 'text' | 'coded'>;

/** OBX-5 for the graph: a number, a code, or else words. `path` is where it stands. */
export const toValue = (value: ObservationValue, path: string): Value | Failure => {
  switch (value.kind) {
    case 'NUMBER':
      return { number: decimalOf(value.number), comparator: value.comparator };
    case 'STRUCTURED':
      return structured(value);
    case 'CODED':
      return { coded: toCoding(value.coded) };
    case 'TEXT':
      return { text: value.text };
    case 'DATE':
      return { text: value.date };
    case 'TIME':
      return { text: value.time };
    case 'MOMENT':
      return { text: value.moment.iso };
    case 'REFERENCE':
      return { text: value.uri };
    case 'ATTACHMENT':
      // To leave it out would leave out the report itself; its sender has to find another way.
      return unsupported('Files in laboratory reports are not accepted yet. Send them as documents (MDM^T02).', path);
  }
};

/** SN that is a number with a comparator is that; a range or ratio is words, as the laboratory would write it. */
const structured = ({
  comparator,
  first,
  separator,
  second,
}: Extract<ObservationValue, { kind: 'STRUCTURED' }>): Value => {
  const isNumber = first !== undefined && separator === undefined && second === undefined;
  if (isNumber && (comparator === undefined || comparator === '=')) return { number: decimalOf(first) };
  if (isNumber && comparators.has(comparator)) return { number: decimalOf(first), comparator };
  const parts = [`${comparator ?? ''}${first ?? ''}`, separator, second];
  return { text: parts.filter((part) => part !== undefined && part !== '').join(' ') };
};

const comparators: ReadonlySet<string | undefined> = new Set(['<', '<=', '>', '>=']);

/** The same digits as JSON and FHIR write a decimal: no plus, no leading zeros, a digit on either side of the point. */
const decimalOf = (text: string): string => {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return `${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`;
};
