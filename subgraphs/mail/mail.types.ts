import { createUnionType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { CodingInput } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime, PermitScalar, PlacementScalar, PurviewScalar } from '../kit/scalars.ts';
import { SourceMessageInput } from '../kit/source-message.types.ts';

/** What of a letter’s way its reader is shown; its sender sees all of it. Domain reference §7.4 */
export const LetterState = { PUBLISHED: 'PUBLISHED', READ: 'READ' } as const;
export type LetterState = keyof typeof LetterState;
registerEnumType(LetterState, { name: 'LetterState', description: 'READ: the patient has opened this edition of it.' });

@Directive('@key(fields: "id")')
@ObjectType()
export class Patient {
  @Field(() => ID)
  readonly id!: string;

  @Directive('@external')
  @Field(() => PurviewScalar, { nullable: true })
  readonly purview?: string;
}

@ObjectType({ description: 'A document that was sent to the patient, and whether it has been read.' })
export class Letter {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'The document of the clinical record that the letter carries.' })
  readonly documentId!: string;

  @Field(() => String, { description: 'The sender’s own number (TXA-12.1).' })
  readonly externalId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null while the letter is not yet open to the caller: see `visibleFrom`.',
  })
  readonly title?: string;

  @Field(() => String, { nullable: true, description: 'The kind of document, such as CL for a clinic letter.' })
  readonly documentType?: string;

  @Field(() => LetterState)
  readonly state!: LetterState;

  @Field(() => DateTime)
  readonly publishedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the patient first opened it, by our clock.' })
  readonly firstReadAt?: Date;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date;
}

@ObjectType()
export class LetterPage {
  @Field(() => [Letter])
  readonly items!: readonly Letter[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@InputType()
export class PublishLetterInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'TXA-12.1; unique within the sending organisation.' })
  readonly externalId!: string;

  @Field(() => ID)
  readonly documentId!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => CodingInput, { nullable: true })
  readonly documentType?: CodingInput | null;

  @Field(() => String, { nullable: true, description: 'PV1-10.1, which decides the label.' })
  readonly specialty?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the message itself names: it comes first.' })
  readonly label?: Label | null;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Of the appointment that the letter is about (PV1-44): it is printed in time for that.',
  })
  readonly appointmentStart?: Date | null;
}

@InputType()
export class WithdrawLetterInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'TXA-12.1' })
  readonly externalId!: string;
}

@InputType()
export class OpenLetterInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => ID)
  readonly letterId!: string;
}

export const OpenLetterResult = createUnionType({
  name: 'OpenLetterResult',
  types: () => [Letter, Refusal] as const,
  resolveType: (value) => ('documentId' in value ? Letter : Refusal),
});
