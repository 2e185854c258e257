import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { SeenPatient } from '../patients.service.ts';
import { Patient } from '../patients.types.ts';
import type { GlassService } from './glass.service.ts';
import { BreakGlassInput, BrokenGlassPage, BrokenGlassResult, type BrokenGlass } from './glass.types.ts';

@ArgsType()
class BrokenGlassArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;
}

@Resolver()
export class GlassResolver {
  readonly #glass: GlassService;

  constructor(glass: GlassService) {
    this.#glass = glass;
  }

  @Mutation(() => BrokenGlassResult, {
    description:
      'Opens a record to a professional for 30 minutes, in an emergency: the patient and the privacy officer see who did, and why.',
  })
  breakGlass(
    @Arg('input', () => BreakGlassInput) input: BreakGlassInput,
    @Ctx() context: Context,
  ): Promise<BrokenGlass | Failure> {
    return this.#glass.break(context, input);
  }

  @Mutation(() => BrokenGlassResult, {
    description: 'Closes a record before its 30 minutes are over: by whoever opened it, or the privacy officer.',
  })
  mendGlass(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<BrokenGlass | Failure> {
    return this.#glass.mend(context, id);
  }

  @Query(() => BrokenGlassPage, {
    description: 'Which records were opened in an emergency in an organisation; for its privacy officers.',
  })
  async brokenGlass(
    @Args(() => BrokenGlassArgs) args: BrokenGlassArgs,
    @Ctx() context: Context,
  ): Promise<BrokenGlassPage> {
    return orThrow(await this.#glass.ofOrganisation(context, args));
  }
}

@Resolver(() => Patient)
export class PatientGlassResolver {
  readonly #glass: GlassService;

  constructor(glass: GlassService) {
    this.#glass = glass;
  }

  @FieldResolver(() => BrokenGlassPage, {
    nullable: true,
    description: 'Who opened this record in an emergency; for the patient alone.',
  })
  async brokenGlass(
    @Root() patient: SeenPatient,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<BrokenGlassPage | null> {
    return orThrow(await this.#glass.ofPatient(patient, args));
  }
}
