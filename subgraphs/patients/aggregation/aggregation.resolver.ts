import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { CustomerPatients } from './aggregation.service.ts';
import { PlaceCustomerPatientsInput, PlacedCustomerPatients } from './aggregation.types.ts';

@Resolver()
export class CustomerPatientsResolver {
  readonly #patients: CustomerPatients;

  constructor(patients: CustomerPatients) {
    this.#patients = patients;
  }

  @Mutation(() => PlacedCustomerPatients, {
    description: 'Finds the records of Patients in customers’ stores, for the aggregator.',
  })
  async placeCustomerPatients(
    @Arg('input', () => PlaceCustomerPatientsInput) input: PlaceCustomerPatientsInput,
    @Ctx() context: Context,
  ): Promise<PlacedCustomerPatients> {
    return orThrow(await this.#patients.place(context, input));
  }
}
