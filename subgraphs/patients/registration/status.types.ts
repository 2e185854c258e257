import { createUnionType, Field, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { LocalDate } from '../../kit/scalars.ts';
import { Identifier } from '../patients.types.ts';

@InputType({ description: 'A national number of a patient: NHS, CHI or Health and Care.' })
export class PatientNumberInput {
  @Field(() => String, { description: 'The identifier system, as a URI.' })
  readonly system!: string;

  @Field(() => String)
  readonly value!: string;
}

@ObjectType({ description: 'Whether a letter to a patient can be read on a screen.' })
export class PatientStanding {
  @Field(() => Identifier, { description: 'As it was asked.' })
  readonly patientIdentifier!: Pick<Identifier, 'system' | 'value'>;

  @Field(() => Boolean, { nullable: true, description: 'Null where nobody has this number.' })
  readonly deceased?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they can sign in; null where nobody has this number.' })
  readonly registered?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'Null where the caller may not see the record.' })
  readonly dateOfBirth?: string | null;

  @Field(() => String, { nullable: true, description: '`Not found` or `No access`; null where all is said.' })
  readonly diagnostics?: string | null;
}

@ObjectType({ description: 'The standing of the patients that were asked for, in the order of the question.' })
export class PatientStandings {
  @Field(() => [PatientStanding])
  readonly statuses!: readonly PatientStanding[];
}

export const PatientStatusesResult = createUnionType({
  name: 'PatientStatusesResult',
  description: 'How the patients stand, or why the question was refused.',
  types: () => [PatientStandings, Refusal] as const,
  resolveType: (value) => ('statuses' in value ? PatientStandings : Refusal),
});
