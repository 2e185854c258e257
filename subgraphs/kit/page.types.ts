import { ArgsType, Field, Int } from 'type-graphql';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many at most; 200 is the limit.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  readonly after?: string | null;
}

@ArgsType()
export class FhirSearchArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'A FHIR search without the patient: `code=http://loinc.org|718-7&date=ge2026-01-01`.',
  })
  readonly query?: string | null;
}
