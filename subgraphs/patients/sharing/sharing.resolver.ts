import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { SeenPatient } from '../patients.service.ts';
import { Patient } from '../patients.types.ts';
import type { SharingService } from './sharing.service.ts';
import { Consent, ConsentResult, EndConsentInput, KeepCarerInput, SetConsentInput } from './sharing.types.ts';

@Resolver(() => Patient)
export class SharingResolver {
  readonly #sharing: SharingService;

  constructor(sharing: SharingService) {
    this.#sharing = sharing;
  }

  @FieldResolver(() => [Consent], {
    description: 'With whom the record is shared now: all for the patient; others see what their own labels allow.',
  })
  sharing(@Root() patient: SeenPatient, @Ctx() context: Context): Promise<readonly Consent[]> {
    return this.#sharing.of(context, patient.sight);
  }

  @Mutation(() => ConsentResult, {
    description: 'Shares a record: the patient with anybody; a team, on a basis that it states, with itself.',
  })
  setConsent(
    @Arg('input', () => SetConsentInput) input: SetConsentInput,
    @Ctx() context: Context,
  ): Promise<Consent | Failure> {
    return this.#sharing.set(context, input);
  }

  @Mutation(() => ConsentResult, {
    description: 'Stops sharing: the patient with anybody; a team or a person gives back what is shared with them.',
  })
  endConsent(
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
    @Ctx() context: Context,
  ): Promise<Consent | Failure> {
    return this.#sharing.end(context, input);
  }

  @Mutation(() => ConsentResult, {
    description: 'Keeps a child’s carer past a birthday: by a team with which the record is shared.',
  })
  keepCarer(
    @Arg('input', () => KeepCarerInput) input: KeepCarerInput,
    @Ctx() context: Context,
  ): Promise<Consent | Failure> {
    return this.#sharing.keepCarer(context, input);
  }
}
