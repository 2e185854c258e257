import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { actKinds, type ActKind } from '../act.store.ts';

const meanings: Readonly<Record<ActKind, string>> = {
  CONSENT_SET: 'A record was shared, or shared otherwise than before.',
  CONSENT_ENDED: 'A record is shared with somebody no longer.',
  CARER_KEPT: 'A child’s carer was kept past a birthday that would have ended it.',
  EMERGENCY_SEARCH: 'A professional looked in an emergency for a record that nobody had shared with them.',
  GLASS_BROKEN: 'A record was opened in an emergency.',
  GLASS_REFUSED: 'A record was to be opened in an emergency, and was not.',
  GLASS_MENDED: 'A record that was opened in an emergency was closed before its time.',
  SHARING_DISABLED: 'Sharing of a record was disabled.',
  SHARING_ENABLED: 'Sharing of a record was enabled again.',
  ACCESS_FROZEN: 'The access of a patient and of carers was frozen.',
  ACCESS_UNFROZEN: 'The access of a patient and of carers was given back.',
  ORGANISATION_REGISTERED: 'The operator registered the organisation.',
  ORGANISATION_RENAMED: 'The operator gave the organisation another name.',
  TEAM_CREATED: 'A team was made.',
  TEAM_CHANGED: 'A team was renamed, or shares other labels by default.',
  MEMBER_ADDED: 'Somebody was given a role.',
  MEMBER_REMOVED: 'Somebody’s role ended.',
  INVITED: 'Somebody was asked to take a role.',
  INVITATION_ACCEPTED: 'Somebody took the role that they were asked to.',
  INVITATION_WITHDRAWN: 'Somebody is asked to take a role no longer.',
  PARTNER_REGISTERED: 'The operator registered a partner.',
  PARTNER_ENDED: 'The operator ended a partner.',
  PARTNER_GRANTED: 'A partner was let act for the organisation or a team.',
  GRANT_REVOKED: 'What a partner was granted was taken back.',
  LABEL_MAP_SET: 'A code was made to give a label.',
  LABEL_MAP_REMOVED: 'A code gives a label no longer.',
  CODES_SET: 'What some of an organisation’s codes mean was said.',
  CODES_REMOVED: 'Some of an organisation’s codes were made to mean nothing but themselves.',
  IDENTIFIER_TYPE_SET: 'Messages were let identify patients by a type of number.',
  IDENTIFIER_TYPE_REMOVED: 'Messages identify patients by a type of number no longer.',
  ACCESS_EXPLAINED: 'An administrator asked why somebody sees something of a record, or does not.',
  MATCHING_SET: 'It was set what messages are checked against before they may write.',
  MESSAGE_APPROVED: 'An administrator let a message write that had been held.',
  MESSAGE_REJECTED: 'An administrator rejected a message that had been held.',
  MERGE_PROPOSED: 'It was proposed to the users of two records to make one of them.',
  MERGE_AGREED: 'The user of a record agreed that it becomes one with another.',
  MERGE_DECLINED: 'Two records that were to become one stay two.',
  RECORDS_MERGED: 'Two records were made one.',
  MERGE_REVERSED: 'Two records that had been made one were parted again.',
  PATIENTS_INVITED: 'Patients were invited on paper to make their records their own.',
  PATIENT_REGISTERED: 'A patient made their record their own, with what was printed on a letter.',
};

const ActKindEnum = Object.fromEntries(actKinds.map((kind) => [kind, kind])) as Readonly<Record<ActKind, ActKind>>;
registerEnumType(ActKindEnum, {
  name: 'ActKind',
  description: 'What somebody did about sharing, roles and grants.',
  valuesConfig: Object.fromEntries(actKinds.map((kind) => [kind, { description: meanings[kind] }])),
});

@ObjectType({ description: 'Something that somebody did about sharing, roles or grants.' })
export class Act {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => ActKindEnum)
  readonly kind!: ActKind;

  @Field(() => String, { description: 'The name of the person who did it, or of the part of the system.' })
  readonly by!: string;

  @Field(() => ID, { nullable: true })
  readonly personId?: string | null;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID, { nullable: true })
  readonly teamId?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that team.' })
  readonly team?: string | null;

  @Field(() => ID, { nullable: true, description: 'The patient whom it is about.' })
  readonly patientId?: string | null;

  @Field(() => String, { description: 'What it was before and after, as JSON.' })
  readonly details!: string;
}

@ObjectType({ description: 'Acts, the latest first.' })
export class ActPage {
  @Field(() => [Act])
  readonly items!: readonly Act[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ArgsType()
export class ActsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => [ActKindEnum], { nullable: true, description: 'Of these kinds alone; absent: of all that may be seen.' })
  readonly kinds?: readonly ActKind[] | null;

  @Field(() => DateTime, { nullable: true, description: 'The earliest moment.' })
  readonly from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The moment before which they were done.' })
  readonly to?: Date | null;
}
