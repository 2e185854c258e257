import { invalid, type Failure } from '../../kernel/failure.ts';
import type { Codes, SentCode, Standard } from '../kit/code-set.rules.ts';
import type { Coding } from '../kit/coding.types.ts';
import type { AskedCodeInput, DemographicsInput, KnownCode } from './feed.types.ts';
import { Gender } from './patients.types.ts';

/** A standard code as the graph shows it. */
export const codingOf = ({ system, code, display }: Standard): Coding => ({
  code,
  ...(system === null ? {} : { system }),
  ...(display === null ? {} : { display }),
});

/** Of the codes that were asked about, those that the organisation has said something of. */
export const knownCodes = (asked: readonly AskedCodeInput[], codes: Codes): readonly KnownCode[] =>
  asked.flatMap(({ set, ...sent }: AskedCodeInput & SentCode) => {
    const meaning = codes.meaning(set, sent);
    if (meaning === undefined) return [];
    return [
      { set, code: sent.code, display: meaning.display, standard: meaning.standard && codingOf(meaning.standard) },
    ];
  });

/**
 * Demographics with the gender that PID-8 means to the organisation, else to everybody.
 *
 * @returns invalid where it means nothing to either
 */
export const genderInCodes = (
  { genderCode, ...demographics }: DemographicsInput,
  codes: Codes,
): DemographicsInput | Failure => {
  const said = codes.meaning('GENDER', { code: genderCode })?.standard?.code;
  if (said !== undefined && Object.hasOwn(Gender, said)) return { ...demographics, gender: Gender[said as Gender] };
  return genderCode && !demographics.gender
    ? invalid('The sex must be M, F, U, I, A or O, or a code of the organisation.', 'demographics.genderCode')
    : demographics;
};
