import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import type { ClinicalService } from './clinical.service.ts';
import { Patient } from './clinical.types.ts';
import {
  AllergyPage,
  DiagnosisPage,
  MedicationPage,
  SourceListsInput,
  StoreListsResult,
  type StoredLists,
} from './source-list.types.ts';

const throughPurview = Directive('@requires(fields: "purview")');

@Resolver(() => Patient)
export class SourceListResolver {
  readonly #clinical: ClinicalService;

  constructor(clinical: ClinicalService) {
    this.#clinical = clinical;
  }

  @throughPurview
  @FieldResolver(() => AllergyPage, { nullable: true, description: 'Allergies, of whatever source.' })
  async allergies(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<AllergyPage | null> {
    return orThrow(await this.#clinical.allergies(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => DiagnosisPage, { nullable: true, description: 'Diagnoses, of whatever source.' })
  async diagnoses(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<DiagnosisPage | null> {
    return orThrow(await this.#clinical.diagnoses(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => MedicationPage, { nullable: true, description: 'Medicines, of whatever source.' })
  async medications(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<MedicationPage | null> {
    return orThrow(await this.#clinical.medications(context, patient, args));
  }

  @Mutation(() => StoreListsResult, {
    description: 'Replaces an organisation’s lists of allergies, diagnoses, medicines (AL1, DG1, ZRX of ADT^A28, A31).',
  })
  replaceSourceLists(
    @Arg('input', () => SourceListsInput) input: SourceListsInput,
    @Ctx() context: Context,
  ): Promise<StoredLists | Failure> {
    return this.#clinical.replaceSourceLists(context, input);
  }
}
