import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Patient } from '../clinical.types.ts';
import { measurementKinds } from './catalogue.rules.ts';
import type { MeasurementService } from './measurement.service.ts';
import {
  AddItemsResult,
  AddMeasurementsInput,
  MeasurementPage,
  MeasurementType,
  type AddedItems,
} from './measurement.types.ts';

@ArgsType()
class MeasurementArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only of this one of `measurementTypes`.' })
  readonly type?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Taken then or later.' })
  readonly from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Taken before.' })
  readonly to?: Date | null;
}

@Resolver(() => Patient)
export class MeasurementResolver {
  readonly #measurements: MeasurementService;

  constructor(measurements: MeasurementService) {
    this.#measurements = measurements;
  }

  @Query(() => [MeasurementType], { description: 'All that may be measured and added, with units and ranges.' })
  measurementTypes(): readonly MeasurementType[] {
    return measurementKinds;
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => MeasurementPage, {
    nullable: true,
    description: 'What was measured on the patient, by whomever, newest first.',
  })
  async measurements(
    @Root() patient: Patient,
    @Args(() => MeasurementArgs) args: MeasurementArgs,
    @Ctx() context: Context,
  ): Promise<MeasurementPage | null> {
    return orThrow(await this.#measurements.measurements(context, patient, args));
  }

  @Mutation(() => AddItemsResult, {
    description: 'Adds measurements to a record, as its patient, a carer or a team.',
  })
  addMeasurements(
    @Arg('input', () => AddMeasurementsInput) input: AddMeasurementsInput,
    @Ctx() context: Context,
  ): Promise<AddedItems | Failure> {
    return this.#measurements.addMeasurements(context, input);
  }
}
