import { checkIdentifier, nhsNumberSystem, normalise } from '../identifier.rules.ts';
import type { CustomerIdentifierInput, UnplacedReason } from './aggregation.types.ts';

/** NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE: number present and verified. */
const verified = '01';

export type Unplaced = { readonly reason: UnplacedReason; readonly detail: string };

/**
 * The one number by which a record may be found for a Patient of a customer's store: an NHS number that has been verified.
 * Nobody has authenticated what stands in that store, so that a number which the customer itself does not vouch for
 * leads to no record. Domain reference §7.6, prerequisite
 */
export const verifiedNumber = (identifiers: readonly CustomerIdentifierInput[]): string | Unplaced => {
  const numbers = identifiers.filter(({ system }) => system === nhsNumberSystem);
  if (numbers.length === 0)
    return { reason: 'NO_NATIONAL_NUMBER', detail: `The Patient has no identifier of the system ${nhsNumberSystem}.` };
  const found = new Set(
    numbers.filter(({ verification }) => verification === verified).map(({ value }) => normalise('NHS', value)),
  );
  const [number] = found;
  if (number === undefined)
    return {
      reason: 'UNVERIFIED_NUMBER',
      detail: 'The NHS number of the Patient does not say that it was verified: its verification status is not 01.',
    };
  if (found.size > 1)
    return { reason: 'AMBIGUOUS_PATIENT', detail: 'The Patient has several NHS numbers that are said to be verified.' };
  const wrong = checkIdentifier('NHS', number, 'identifier');
  return wrong === undefined ? number : { reason: 'INVALID_NUMBER', detail: wrong.message };
};
