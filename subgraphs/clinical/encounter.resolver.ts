import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import type { ClinicalService } from './clinical.service.ts';
import { Patient } from './clinical.types.ts';
import {
  CancelEncounterEventInput,
  RecordEncounterEventInput,
  UpdateEncounterEventInput,
} from './encounter-input.types.ts';
import { EncounterPage, StoreEncounterResult, type StoredEncounter } from './encounter.types.ts';

@Resolver(() => Patient)
export class EncounterResolver {
  readonly #clinical: ClinicalService;

  constructor(clinical: ClinicalService) {
    this.#clinical = clinical;
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => EncounterPage, { nullable: true, description: 'Stays and visits, newest first.' })
  async encounters(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<EncounterPage | null> {
    return orThrow(await this.#clinical.encounters(context, patient, args));
  }

  @Mutation(() => StoreEncounterResult, {
    description: 'An admission, transfer, discharge, or a plan for one, is recorded or replaced (ADT^A01 to A05, A14).',
  })
  recordEncounterEvent(
    @Arg('input', () => RecordEncounterEventInput) input: RecordEncounterEventInput,
    @Ctx() context: Context,
  ): Promise<StoredEncounter | Failure> {
    return this.#clinical.recordEncounterEvent(context, input);
  }

  @Mutation(() => StoreEncounterResult, { description: 'Corrects an event; none that matches is no fault (ADT^A08).' })
  updateEncounterEvent(
    @Arg('input', () => UpdateEncounterEventInput) input: UpdateEncounterEventInput,
    @Ctx() context: Context,
  ): Promise<StoredEncounter | Failure> {
    return this.#clinical.updateEncounterEvent(context, input);
  }

  @Mutation(() => StoreEncounterResult, {
    description: 'Takes an event back; none that matches is no fault (ADT^A11, A12, A13, A27, A38).',
  })
  cancelEncounterEvent(
    @Arg('input', () => CancelEncounterEventInput) input: CancelEncounterEventInput,
    @Ctx() context: Context,
  ): Promise<StoredEncounter | Failure> {
    return this.#clinical.cancelEncounterEvent(context, input);
  }
}
