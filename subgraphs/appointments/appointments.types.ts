import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coding } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { DateTime, PurviewScalar } from '../kit/scalars.ts';

/** Domain reference §2.4; FHIR says booked, cancelled, noshow. */
export const AppointmentStatus = { ACTIVE: 'ACTIVE', CANCELLED: 'CANCELLED', DNA: 'DNA' } as const;
export type AppointmentStatus = keyof typeof AppointmentStatus;
registerEnumType(AppointmentStatus, { name: 'AppointmentStatus', description: 'DNA: the patient did not attend.' });

@Directive('@key(fields: "id")')
@ObjectType()
export class Patient {
  @Field(() => ID)
  readonly id!: string;

  @Directive('@external')
  @Field(() => PurviewScalar, { nullable: true })
  readonly purview?: string | undefined;
}

@ObjectType({ description: 'Somebody outside this system who takes part: a name and a role.' })
export class Participant {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly role?: string | undefined;
}

@ObjectType({ description: 'A meeting of the patient with a service, at a time.' })
export class Appointment {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'The sender’s own number (SCH-1.1).' })
  readonly externalId?: string | undefined;

  @Field(() => AppointmentStatus)
  readonly status!: AppointmentStatus;

  @Field(() => Coding, { nullable: true })
  readonly type?: Coding | undefined;

  @Field(() => DateTime, { nullable: true, description: 'Null where a time has only been asked for.' })
  readonly start?: Date | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly end?: Date | undefined;

  @Field(() => String)
  readonly subject!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly location?: string | undefined;

  @Field(() => Coding, { nullable: true })
  readonly specialty?: Coding | undefined;

  @Field(() => [Participant])
  readonly participants!: readonly Participant[];

  @Field(() => String, { nullable: true, description: 'Where the patient manages the appointment: an https address.' })
  readonly managementUrl?: string | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType()
export class AppointmentPage {
  @Field(() => [Appointment])
  readonly items!: readonly Appointment[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}
