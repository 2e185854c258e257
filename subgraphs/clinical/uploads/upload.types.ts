import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '../../kit/coding.types.ts';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime, PermitScalar, PlacementScalar } from '../../kit/scalars.ts';

@InputType({ description: 'A part of the bytes of a document, in their order.' })
export class UploadPartInput {
  @Field(() => PermitScalar, { nullable: true, description: 'Of who adds a document.' })
  readonly permit?: string | null;

  @Field(() => PlacementScalar, { nullable: true, description: 'Of who sends a letter, instead of a permit.' })
  readonly placement?: string | null;

  @Field(() => ID, { nullable: true, description: 'What the first part was answered; absent with the first part.' })
  readonly upload?: string | null;

  @Field(() => Int, { description: 'How many bytes came before.' })
  readonly offset!: number;

  @Field(() => String, { description: 'Base64; 2 MB at most. Nothing: the upload is begun.' })
  readonly content!: string;
}

@ObjectType({ description: 'Bytes of a document that is not there yet.' })
export class Uploaded {
  @Field(() => ID, { description: 'Names them; for an hour.' })
  readonly upload!: string;

  @Field(() => Int, { description: 'Bytes so far.' })
  readonly size!: number;
}

export const UploadPartResult = createUnionType({
  name: 'UploadPartResult',
  types: () => [Uploaded, Refusal] as const,
  resolveType: (value) => ('upload' in value ? Uploaded : Refusal),
});

@InputType({ description: 'A document whose bytes have been uploaded, to be added to a record.' })
export class AddDocumentInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => ID)
  readonly upload!: string;

  @Field(() => String, { nullable: true, description: 'Sent again under the same key, nothing is added again.' })
  readonly idempotencyKey?: string | null;

  @Field(() => String, { description: 'application/pdf, text/plain, image/png …' })
  readonly contentType!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => CodingInput, { nullable: true })
  readonly type?: CodingInput | null;

  @Field(() => String, { nullable: true })
  readonly filename?: string | null;

  @Field(() => String, { nullable: true, description: 'Who wrote it, where that is not whoever adds it.' })
  readonly author?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Now where absent.' })
  readonly writtenAt?: Date | null;

  @Field(() => LabelEnum, { nullable: true, description: 'GENERAL_HEALTH where absent.' })
  readonly label?: Label | null;
}
