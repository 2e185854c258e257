import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { ReceivedService } from './received.service.ts';
import { ReceivedPatientInput, ReceivePatientResult, type ReceivedPatient } from './received.types.ts';

@Resolver()
export class ReceivedResolver {
  readonly #received: ReceivedService;

  constructor(received: ReceivedService) {
    this.#received = received;
  }

  @Mutation(() => ReceivePatientResult, {
    description: 'Creates or changes a patient’s record for the organisation that a partner acts for, or for a team.',
  })
  receivePatient(
    @Arg('input', () => ReceivedPatientInput) input: ReceivedPatientInput,
    @Ctx() context: Context,
  ): Promise<ReceivedPatient | Failure> {
    return this.#received.receive(context, input);
  }
}
