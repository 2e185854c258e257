import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { ProfileService } from './profile.service.ts';
import { ChangePatientInput, ChangePatientResult, type ChangedPatient } from './profile.types.ts';

@Resolver()
export class ProfileResolver {
  readonly #profiles: ProfileService;

  constructor(profiles: ProfileService) {
    this.#profiles = profiles;
  }

  @Mutation(() => ChangePatientResult, {
    description:
      'A patient changes their contact details, or a team the demographics of a record that is shared with it.',
  })
  changePatient(
    @Arg('input', () => ChangePatientInput) input: ChangePatientInput,
    @Ctx() context: Context,
  ): Promise<ChangedPatient | Failure> {
    return this.#profiles.change(context, input);
  }
}
