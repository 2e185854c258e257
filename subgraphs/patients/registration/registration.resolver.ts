import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { StatusService } from './status.service.ts';
import { PatientNumberInput, PatientStatusesResult, type PatientStandings } from './status.types.ts';
import type { TokenService } from './token.service.ts';
import { InvitationTokensInput, InvitationTokensResult, type InvitationTokens } from './token.types.ts';

@Resolver()
export class RegistrationResolver {
  readonly #status: StatusService;
  readonly #tokens: TokenService;

  constructor(status: StatusService, tokens: TokenService) {
    this.#status = status;
    this.#tokens = tokens;
  }

  @Query(() => PatientStatusesResult, {
    description: 'Whether letters to these patients can be read on a screen: 1 to 5 000 national numbers at once.',
  })
  patientStatuses(
    @Arg('identifiers', () => [PatientNumberInput]) identifiers: readonly PatientNumberInput[],
    @Ctx() context: Context,
  ): Promise<PatientStandings | Failure> {
    return this.#status.statuses(context, identifiers);
  }

  @Mutation(() => InvitationTokensResult, {
    description: 'Makes what is printed on letters so that patients can register. Who cannot be invited is left out.',
  })
  generateInvitationTokens(
    @Arg('input', () => InvitationTokensInput) input: InvitationTokensInput,
    @Ctx() context: Context,
  ): Promise<InvitationTokens | Failure> {
    return this.#tokens.generate(context, input);
  }
}
