import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { FeedQueryService } from './feed-query.service.ts';
import { FeedPatient, FeedQueryInput, PatientsForFeedResult, type FeedPatients } from './feed-query.types.ts';

@Resolver(() => FeedPatient)
export class FeedQueryResolver {
  readonly #query: FeedQueryService;

  constructor(query: FeedQueryService) {
    this.#query = query;
  }

  @Query(() => PatientsForFeedResult, {
    description: 'The patients whose records the teams of a feed’s organisation hold (QRY^A19). Each look is logged.',
  })
  patientsForFeed(
    @Arg('input', () => FeedQueryInput) input: FeedQueryInput,
    @Ctx() context: Context,
  ): Promise<FeedPatients | Failure> {
    return this.#query.find(context, input);
  }
}
