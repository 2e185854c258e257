import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDate, PlacementScalar } from '../../kit/scalars.ts';
import { DemographicsInput, FeedMessageInput } from '../feed.types.ts';

@InputType({ description: 'An identifier of a Patient in a customer’s store, as FHIR has it.' })
export class CustomerIdentifierInput {
  @Field(() => String)
  readonly system!: string;

  @Field(() => String)
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'The code of its NHS number verification status.' })
  readonly verification?: string | null;
}

@InputType({ description: 'A Patient of a customer’s store.' })
export class CustomerPatientInput {
  @Field(() => ID, { description: 'The organisation whose store it is.' })
  readonly organisation!: string;

  @Field(() => [CustomerIdentifierInput])
  readonly identifiers!: readonly CustomerIdentifierInput[];

  @Field(() => LocalDate, { nullable: true })
  readonly dateOfBirth?: string | null;

  @Field(() => FeedMessageInput, { description: 'Which version it is, and when it was written.' })
  readonly message!: FeedMessageInput;

  @Field(() => DemographicsInput)
  readonly demographics!: DemographicsInput;

  @Field(() => Boolean, { description: 'It was written itself; else it is only referred to.' })
  readonly written!: boolean;
}

@InputType({ description: 'Patients of customers’ stores whose records are looked for.' })
export class PlaceCustomerPatientsInput {
  @Field(() => [CustomerPatientInput])
  readonly patients!: readonly CustomerPatientInput[];
}

export const UnplacedReason = {
  NO_NATIONAL_NUMBER: 'NO_NATIONAL_NUMBER',
  UNVERIFIED_NUMBER: 'UNVERIFIED_NUMBER',
  INVALID_NUMBER: 'INVALID_NUMBER',
  AMBIGUOUS_PATIENT: 'AMBIGUOUS_PATIENT',
  INCOMPLETE_PATIENT: 'INCOMPLETE_PATIENT',
  PERSON_DIFFERS: 'PERSON_DIFFERS',
  REFUSED: 'REFUSED',
} as const;
export type UnplacedReason = keyof typeof UnplacedReason;
registerEnumType(UnplacedReason, {
  name: 'UnplacedReason',
  description: 'Why no record was found for a Patient of a customer’s store.',
});

@ObjectType({ description: 'The record of a Patient of a customer’s store, or why there is none.' })
export class PlacedCustomerPatient {
  @Field(() => ID, { nullable: true })
  readonly patientId?: string;

  @Field(() => PlacementScalar, { nullable: true })
  readonly placement?: string;

  @Field(() => UnplacedReason, { nullable: true })
  readonly reason?: UnplacedReason;

  @Field(() => String, { nullable: true, description: 'A sentence for the customer.' })
  readonly detail?: string;
}

@ObjectType({ description: 'The records of several Patients, in the order of the input.' })
export class PlacedCustomerPatients {
  @Field(() => [PlacedCustomerPatient])
  readonly patients!: readonly PlacedCustomerPatient[];
}
