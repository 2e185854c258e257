import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import { type Stored, StoreResult } from '../kit/store-result.types.ts';
import { CarePlanContentArgs, CarePlanVersionPage, CarePlanVersionsArgs } from './care-plan.types.ts';
import type { ClinicalService } from './clinical.service.ts';
import { DocumentPage, Patient } from './clinical.types.ts';
import { DocumentInput } from './ingest.types.ts';

const throughPurview = Directive('@requires(fields: "purview")');

@Resolver(() => Patient)
export class CarePlanResolver {
  readonly #clinical: ClinicalService;

  constructor(clinical: ClinicalService) {
    this.#clinical = clinical;
  }

  @throughPurview
  @FieldResolver(() => DocumentPage, {
    nullable: true,
    description: 'Care plans as they are now, newest first. They are documents, too.',
  })
  async carePlans(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<DocumentPage | null> {
    return orThrow(await this.#clinical.carePlans(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => CarePlanVersionPage, {
    nullable: true,
    description: 'What a care plan has said, newest first.',
  })
  async carePlanVersions(
    @Root() patient: Patient,
    @Args(() => CarePlanVersionsArgs) args: CarePlanVersionsArgs,
    @Ctx() context: Context,
  ): Promise<CarePlanVersionPage | null> {
    return orThrow(await this.#clinical.carePlanVersions(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => String, { nullable: true, description: 'The content of one version, in Base64.' })
  async carePlanContent(
    @Root() patient: Patient,
    @Args(() => CarePlanContentArgs) args: CarePlanContentArgs,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return orThrow(await this.#clinical.carePlanContent(context, patient, args));
  }

  @Mutation(() => StoreResult, {
    description: 'Stores a care plan, or a new version of it: what it said before stays (MDM^T02 with TXA-2 CP).',
  })
  ingestCarePlan(
    @Arg('input', () => DocumentInput) input: DocumentInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#clinical.ingestCarePlan(context, input);
  }
}
