import type { NewId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { isOwnRecord, nhsNumberOf, type ProvenIdentity } from './nhs-login.rules.ts';
import type { NhsLoginStore } from './nhs-login.store.ts';

export type NhsLoginService = {
  readonly personOf: (context: Context, identity: ProvenIdentity) => Promise<string | null>;
};

type Needs = { readonly store: NhsLoginStore; readonly newId: NewId };

/** Finds out who somebody is with us whom NHS login has proven. Only our own processes ask. */
export const nhsLoginService = ({ store, newId }: Needs): NhsLoginService => ({
  personOf: async ({ principal, clock }, identity) => {
    const nhsNumber = nhsNumberOf(identity.nhsNumber);
    if (principal.kind !== 'internal' || nhsNumber === undefined) return null;
    return store.alone(async ({ find, addPerson, register, log }) => {
      const found = await find(nhsNumber);
      if (found === undefined || !isOwnRecord(identity, found)) return null;
      const { patient, given_name, family_name, status } = found;
      if (found.person !== null && status === 'REGISTERED') return found.person;
      const at = clock.now();
      const person = found.person ?? newId();
      const name = [given_name, family_name].filter((part) => part !== null).join(' ');
      if (found.person === null) await addPerson({ id: person, name, patient });
      if (status !== 'REGISTERED') await register(patient, at);
      await log({ id: newId(), at, person, patient });
      return person;
    });
  },
});
