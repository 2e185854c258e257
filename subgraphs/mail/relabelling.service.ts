import { forbidden, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseLetterId, type NewId } from '../../kernel/id.ts';
import { amend, overtaken } from '../kit/amend.ts';
import type { ChangeLabelInput } from '../kit/change-label.types.ts';
import type { Context } from '../kit/context.ts';
import { mayRelabel, openPermit } from '../kit/permit.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { RelabellingStore } from './relabelling.store.ts';

export type RelabellingService = {
  /**
   * Somebody gives a letter another label, which stays when the sender replaces the letter.
   *
   * @returns forbidden where the permit is not the caller's, or does not reach so far; not_found where it does not show
   *   the letter
   */
  changeLabel(context: Context, input: ChangeLabelInput): Promise<Stored | Failure>;
};

export const relabellingService = ({
  store,
  newId,
}: {
  readonly store: RelabellingStore;
  readonly newId: NewId;
}): RelabellingService => ({
  changeLabel: async (context, { permit: sealed, id, label }) => {
    const permit = openPermit(context, sealed);
    if (isFailure(permit)) return permit;
    const known = parseLetterId(id);
    if (isFailure(known)) return noSuchLetter;
    return amend(
      store.sql,
      () => store.letter(known, permit),
      async (letter, transaction): Promise<Stored | Failure | typeof overtaken> => {
        if (letter === undefined) return noSuchLetter;
        if (!mayRelabel(permit, letter, label)) return forbidden('You may not give this letter this label.', 'label');
        const change = { id: newId(), label, at: context.clock.now(), by: nameOf(context.principal) };
        if (!(await store.relabel(letter, change, transaction))) return overtaken;
        return { id: letter.id, outcome: letter.label === label ? 'unchanged' : 'updated' };
      },
    );
  },
});

const noSuchLetter = notFound('There is no such letter that you can see.', 'id');
