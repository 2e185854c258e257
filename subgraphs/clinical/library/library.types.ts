import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime, PermitScalar } from '../../kit/scalars.ts';

@ObjectType({ description: 'Something to read that a team or an organisation has published for patients.' })
export class LibraryResource {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID, { nullable: true, description: 'Null where the organisation itself has published it.' })
  readonly teamId?: string | null;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about, in words of the publisher: `Diabetes`.' })
  readonly topic?: string | null;

  @Field(() => String, { nullable: true, description: 'A code of BCP 47, such as `cy`.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is to be read; null: ask `libraryContent` for it.' })
  readonly url?: string | null;

  @Field(() => String, { nullable: true, description: 'The media type of a document that we have.' })
  readonly contentType?: string | null;

  @Field(() => Int, { nullable: true, description: 'Its bytes.' })
  readonly size?: number | null;

  @Field(() => DateTime)
  readonly publishedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is not listed, and given to nobody any more.' })
  readonly retiredAt?: Date | null;
}

@ObjectType()
export class LibraryPage {
  @Field(() => [LibraryResource])
  readonly items!: readonly LibraryResource[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ArgsType()
export class LibraryArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'What this organisation and its teams have published.' })
  readonly organisationId?: string | null;

  @Field(() => String, { nullable: true, description: 'About this, whatever the case of its letters.' })
  readonly topic?: string | null;

  @Field(() => String, { nullable: true, description: 'In this language: `en` finds `en-GB` too.' })
  readonly language?: string | null;
}

@ObjectType({ description: 'Something to read that a team has given a patient: as it was then.' })
export class GivenResource {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'In the library.' })
  readonly resourceId?: string | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly givenAt?: Date | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'Which team has given it; null: somebody whom the patient asked in person.',
  })
  readonly teamId?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly title?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly description?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly topic?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly language?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Where it is to be read; null: ask `libraryContent` for it.' })
  readonly url?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The media type of a document that we have.' })
  readonly contentType?: string | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType()
export class GivenResourcePage {
  @Field(() => [GivenResource])
  readonly items!: readonly GivenResource[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@InputType({ description: 'A document for the library.' })
export class LibraryDocumentInput {
  @Field(() => String, { description: 'application/pdf, text/html …' })
  readonly contentType!: string;

  @Field(() => String, { description: 'Base64 of at most 700 KB; what is larger is published as an address.' })
  readonly content!: string;
}

@InputType({ description: 'Something to read, at an address or as a document.' })
export class PublishResourceInput {
  @Field(() => ID, { nullable: true, description: 'Whose it is. A client that is tied to a team need not name it.' })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Instead of a team: an organisation that the caller administers.' })
  readonly organisationId?: string | null;

  @Field(() => String, { description: '200 characters at most.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: '2 000 characters at most.' })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: '100 characters at most.' })
  readonly topic?: string | null;

  @Field(() => String, { nullable: true, description: 'A code of BCP 47, such as `en-GB`.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true, description: 'An https address; or else a document.' })
  readonly url?: string | null;

  @Field(() => LibraryDocumentInput, { nullable: true })
  readonly document?: LibraryDocumentInput | null;

  @Field(() => String, { nullable: true, description: 'Sent again under the same key, nothing is published again.' })
  readonly idempotencyKey?: string | null;
}

@InputType({ description: 'Something of the library for one patient.' })
export class GiveResourceInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => ID)
  readonly resourceId!: string;

  @Field(() => LabelEnum, { nullable: true, description: 'GENERAL_HEALTH where absent.' })
  readonly label?: Label | null;
}

export const LibraryResult = createUnionType({
  name: 'LibraryResult',
  description: 'The resource as it is now, or why nothing was changed.',
  types: () => [LibraryResource, Refusal] as const,
  resolveType: (value) => ('publishedAt' in value ? LibraryResource : Refusal),
});
