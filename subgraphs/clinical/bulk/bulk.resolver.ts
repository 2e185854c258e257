import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { CustomerImporting } from './import.service.ts';
import { CustomerImportInput, CustomerImportResult, type CustomerImport } from './import.types.ts';

@Resolver()
export class BulkResolver {
  readonly #importing: CustomerImporting;

  constructor(importing: CustomerImporting) {
    this.#importing = importing;
  }

  @Mutation(() => CustomerImportResult, { description: 'Takes many resources into a customer’s own FHIR store.' })
  importIntoCustomerFeed(
    @Arg('input', () => CustomerImportInput) input: CustomerImportInput,
    @Ctx() context: Context,
  ): Promise<CustomerImport | Failure> {
    return this.#importing.take(context, input);
  }
}
