import { Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { forbidden } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { LeavingStore } from './leaving.store.ts';

@Resolver()
export class LeavingResolver {
  readonly #leaving: LeavingStore;

  constructor(leaving: LeavingStore) {
    this.#leaving = leaving;
  }

  @Mutation(() => Int, {
    description:
      'Has carers of children whom a birthday ends within three months written to, and their patients: how many carers. None are left where it is none.',
  })
  async tellLeavingCarers(@Ctx() { principal, keys, clock }: Context): Promise<number> {
    if (principal.kind !== 'internal') return orThrow<number>(forbidden('This is for our own processes.'));
    return this.#leaving.tell(keys, clock.now());
  }
}
