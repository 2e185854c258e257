import { conflict, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseUserId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { emailOf } from '../roles/invitation.rules.ts';
import type { JoinStore, NotJoined, OnLetter } from './join.store.ts';
import type { JoinInput, LetterTokenInput, SeenLetterToken } from './join.types.ts';
import { hashOf } from './token-hash.ts';
import { typedCode, typedToken } from './token.rules.ts';

export type JoinService = ReturnType<typeof joinService>;

/** Patients make their record their own with what was printed on a letter; for identity's page alone. ADR 31 */
export const joinService = ({ store }: { readonly store: JoinStore }) => ({
  /** Null for all that is wrong with a token: whoever guesses learns nothing. */
  seen: async (
    { principal, clock }: Context,
    letter: LetterTokenInput,
    by?: string | null,
  ): Promise<SeenLetterToken | null> => {
    const found = onLetter(letter);
    const person = by == null ? null : parseUserId(by);
    if (principal.kind !== 'internal' || found === undefined || isFailure(person)) return null;
    return (await store.seen(found, { person, now: clock.now() })) ?? null;
  },

  /**
   * @returns the person; not_found where the token cannot be used (any more); invalid with `dateOfBirth` where that is not the
   *   patient's, which the third time locks the token; conflict where somebody else has the e-mail address, or the
   *   person a record already
   */
  join: async (context: Context, input: JoinInput): Promise<string | Failure> => {
    const found = onLetter(input.letter);
    const person = parseUserId(input.person);
    if (context.principal.kind !== 'internal' || found === undefined || isFailure(person)) return unusable;
    const email = input.email == null ? null : emailOf(input.email);
    if (email === undefined) return invalid('An e-mail address has a name, an @ and a domain.', 'email');
    const outcome = await store.join(context, { ...found, dateOfBirth: input.dateOfBirth, person, email });
    return outcome === 'JOINED' ? person : refusals[outcome];
  },
});

const onLetter = ({ team, code, token }: LetterTokenInput): OnLetter | undefined => {
  const [typed, secret] = [typedCode(code), typedToken(token)];
  if (typed === undefined || secret === undefined || team.includes('\0')) return undefined;
  return { code: typed, hash: hashOf(secret), team: team.trim().toLowerCase() };
};

const unusable = notFound('This invitation cannot be used. Ask for another one.', 'token');

const refusals: Readonly<Record<NotJoined, Failure>> = {
  UNUSABLE: unusable,
  BIRTHDAY: invalid(
    'This is not the date of birth in your record. After three wrong ones the invitation is locked.',
    'dateOfBirth',
  ),
  KNOWN: conflict('Somebody has this e-mail address already. Sign in first.', 'email'),
  OWN_RECORD: conflict(
    'You have a record of your own already. Ask whoever sent the letter to merge the two.',
    'person',
  ),
};
