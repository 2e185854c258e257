import type { PatientId } from '../../kernel/id.ts';
import type { Placement } from '../kit/placement.ts';
import type { RecordStore } from './records.types.ts';

/**
 * The placement with the patient under whose id the sender's item lies already: one that came to a record before that was
 * merged goes on there, with its versions and all that refers to it. What is new goes to the record that remains, and a
 * patient whose record was never merged costs nothing. ADR 22
 */
export const atHome = async (
  store: Pick<RecordStore, 'whereIs'>,
  placement: Placement,
  { type, external }: { readonly type: string; readonly external: string },
): Promise<Placement> => {
  const { formerly, organisation } = placement;
  if (formerly === undefined) return placement;
  const home: PatientId | undefined = await store.whereIs(type, { organisation, external }, formerly);
  return home === undefined ? placement : { ...placement, patient: home };
};
