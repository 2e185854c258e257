import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId, parsePatientId, type NewId } from '../../../kernel/id.ts';
import { openAddressee } from '../../kit/addressee.ts';
import type { Context } from '../../kit/context.ts';
import type { Stored } from '../../kit/store-result.types.ts';
import { kindOf } from '../letter.rules.ts';
import type { DispatchStore } from './dispatch.store.ts';
import type { HoldLetterInput } from './hold-letter.types.ts';

export type FallbackService = {
  /**
   * A letter whose message is held for review: nobody can read it on a screen, so it is printed at once. Null where
   * nobody prints for its sender.
   */
  hold(context: Context, input: HoldLetterInput): Promise<Stored | null | Failure>;
  /** One round of the fallback, for our own process. */
  decide(context: Context, limit: number): Promise<number>;
  /** These patients have been told that there is something new, by our own process; answers the letters. */
  notified(context: Context, patients: readonly string[]): Promise<readonly string[]>;
};

const most = 5_000;

type Needs = { readonly store: DispatchStore; readonly newId: NewId };

export const fallbackService = ({ store, newId }: Needs): FallbackService => ({
  hold: async (context, { addressee, message, externalId, title, documentType }) => {
    const { principal } = context;
    const organisation =
      principal.kind === 'organisation' ? principal.organisation : openAddressee(context, addressee ?? '');
    if (isFailure(organisation)) return organisation;
    const origin = parseMessageId(message.id);
    if (isFailure(origin)) return invalid(origin.message, 'message.id');
    const fault = [externalId, title].find((text) => text.trim() === '' || text.length > 1_000 || text.includes('\0'));
    if (fault !== undefined) return invalid('A letter has a number and a title.', 'externalId');
    const partner = 'partner' in principal ? principal.partner : null;
    const kind = kindOf(documentType);
    const { isHybrid, excluded } = await store.handling(organisation, kind, partner);
    if (!isHybrid || excluded) return null;
    const id = newId();
    const at = context.clock.now();
    const letter = { id, organisation, partner, message: origin, externalId, title, documentType: kind, at };
    return { id, outcome: (await store.hold(letter)) ? 'created' : 'unchanged' };
  },

  decide: async ({ principal, clock }, limit) =>
    principal.kind === 'internal' ? store.decide(clock.now(), Math.min(Math.max(limit, 0), most)) : 0,

  notified: async ({ principal, clock }, patients) => {
    if (principal.kind !== 'internal') return [];
    const known = patients.slice(0, most).flatMap((patient) => {
      const id = parsePatientId(patient);
      return isFailure(id) ? [] : [id];
    });
    return store.notified(known, clock.now());
  },
});
