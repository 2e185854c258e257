import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Patient } from '../patients.types.ts';
import type { OriginsStore } from './origins.store.ts';
import { PatientOrigin } from './origins.types.ts';

@Resolver(() => Patient)
export class OriginsResolver {
  readonly #origins: OriginsStore;

  constructor(origins: OriginsStore) {
    this.#origins = origins;
  }

  @FieldResolver(() => [PatientOrigin], {
    description: 'Where the demographics come from, which are merged of what several senders say; newest first.',
  })
  origins(@Root() { id }: Patient): Promise<readonly PatientOrigin[]> {
    return this.#origins.of(id, undefined);
  }
}
