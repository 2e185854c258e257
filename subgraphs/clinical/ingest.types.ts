import { Field, ID, InputType } from 'type-graphql';
import type { Content } from '../../kernel/content.ts';
import { ChangeLabelInput } from '../kit/change-label.types.ts';
import { CodingInput } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { Base64, DateTime, PlacementScalar } from '../kit/scalars.ts';
import { SourceMessageInput } from '../kit/source-message.types.ts';
import { ReportKind } from './report-kind.types.ts';

@InputType({ description: 'One result of a report: exactly one of `number` and `text`, or `coded`.' })
export class LabResultInput {
  @Field(() => String, {
    description: 'Names the result within its report, so that a correction finds it: OBX-3 and OBX-4.',
  })
  readonly key!: string;

  @Field(() => CodingInput)
  readonly code!: CodingInput;

  @Field(() => String, { nullable: true, description: 'OBX-4, for readers: which results belong together.' })
  readonly subId?: string | null;

  @Field(() => String, { nullable: true, description: 'A decimal as text.' })
  readonly number?: string | null;

  @Field(() => String, { nullable: true, description: '<, <=, > or >=' })
  readonly comparator?: string | null;

  @Field(() => String, { nullable: true })
  readonly unit?: string | null;

  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => CodingInput, { nullable: true })
  readonly coded?: CodingInput | null;

  @Field(() => String, { nullable: true })
  readonly referenceRange?: string | null;

  @Field(() => String, { nullable: true })
  readonly interpretation?: string | null;

  @Field(() => String, {
    description: 'OBX-11 as FHIR says it: preliminary, final, corrected, cancelled; `entered-in-error` deletes.',
  })
  readonly status!: string;

  @Field(() => DateTime, { nullable: true })
  readonly observedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The patient sees the content from then on.' })
  readonly visibleFrom?: Date | null;

  @Field(() => [String])
  readonly notes!: readonly string[];
}

@InputType({ description: 'A file of a report: a document that is stored already.' })
export class ReportFileInput {
  @Field(() => String)
  readonly documentId!: string;

  @Field(() => String)
  readonly contentType!: string;

  @Field(() => String)
  readonly title!: string;
}

@InputType()
export class LabReportInput {
  @Field(() => ReportKind, { nullable: true, description: 'Left out, it is LABORATORY.' })
  readonly kind?: ReportKind | null;

  @Field(() => [ReportFileInput], { nullable: true })
  readonly files?: readonly ReportFileInput[] | null;

  @Field(() => String, { description: 'ORC-3.1 or OBR-3.1; unique within the sending organisation.' })
  readonly externalId!: string;

  @Field(() => String, { nullable: true, description: 'ORC-2.1 or OBR-2.1' })
  readonly placerId?: string | null;

  @Field(() => CodingInput, { description: 'OBR-4' })
  readonly code!: CodingInput;

  @Field(() => String, { description: 'OBR-25 as FHIR says it: registered, preliminary, final, corrected, cancelled.' })
  readonly status!: string;

  @Field(() => String, { nullable: true, description: 'OBR-24, the discipline.' })
  readonly discipline?: string | null;

  @Field(() => String, { nullable: true, description: 'ORC-13.9' })
  readonly requestingLocation?: string | null;

  @Field(() => String, { nullable: true, description: 'PV1-10.1, which decides the label.' })
  readonly specialty?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the message itself names: it comes first.' })
  readonly label?: Label | null;

  @Field(() => DateTime, { nullable: true })
  readonly effectiveAt?: Date | null;

  @Field(() => DateTime, { nullable: true })
  readonly issuedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'The lines of a single text report.' })
  readonly text?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date | null;

  @Field(() => [LabResultInput])
  readonly results!: readonly LabResultInput[];
}

@InputType({ description: 'All reports of one message: they are stored together or not at all.' })
export class LabReportsInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => [LabReportInput], { description: 'In the order of the message.' })
  readonly reports!: readonly LabReportInput[];
}

@InputType()
export class DocumentInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'TXA-12.1; unique within the sending organisation.' })
  readonly externalId!: string;

  @Field(() => CodingInput, { description: 'TXA-2' })
  readonly type!: CodingInput;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { nullable: true })
  readonly filename?: string | null;

  @Field(() => String, { nullable: true })
  readonly author?: string | null;

  @Field(() => String, { nullable: true })
  readonly specialty?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the message itself names: it comes first.' })
  readonly label?: Label | null;

  @Field(() => DateTime)
  readonly writtenAt!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date | null;

  @Field(() => String, { description: 'application/pdf, text/html, text/plain …' })
  readonly contentType!: string;

  @Field(() => Base64, { nullable: true, description: 'The content; or else an upload.' })
  readonly content?: string | Content | null;

  @Field(() => ID, { nullable: true, description: 'What was uploaded with the placement, instead of the content.' })
  readonly upload?: string | null;
}

@InputType()
export class DeleteDocumentInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'TXA-12.1' })
  readonly externalId!: string;
}

@InputType({ description: 'Another label for one item of the clinical record, chosen by a person.' })
export class ChangeItemLabelInput extends ChangeLabelInput {
  @Field(() => String, { description: 'A FHIR resource type: Observation, DiagnosticReport, DocumentReference.' })
  readonly type!: string;
}
