import { conflict, forbidden, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseUserId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { AcceptanceStore, Acceptor, NotAccepted } from './acceptance.store.ts';
import { faultOfNewcomer } from './invitation.rules.ts';
import type { Acceptance, SeenInvitation } from './invitation.types.ts';
import { inTheWeb } from './roles.rules.ts';
import { hashOfToken } from './token.ts';

type Asked = Acceptor & { readonly token: string };

export type AcceptanceService = ReturnType<typeof acceptanceService>;

/** Who takes the role: whoever has both the token and the e-mail address. ADR 16 */
export const acceptanceService = ({ store }: { readonly store: AcceptanceStore }) => {
  const taken = async (context: Context, { token, ...acceptor }: Asked): Promise<Acceptance | Failure> => {
    const hash = hashOfToken(token);
    const accepted = hash === undefined ? 'UNUSABLE' : await store.accept(context, hash, acceptor);
    if (typeof accepted === 'string') return refusals[accepted];
    const { role, patientId } = accepted.invitation;
    return { role, personId: acceptor.person, membership: accepted.membership, patientId: patientId ?? null };
  };

  return {
    /** For the signed-in person. */
    accept: async (context: Context, token: string): Promise<Acceptance | Failure> => {
      const person = inTheWeb(context.principal)?.user;
      return person === undefined ? unusable : taken(context, { token, person, newcomer: undefined });
    },

    /** For identity's page, which has found out who accepts. */
    take: async (context: Context, asked: Asked): Promise<Acceptance | Failure> => {
      const person = parseUserId(asked.person);
      if (context.principal.kind !== 'internal' || isFailure(person)) return unusable;
      const fault = asked.newcomer && faultOfNewcomer(asked.newcomer, context.clock.now());
      return fault ?? taken(context, { ...asked, person });
    },

    /** For the same page; null where there is no invitation that anybody could accept. */
    seen: async (context: Context, token: string, raw: string | null): Promise<SeenInvitation | null> => {
      const hash = hashOfToken(token);
      if (context.principal.kind !== 'internal' || hash === undefined) return null;
      const person = parseUserId(raw);
      return (await store.seen(hash, context.clock.now(), isFailure(person) ? null : person)) ?? null;
    },
  };
};

/** One answer, whatever is wrong with a token: whoever guesses learns nothing. */
const unusable = notFound('This invitation cannot be used. Ask for another one.', 'token');

const refusals: Readonly<Record<NotAccepted, Failure>> = {
  UNUSABLE: unusable,
  // Nobody is signed in whom we do not know, but for a guest of NHS login.
  NOBODY: forbidden('Sign in with an account of your own first.', 'token'),
  KNOWN: conflict('Somebody has this e-mail address already. Sign in first.', 'token'),
  ANOTHERS: forbidden('This invitation is for another e-mail address. Sign in with that one.', 'token'),
  OWN_RECORD: conflict('This is your own record.', 'token'),
};
