import { Field, InputType } from 'type-graphql';
import { CodingInput } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { DateTime, PlacementScalar } from '../kit/scalars.ts';
import { SourceMessageInput } from '../kit/source-message.types.ts';
import { AppointmentStatus } from './appointments.types.ts';

@InputType()
export class ParticipantInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly role?: string | null | undefined;
}

@InputType({ description: 'All that an appointment says (SIU^S12): it replaces what was there.' })
export class AppointmentDetailsInput {
  @Field(() => DateTime)
  readonly start!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly end?: Date | null;

  @Field(() => CodingInput, { nullable: true, description: 'ZSC-8, else SCH-8' })
  readonly type?: CodingInput | null;

  @Field(() => String, { nullable: true, description: 'SCH-7.2; "Appointment" where absent.' })
  readonly subject?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;

  @Field(() => String, { nullable: true })
  readonly location?: string | null;

  @Field(() => CodingInput, { nullable: true, description: 'PV1-10, which decides the label.' })
  readonly specialty?: CodingInput | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the message itself names: it comes first.' })
  readonly label?: Label | null;

  @Field(() => [ParticipantInput])
  readonly participants!: readonly ParticipantInput[];

  @Field(() => String, { nullable: true, description: 'ZAU-1, an https address.' })
  readonly managementUrl?: string | null;
}

@InputType({ description: 'What changes of an appointment: what is left out stays, what is null goes.' })
export class AppointmentChangesInput {
  @Field(() => DateTime, { nullable: true, description: 'An appointment keeps a start: null leaves it, too.' })
  readonly start?: Date | null;

  @Field(() => DateTime, { nullable: true })
  readonly end?: Date | null;

  @Field(() => CodingInput, { nullable: true, description: 'ZSC-8, else SCH-8' })
  readonly type?: CodingInput | null;

  @Field(() => String, { nullable: true, description: 'SCH-7.2' })
  readonly subject?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;

  @Field(() => String, { nullable: true })
  readonly location?: string | null;

  @Field(() => CodingInput, { nullable: true, description: 'PV1-10, which decides the label.' })
  readonly specialty?: CodingInput | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the message itself names: it comes first.' })
  readonly label?: Label | null;

  @Field(() => [ParticipantInput], { nullable: true, description: 'All who take part from now on.' })
  readonly participants?: readonly ParticipantInput[] | null;

  @Field(() => String, { nullable: true, description: 'ZAU-1, an https address.' })
  readonly managementUrl?: string | null;
}

@InputType()
export class ChangeAppointmentInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'SCH-1.1' })
  readonly externalId!: string;

  @Field(() => AppointmentStatus, {
    nullable: true,
    description: 'Left out, an appointment that is known keeps its own.',
  })
  readonly status?: AppointmentStatus | null;

  @Field(() => AppointmentChangesInput, {
    description: 'An appointment that is not known is made from these, if they have a start; else it is refused.',
  })
  readonly changes!: AppointmentChangesInput;
}

@InputType()
export class PutAppointmentInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'SCH-1.1; unique within the sending organisation.' })
  readonly externalId!: string;

  @Field(() => AppointmentDetailsInput)
  readonly details!: AppointmentDetailsInput;
}

@InputType()
export class SetAppointmentStatusInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'SCH-1.1' })
  readonly externalId!: string;

  @Field(() => AppointmentStatus)
  readonly status!: AppointmentStatus;

  @Field(() => AppointmentDetailsInput, {
    nullable: true,
    description:
      'With these an appointment that is not known is made and gets the status at once; without them it is refused.',
  })
  readonly details?: AppointmentDetailsInput | null;
}
