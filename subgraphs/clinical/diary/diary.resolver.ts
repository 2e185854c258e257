import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Patient } from '../clinical.types.ts';
import { AddItemsResult, type AddedItems } from '../measurements/measurement.types.ts';
import type { DiaryService } from './diary.service.ts';
import { AddDiaryEntryInput, DiaryPage } from './diary.types.ts';

@Resolver(() => Patient)
export class DiaryResolver {
  readonly #diary: DiaryService;

  constructor(diary: DiaryService) {
    this.#diary = diary;
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => DiaryPage, { nullable: true, description: 'What was written into the diary, newest first.' })
  async diary(
    @Root() patient: Patient,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<DiaryPage | null> {
    return orThrow(await this.#diary.diary(context, patient, page));
  }

  @Mutation(() => AddItemsResult, {
    description: 'Writes into the diary of a patient, as the patient, a carer or a team.',
  })
  addDiaryEntry(
    @Arg('input', () => AddDiaryEntryInput) input: AddDiaryEntryInput,
    @Ctx() context: Context,
  ): Promise<AddedItems | Failure> {
    return this.#diary.addEntry(context, input);
  }
}
