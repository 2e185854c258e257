import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { ActPage } from '../acts/acts.types.ts';
import type { FlagsService } from './flags.service.ts';
import {
  RecordState,
  RecordStateResult,
  SetAccessFrozenInput,
  SetSharingDisabledInput,
  SharingHistoryArgs,
} from './flags.types.ts';

@Resolver()
export class FlagsResolver {
  readonly #flags: FlagsService;

  constructor(flags: FlagsService) {
    this.#flags = flags;
  }

  @Query(() => RecordState, {
    description: 'What is stopped for a record; for privacy officers of an organisation that it is shared with.',
  })
  async recordState(@Arg('patientId', () => ID) patientId: string, @Ctx() context: Context): Promise<RecordState> {
    return orThrow(await this.#flags.state(context, patientId));
  }

  @Query(() => ActPage, {
    description:
      'What was done about the sharing of a record, as far as it concerns an organisation; for its privacy officers.',
  })
  async sharingHistory(
    @Args(() => SharingHistoryArgs) args: SharingHistoryArgs,
    @Ctx() context: Context,
  ): Promise<ActPage> {
    return orThrow(await this.#flags.history(context, args));
  }

  @Mutation(() => RecordStateResult, {
    description:
      'Stops all sharing of a record: what is shared with teams, carers and others ends, open glass too, and does not come back when sharing is enabled again. For privacy officers.',
  })
  setSharingDisabled(
    @Arg('input', () => SetSharingDisabledInput) { disabled, ...input }: SetSharingDisabledInput,
    @Ctx() context: Context,
  ): Promise<RecordState | Failure> {
    return this.#flags.set(context, { ...input, flag: 'sharingDisabled', to: disabled });
  }

  @Mutation(() => RecordStateResult, {
    description:
      'Blocks the access of the patient, carers and individual professionals to a record; teams go on. For privacy officers.',
  })
  setAccessFrozen(
    @Arg('input', () => SetAccessFrozenInput) { frozen, ...input }: SetAccessFrozenInput,
    @Ctx() context: Context,
  ): Promise<RecordState | Failure> {
    return this.#flags.set(context, { ...input, flag: 'accessFrozen', to: frozen });
  }
}
