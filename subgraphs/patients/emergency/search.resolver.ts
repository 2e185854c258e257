import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { SearchService } from './search.service.ts';
import { EmergencyPatient, EmergencySearchArgs } from './search.types.ts';

@Resolver()
export class SearchResolver {
  readonly #search: SearchService;

  constructor(search: SearchService) {
    this.#search = search;
  }

  @Query(() => EmergencyPatient, {
    nullable: true,
    description:
      'The record with this NHS number and date of birth, for a professional who is to open it with `breakGlass`; null where both do not match, or it cannot be opened. Each search is put on record, and there are ten in ten minutes.',
  })
  async findInEmergency(
    @Args(() => EmergencySearchArgs) args: EmergencySearchArgs,
    @Ctx() context: Context,
  ): Promise<EmergencyPatient | null> {
    return orThrow(await this.#search.find(context, args));
  }
}
