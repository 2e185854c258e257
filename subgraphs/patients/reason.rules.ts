import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { refuseControlCharacters } from '../kit/fhir.rules.ts';

/** Why somebody overrides what a patient shares: the patient and the privacy officer are to understand it later. */
export const reasonOf = (raw: string): string | Failure => {
  const unreadable = refuseControlCharacters(raw, 'reason');
  if (isFailure(unreadable)) return unreadable;
  const reason = raw.trim();
  return reason.length < 10 || reason.length > 1000
    ? invalid('Give a reason of 10 to 1000 characters.', 'reason')
    : reason;
};
