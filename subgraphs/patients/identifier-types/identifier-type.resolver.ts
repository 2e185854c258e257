import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { IdentifierTypeService } from './identifier-type.service.ts';
import {
  IdentifierType,
  IdentifierTypeInput,
  IdentifierTypeKeyInput,
  IdentifierTypeResult,
} from './identifier-type.types.ts';

@Resolver(() => IdentifierType)
export class IdentifierTypeResolver {
  readonly #types: IdentifierTypeService;

  constructor(types: IdentifierTypeService) {
    this.#types = types;
  }

  @Query(() => [IdentifierType], {
    description:
      'By which numbers an organisation’s messages find patients, for its administrators: its own types, then those of every organisation.',
  })
  async identifierTypes(
    @Arg('organisationId', () => ID) organisationId: string,
    @Ctx() context: Context,
  ): Promise<readonly IdentifierType[]> {
    return orThrow(await this.#types.list(context, organisationId));
  }

  @Mutation(() => IdentifierTypeResult, {
    description: 'Lets messages identify patients by a type of number, from the next one on.',
  })
  setIdentifierType(
    @Arg('input', () => IdentifierTypeInput) input: IdentifierTypeInput,
    @Ctx() context: Context,
  ): Promise<IdentifierType | Failure> {
    return this.#types.set(context, input);
  }

  @Mutation(() => IdentifierTypeResult, {
    description: 'Has numbers of a type passed over, from the next message on. Records keep those that they have.',
  })
  removeIdentifierType(
    @Arg('input', () => IdentifierTypeKeyInput) input: IdentifierTypeKeyInput,
    @Ctx() context: Context,
  ): Promise<IdentifierType | Failure> {
    return this.#types.remove(context, input);
  }
}
