import { conflict, invalid, notFound, type Failure } from '../../../kernel/failure.ts';
import type { KnownIdentifier } from '../feed.rules.ts';
import type { Warning } from '../feed.types.ts';

/** The numbers at one place of an A40, PID or MRG, with the records that carry them. */
export type Named = { readonly identifiers: readonly KnownIdentifier[]; readonly warnings: readonly Warning[] };

type Numbers = { readonly survivor: Named; readonly retired: Named };

/** What is to be done about two lists of numbers. */
export type Plan =
  | { readonly kind: 'SAME'; readonly patient: string }
  | { readonly kind: 'JOIN'; readonly survivor: string; readonly merged: string }
  | { readonly kind: 'RENUMBER'; readonly patient: string; readonly numbers: readonly KnownIdentifier[] };

/**
 * A sender gives up numbers of its own alone: a national number is not its to retire, and where one stands beside, it
 * says only whose record this was.
 */
export const numbersGivenUp = (retired: Named): Named | Failure => {
  const own = retired.identifiers.filter(({ kind }) => kind === 'LOCAL');
  const others = retired.identifiers.filter(({ kind }) => kind !== 'LOCAL');
  if (own.length === 0)
    return invalid(
      'The number that is given up is required, of a type that is your organisation’s own.',
      others[0] === undefined ? 'retired' : `retired[${String(others[0].index)}].value`,
    );
  const passedOver = others.map(({ index }) => ({
    field: `retired[${String(index)}]`,
    message: 'Only numbers of your organisation’s own are given up: this one was passed over.',
  }));
  return { identifiers: own, warnings: [...retired.warnings, ...passedOver] };
};

export const planOf = ({ survivor, retired }: Numbers): Plan | Failure => {
  if (survivor.identifiers.length === 0)
    return invalid('No usable identifier: none is of a type that is known for your organisation.', 'identifiers');
  const same = retired.identifiers.find((one) =>
    survivor.identifiers.some(({ system, value }) => system === one.system && value === one.value),
  );
  if (same !== undefined)
    return invalid(
      'This number is the one that remains: it cannot be given up.',
      `retired[${String(same.index)}].value`,
    );
  const [to, ...otherThanTo] = recordsOf(survivor);
  const [from, ...otherThanFrom] = recordsOf(retired);
  if (otherThanTo.length > 0) return conflict('These identifiers belong to different records.', 'identifiers');
  if (otherThanFrom.length > 0) return conflict('These identifiers belong to different records.', 'retired');
  if (to !== undefined && from !== undefined)
    return to === from ? { kind: 'SAME', patient: to } : { kind: 'JOIN', survivor: to, merged: from };
  if (to !== undefined) return { kind: 'RENUMBER', patient: to, numbers: retired.identifiers };
  if (from === undefined)
    return notFound('No record carries any of these identifiers: send an ADT^A28 first.', 'identifiers');
  return { kind: 'RENUMBER', patient: from, numbers: survivor.identifiers.filter(({ kind }) => kind !== 'PUBLIC') };
};

const recordsOf = ({ identifiers }: Named): readonly string[] => [
  ...new Set(identifiers.flatMap(({ patient }) => patient ?? [])),
];
