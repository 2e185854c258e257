import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Patient } from '../mail.types.ts';
import type { ExclusionReason, PrintReason } from './hand-in.rules.ts';

/** Without RECEIVED, which is over before anybody can look. */
export const SentLetterState = {
  EXCLUDED: 'EXCLUDED',
  PUBLISHED: 'PUBLISHED',
  NOTIFIED: 'NOTIFIED',
  READ: 'READ',
  FALLBACK_DUE: 'FALLBACK_DUE',
  PRINT_REQUESTED: 'PRINT_REQUESTED',
  POSTED: 'POSTED',
  FAILED: 'FAILED',
} as const;
export type SentLetterState = keyof typeof SentLetterState;
registerEnumType(SentLetterState, {
  name: 'SentLetterState',
  description: 'How far a letter has come; READ, POSTED, FAILED and EXCLUDED are final.',
});

export const DispatchReason = {
  UNREAD: 'UNREAD',
  UNREGISTERED: 'UNREGISTERED',
  DECEASED: 'DECEASED',
  NO_ACCESS: 'NO_ACCESS',
  HELD: 'HELD',
  DOCUMENT_TYPE: 'DOCUMENT_TYPE',
  REPLACED: 'REPLACED',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies Readonly<Record<PrintReason | ExclusionReason, string>>;
export type DispatchReason = keyof typeof DispatchReason;
registerEnumType(DispatchReason, {
  name: 'DispatchReason',
  description: 'Why a letter is printed, or was excluded.',
  valuesConfig: {
    UNREAD: { description: 'It was not read in time.' },
    UNREGISTERED: { description: 'The patient cannot sign in yet: ask for an invitation token to print with it.' },
    DECEASED: { description: 'The patient has died.' },
    NO_ACCESS: { description: 'The patient’s access is frozen.' },
    HELD: { description: 'The message that brought it waits for an administrator.' },
    DOCUMENT_TYPE: { description: 'The organisation keeps documents of this type out of the post.' },
    REPLACED: { description: 'A newer edition has taken its place, and goes its own way.' },
    WITHDRAWN: { description: 'Its sender has taken it back.' },
  },
});

@ObjectType({ description: 'One edition of a letter on its way; where it is to be printed, the job to do so.' })
export class SentLetter {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'The sender’s own number (TXA-12.1).' })
  readonly documentIdentifier!: string;

  @Field(() => ID, { nullable: true, description: 'The document of the record; null while its message is held.' })
  readonly documentId?: string | null;

  @Field(() => Patient, { nullable: true, description: 'To whom; null while its message is held, or hidden from you.' })
  readonly patient?: Pick<Patient, 'id'> | null;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'The kind of document, such as CL for a clinic letter.' })
  readonly documentType?: string | null;

  @Field(() => SentLetterState)
  readonly state!: SentLetterState;

  @Field(() => DispatchReason, { nullable: true })
  readonly reason?: DispatchReason | null;

  @Field(() => DateTime)
  readonly receivedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it is printed unless it is read; null: never.' })
  readonly dueAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the patient was told of it.' })
  readonly notifiedAt?: Date | null;

  @Field(() => DateTime, { nullable: true })
  readonly printRequestedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it came to its final state.' })
  readonly endedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'As in a read receipt; after the print was requested, too.' })
  readonly readAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'What the printer said of it.' })
  readonly note?: string | null;
}

@ObjectType({ description: 'A page of letters, in the order in which they were handed in.' })
export class SentLetterPage {
  @Field(() => [SentLetter])
  readonly items!: readonly SentLetter[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

export const PrintOutcome = { POSTED: 'POSTED', FAILED: 'FAILED' } as const;
export type PrintOutcome = keyof typeof PrintOutcome;
registerEnumType(PrintOutcome, { name: 'PrintOutcome', description: 'What became of a print job.' });

@InputType({ description: 'What became of one print job.' })
export class PrintJobOutcomeInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => PrintOutcome)
  readonly outcome!: PrintOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'At most 500 characters: why it failed, or the carrier’s number.',
  })
  readonly note?: string | null;
}

export const Confirmation = {
  RECORDED: 'RECORDED',
  UNCHANGED: 'UNCHANGED',
  CONFLICT: 'CONFLICT',
  NOT_FOUND: 'NOT_FOUND',
} as const;
export type Confirmation = keyof typeof Confirmation;
registerEnumType(Confirmation, {
  name: 'PrintConfirmation',
  description: 'What a confirmation did.',
  valuesConfig: {
    RECORDED: { description: 'The letter is in its final state.' },
    UNCHANGED: { description: 'The same was said before.' },
    CONFLICT: { description: 'The letter is in another final state, or not to be printed.' },
    NOT_FOUND: { description: 'There is no such job that is yours.' },
  },
});

@ObjectType({ description: 'What a confirmation did about one print job.' })
export class ConfirmedPrintJob {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Confirmation)
  readonly confirmation!: Confirmation;

  @Field(() => SentLetterState, {
    nullable: true,
    description: 'In which state the letter is; null where there is none.',
  })
  readonly state?: SentLetterState | null;
}

@ObjectType({ description: 'What the confirmations did, in their order.' })
export class ConfirmedPrintJobs {
  @Field(() => [ConfirmedPrintJob])
  readonly jobs!: readonly ConfirmedPrintJob[];
}

export const ConfirmPrintJobsResult = createUnionType({
  name: 'ConfirmPrintJobsResult',
  description: 'What the confirmations did, or why none was looked at.',
  types: () => [ConfirmedPrintJobs, Refusal] as const,
  resolveType: (value) => ('jobs' in value ? ConfirmedPrintJobs : Refusal),
});
