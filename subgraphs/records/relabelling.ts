import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { Label } from '../kit/label.ts';
import { mayRelabel, openPermit } from '../kit/permit.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { RecordStore } from './records.types.ts';

export type ChangesOfLabels = {
  /**
   * Somebody gives an item another label. It stays when the sender writes the item again.
   *
   * @returns forbidden where the permit is not the caller's, or does not reach so far; not_found where it does not show
   *   the item
   */
  changeLabel(
    context: Context,
    change: { readonly permit: string; readonly type: string; readonly id: string; readonly label: Label },
  ): Promise<Stored | Failure>;
};

export const changesOfLabels = (store: Pick<RecordStore, 'relabel'>): ChangesOfLabels => ({
  changeLabel: async (context, { permit: sealed, type, id, label }) => {
    const permit = openPermit(context, sealed);
    if (isFailure(permit)) return permit;
    const { patient, formerly, view } = permit;
    const sight = { patient, ...(formerly === undefined ? {} : { formerly }), ...view };
    const by = nameOf(context.principal);
    return store.relabel({ sight, type, id, label, by }, (item) => mayRelabel(permit, item, label));
  },
});
