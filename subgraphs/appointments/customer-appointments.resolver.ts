import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import {
  CustomerRecordsInput,
  CustomerRecordsResult,
  type CustomerRecordsStored,
} from '../kit/customer-record.types.ts';

type Put = (context: Context, input: CustomerRecordsInput) => Promise<CustomerRecordsStored | Failure>;

@Resolver()
export class CustomerAppointmentsResolver {
  readonly #put: Put;

  constructor(put: Put) {
    this.#put = put;
  }

  @Mutation(() => CustomerRecordsResult, {
    description: 'Puts customers’ Appointments into the patients’ records, for the aggregator.',
  })
  putCustomerAppointments(
    @Arg('input', () => CustomerRecordsInput) input: CustomerRecordsInput,
    @Ctx() context: Context,
  ): Promise<CustomerRecordsStored | Failure> {
    return this.#put(context, input);
  }
}
