import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { AddresseeScalar } from '../../kit/scalars.ts';
import type { AddresseeService } from './addressee.service.ts';

@Resolver()
export class AddresseeResolver {
  readonly #addressees: AddresseeService;

  constructor(addressees: AddresseeService) {
    this.#addressees = addressees;
  }

  @Query(() => AddresseeScalar, {
    nullable: true,
    description: 'For whom a partner sends under an alias (MSH-4); null where nobody has granted that.',
  })
  messageAddressee(@Arg('alias', () => String) alias: string, @Ctx() context: Context): Promise<string | null> {
    return this.#addressees.find(context, alias);
  }
}
