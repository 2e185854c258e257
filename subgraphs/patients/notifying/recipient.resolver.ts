import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { forbidden, invalid, isFailure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { largestPage } from '../../kit/paging.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { RecipientStore } from './recipient.store.ts';
import { Recipient } from './recipient.types.ts';

@Resolver()
export class RecipientResolver {
  readonly #recipients: RecipientStore;

  constructor(recipients: RecipientStore) {
    this.#recipients = recipients;
  }

  @Query(() => [Recipient], {
    description: 'To whom e-mails about these records go, for the adapter that writes them.',
  })
  async recipients(
    @Arg('patients', () => [ID]) patients: string[],
    @Ctx() { principal }: Context,
  ): Promise<readonly Recipient[]> {
    if (principal.kind !== 'internal') return orThrow<Recipient[]>(forbidden('This is for our own processes.'));
    if (patients.length > largestPage || patients.some((id) => isFailure(parsePatientId(id))))
      return orThrow<Recipient[]>(invalid(`Name at most ${String(largestPage)} patients, by their ids.`, 'patients'));
    return this.#recipients.of(patients);
  }
}
