import { ExactNumber, isExactMembers, type Exact } from './exact.ts';

/** Whether two values are the same: members in any order, numbers by what they are worth. RFC 6902 §4.6 */
export const isEqual = (one: Exact | undefined, other: Exact | undefined): boolean => {
  if (one instanceof ExactNumber) return other instanceof ExactNumber && isSameNumber(one.text, other.text);
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
  if (!isExactMembers(one)) return one === other;
  const names = Object.keys(one);
  return (
    isExactMembers(other) &&
    Object.keys(other).length === names.length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
};

/** 1.00 is 1 and 100e-2, and longer numbers than JavaScript has are told apart. */
const isSameNumber = (one: string, other: string): boolean => one === other || worth(one) === worth(other);

const worth = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = withoutZeros(digits);
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${String(power)}`;
};

/** Not by an expression: `0+$` would look at long rows of zeros again and again. */
const withoutZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end -= 1;
  return digits.slice(0, end);
};
