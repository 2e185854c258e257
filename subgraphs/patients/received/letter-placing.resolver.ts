import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { LetterPlacing } from './letter-placing.service.ts';
import { LetterAddresseeInput, PlaceLetterResult, type PlacedLetter } from './letter-placing.types.ts';

@Resolver()
export class LetterPlacingResolver {
  readonly #placing: LetterPlacing;

  constructor(placing: LetterPlacing) {
    this.#placing = placing;
  }

  @Mutation(() => PlaceLetterResult, {
    description: 'Finds the record to which a letter goes that is handed in by other ways than HL7.',
  })
  placeLetter(
    @Arg('to', () => LetterAddresseeInput) to: LetterAddresseeInput,
    @Ctx() context: Context,
  ): Promise<PlacedLetter | Failure> {
    return this.#placing.place(context, to);
  }
}
