import { isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { keyOf, typeToSet, type NumberType } from './identifier-type.rules.ts';
import type { IdentifierTypeStore } from './identifier-type.store.ts';
import type { IdentifierType, IdentifierTypeInput, IdentifierTypeKeyInput } from './identifier-type.types.ts';

/** All of these are for the administrators of the organisation; to everybody else it is forbidden, whatever the id. */
export type IdentifierTypeService = {
  list(context: Context, organisation: string): Promise<readonly IdentifierType[] | Failure>;
  /** @returns invalid or conflict with the field */
  set(context: Context, input: IdentifierTypeInput): Promise<IdentifierType | Failure>;
  /** @returns not_found where the organisation has no such type; everybody's cannot be removed */
  remove(context: Context, input: IdentifierTypeKeyInput): Promise<IdentifierType | Failure>;
};

export const identifierTypeService = (store: IdentifierTypeStore): IdentifierTypeService => ({
  list: async (context, asked) => {
    const administrator = administratorOf(context.principal, asked);
    if (isFailure(administrator)) return administrator;
    const types = await store.list(administrator.organisation);
    return types.map(({ organisationId, ...type }) => shown(organisationId, type));
  },

  set: async (context, input) => {
    const administrator = administratorOf(context.principal, input.organisationId);
    if (isFailure(administrator)) return administrator;
    const { organisation } = administrator;
    const key = keyOf(input);
    if (isFailure(key)) return key;
    // A system with a U+0000 is refused by the rule, once the database has been asked, which takes none.
    const asked = { organisation, system: input.system?.trim().replaceAll('\0', '') ?? '' };
    const type = await store.set(context, asked, (known) => typeToSet(key, input, known));
    return isFailure(type) ? type : shown(organisation, type);
  },

  remove: async (context, input) => {
    const administrator = administratorOf(context.principal, input.organisationId);
    if (isFailure(administrator)) return administrator;
    const { organisation } = administrator;
    const key = keyOf(input);
    if (isFailure(key)) return key;
    const removed = await store.remove(context, organisation, key);
    return removed === undefined
      ? notFound('The organisation has no such type of number.', 'typeCode')
      : shown(organisation, removed);
  },
});

const shown = (organisationId: string | null, { authority, ...type }: NumberType): IdentifierType => ({
  ...type,
  organisationId,
  authority: authority === '*' ? null : authority,
});
