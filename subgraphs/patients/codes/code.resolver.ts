import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { CodeService } from './code.service.ts';
import {
  ChangeCodesResult,
  CodeSetArgs,
  LocalCodePage,
  RemoveCodesInput,
  SetCodesInput,
  type ChangedCodes,
} from './code.types.ts';

@Resolver()
export class CodeResolver {
  readonly #codes: CodeService;

  constructor(codes: CodeService) {
    this.#codes = codes;
  }

  @Query(() => LocalCodePage, {
    description: 'What the codes of an organisation mean, for its administrators, in the order of their systems.',
  })
  async codeSet(@Args(() => CodeSetArgs) args: CodeSetArgs, @Ctx() context: Context): Promise<LocalCodePage> {
    return orThrow(await this.#codes.page(context, args));
  }

  @Mutation(() => ChangeCodesResult, {
    description:
      'Says what codes mean, for an administrator. Their displays are read from then on; what is stored changes with later messages.',
  })
  setCodes(
    @Arg('input', () => SetCodesInput) input: SetCodesInput,
    @Ctx() context: Context,
  ): Promise<ChangedCodes | Failure> {
    return this.#codes.set(context, input);
  }

  @Mutation(() => ChangeCodesResult, {
    description:
      'Lets codes mean nothing but themselves. What they were comes back; those that were not there are passed over.',
  })
  removeCodes(
    @Arg('input', () => RemoveCodesInput) input: RemoveCodesInput,
    @Ctx() context: Context,
  ): Promise<ChangedCodes | Failure> {
    return this.#codes.remove(context, input);
  }
}
