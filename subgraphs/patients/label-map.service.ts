import { conflict, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import type { NewId } from '../../kernel/id.ts';
import { administratorOf, type Administrator } from '../kit/administrator.ts';
import type { Context } from '../kit/context.ts';
import { isLine } from '../kit/line.rules.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { LabelMapStore, Trace } from './label-map.store.ts';
import type { LabelMap, LabelMapInput, LabelMapKeyInput } from './label-map.types.ts';

/** All of these are for the administrators of the organisation; to everybody else it is forbidden, whatever the id. */
export type LabelMapService = {
  list(context: Context, organisation: string): Promise<readonly LabelMap[] | Failure>;
  /** @returns invalid with the field; conflict where the organisation has as many codes as may be */
  set(context: Context, input: LabelMapInput): Promise<LabelMap | Failure>;
  /** @returns not_found where there is no such code */
  remove(context: Context, input: LabelMapKeyInput): Promise<LabelMap | Failure>;
};

/** All of them travel with every message of the organisation. ADR 14 */
const mostCodes = 500;

export const labelMapService = ({
  store,
  newId,
}: {
  readonly store: LabelMapStore;
  readonly newId: NewId;
}): LabelMapService => ({
  list: async (context, asked) => {
    const administrator = administratorOf(context.principal, asked, 'organisation');
    return isFailure(administrator) ? administrator : store.list(administrator.organisation);
  },

  set: async (context, input) => {
    const administrator = administratorOf(context.principal, input.organisation, 'organisation');
    if (isFailure(administrator)) return administrator;
    const code = codeOf(input);
    if (isFailure(code)) return code;
    const trace = traceOf(context, administrator, newId());
    const written = await store.set({ ...code, label: input.label }, trace, mostCodes);
    return written ?? conflict(`An organisation has at most ${mostCodes} codes that give labels.`, 'code');
  },

  remove: async (context, input) => {
    const administrator = administratorOf(context.principal, input.organisation, 'organisation');
    if (isFailure(administrator)) return administrator;
    const code = codeOf(input);
    if (isFailure(code)) return code;
    const removed = await store.remove(code, traceOf(context, administrator, newId()));
    return removed ?? notFound('There is no such code.', 'code');
  },
});

const traceOf = (context: Context, { organisation, user }: Administrator, id: string): Trace => ({
  id,
  at: context.clock.now(),
  actor: nameOf(context.principal),
  person: user,
  organisation,
});

const codeOf = (input: LabelMapKeyInput) => {
  const system = input.system?.trim() ?? '';
  const code = input.code.trim();
  if (code === '' || !isLine(code)) return invalid('A code has 1 to 200 characters.', 'code');
  if (!isLine(system) || system.includes('|'))
    return invalid('A code system has at most 200 characters, and no bar.', 'system');
  // PV1-10.1 is a code and nothing else.
  if (input.kind === 'SPECIALTY' && system !== '') return invalid('A specialty comes without a code system.', 'system');
  return { kind: input.kind, system, code };
};
