import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../kit/context.ts';
import { orThrow } from '../kit/refusal.ts';
import type { ExplainService } from './explain.service.ts';
import { AccessExplanation, ItemFactsInput, ViewerInput } from './explain.types.ts';

@Resolver()
export class ExplainResolver {
  readonly #explain: ExplainService;

  constructor(explain: ExplainService) {
    this.#explain = explain;
  }

  @Query(() => AccessExplanation, {
    description:
      'Why an item of these facts is visible or hidden for somebody; for administrators of an organisation that holds the record. Asking is put on record.',
  })
  async explainAccess(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('viewer', () => ViewerInput) viewer: ViewerInput,
    @Arg('item', () => ItemFactsInput) { label, sources }: ItemFactsInput,
    @Ctx() context: Context,
  ): Promise<AccessExplanation> {
    return orThrow(
      await this.#explain.explain(context, { patientId, viewer, item: { label: label ?? 'UNSET', sources } }),
    );
  }
}
