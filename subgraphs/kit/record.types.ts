import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Label } from './label.ts';
import { LabelEnum } from './label.types.ts';
import { DateTime } from './scalars.ts';

@Directive('@shareable')
@ObjectType({ description: 'One FHIR R4 resource of a patient’s record, as text.' })
export class FhirRecord {
  @Field(() => ID, {
    description: 'The FHIR logical id: `PATIENT.ITEM`, the patient’s id without dashes, a dot, the item.',
  })
  readonly id!: string;

  @Field(() => String, { description: 'The resource type.' })
  readonly type!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTime, { description: 'When we stored this version.' })
  readonly lastUpdated!: string;

  @Field(() => LabelEnum, { nullable: true, description: 'Null where the item carries no label.' })
  readonly label!: Label | null;

  @Field(() => [ID], { description: 'Who put it into the record: organisation, team, person.' })
  readonly sources!: readonly string[];

  @Field(() => String, {
    description:
      'What wrote this version: a message’s control id, a resource of a customer’s feed, an app or a person.',
  })
  readonly origin!: string;

  @Field(() => DateTime, { nullable: true, description: 'The patient sees the content from then on.' })
  readonly visibleFrom!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The resource as JSON text; null while its content is not yet open to the caller.',
  })
  readonly resource!: string | null;
}

@Directive('@shareable')
@ObjectType({ description: 'A page of resources, with the FHIR search’s own facts.' })
export class FhirRecordPage {
  @Field(() => [FhirRecord])
  readonly items!: readonly FhirRecord[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many match in all, where the query asked for it with `_total=accurate`.',
  })
  readonly total?: number;

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;

  @Field(() => [String], { description: 'Search parameters that are not known for this type, and were passed over.' })
  readonly ignored!: readonly string[];

  @Field(() => [FhirRecord], {
    description: 'What `_include` and `_revinclude` add to the page, each as far as the caller may see it.',
  })
  readonly included!: readonly FhirRecord[];

  @Field(() => [String], { description: 'What `_include` leads to that is no record here: `Patient/…`.' })
  readonly beyond!: readonly string[];
}
