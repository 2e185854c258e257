import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { orThrow } from '../kit/refusal.ts';
import type { LabelMapService } from './label-map.service.ts';
import { LabelMap, LabelMapInput, LabelMapKeyInput, LabelMapResult } from './label-map.types.ts';

@Resolver(() => LabelMap)
export class LabelMapResolver {
  readonly #maps: LabelMapService;

  constructor(maps: LabelMapService) {
    this.#maps = maps;
  }

  @Query(() => [LabelMap], {
    description: 'The codes that give labels, of an organisation that the caller administers.',
  })
  async labelMaps(
    @Arg('organisation', () => ID) organisation: string,
    @Ctx() context: Context,
  ): Promise<readonly LabelMap[]> {
    return orThrow(await this.#maps.list(context, organisation));
  }

  @Mutation(() => LabelMapResult, { description: 'Lets a code give a label, from the next message on.' })
  setLabelMap(
    @Arg('input', () => LabelMapInput) input: LabelMapInput,
    @Ctx() context: Context,
  ): Promise<LabelMap | Failure> {
    return this.#maps.set(context, input);
  }

  @Mutation(() => LabelMapResult, { description: 'Lets a code give no label any more. What it was comes back.' })
  removeLabelMap(
    @Arg('input', () => LabelMapKeyInput) input: LabelMapKeyInput,
    @Ctx() context: Context,
  ): Promise<LabelMap | Failure> {
    return this.#maps.remove(context, input);
  }
}
