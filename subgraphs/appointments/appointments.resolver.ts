import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import { ChangeLabelInput } from '../kit/change-label.types.ts';
import type { Context } from '../kit/context.ts';
import { FhirSearchArgs, PageArgs } from '../kit/page.types.ts';
import { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import { orThrow } from '../kit/refusal.ts';
import { DateTime } from '../kit/scalars.ts';
import { type Stored, StoreResult } from '../kit/store-result.types.ts';
import type { AppointmentsService } from './appointments.service.ts';
import { ChangeAppointmentInput, PutAppointmentInput, SetAppointmentStatusInput } from './appointment-input.types.ts';
import { AppointmentPage, Patient } from './appointments.types.ts';

@ArgsType()
class AppointmentsArgs extends PageArgs {
  @Field(() => DateTime, { nullable: true, description: 'Only what was stored or changed then or later.' })
  readonly changedSince?: Date | null;
}

/** Every field of Patient asks for the purview first: without one, nothing is shown. */
const throughPurview = Directive('@requires(fields: "purview")');

@Resolver(() => Patient)
export class AppointmentsResolver {
  readonly #appointments: AppointmentsService;

  constructor(appointments: AppointmentsService) {
    this.#appointments = appointments;
  }

  @throughPurview
  @FieldResolver(() => AppointmentPage, { nullable: true, description: 'Appointments, latest start first.' })
  async appointments(
    @Root() patient: Patient,
    @Args(() => AppointmentsArgs) args: AppointmentsArgs,
    @Ctx() context: Context,
  ): Promise<AppointmentPage | null> {
    return orThrow(await this.#appointments.list(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => FhirRecordPage, {
    nullable: true,
    description: 'A FHIR search for Appointment within this record.',
  })
  async appointmentRecords(
    @Root() patient: Patient,
    @Args(() => FhirSearchArgs) args: FhirSearchArgs,
    @Ctx() context: Context,
  ): Promise<FhirRecordPage | null> {
    return orThrow(await this.#appointments.records(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => FhirRecord, { nullable: true, description: 'One FHIR Appointment of this record.' })
  appointmentRecord(
    @Root() patient: Patient,
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<FhirRecord | null> {
    return this.#appointments.record(context, patient, id);
  }

  @Mutation(() => StoreResult, { description: 'Stores an appointment, or replaces all of it (SIU^S12).' })
  putAppointment(
    @Arg('input', () => PutAppointmentInput) input: PutAppointmentInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#appointments.put(context, input);
  }

  @Mutation(() => StoreResult, {
    description: 'Cancels an appointment, or notes that the patient did not attend (SIU^S15, S26).',
  })
  setAppointmentStatus(
    @Arg('input', () => SetAppointmentStatusInput) input: SetAppointmentStatusInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#appointments.setStatus(context, input);
  }

  @Mutation(() => StoreResult, {
    description: 'Changes an appointment where the input says so (SIU^S13, S14); one that is not known is made.',
  })
  changeAppointment(
    @Arg('input', () => ChangeAppointmentInput) input: ChangeAppointmentInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#appointments.change(context, input);
  }

  @Mutation(() => StoreResult, { description: 'Gives an appointment another label.' })
  changeAppointmentLabel(
    @Arg('input', () => ChangeLabelInput) { permit, id, label }: ChangeLabelInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#appointments.changeLabel(context, { permit, type: 'Appointment', id, label });
  }
}
