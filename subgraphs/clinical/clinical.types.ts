import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Coding } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { DateTime, PurviewScalar } from '../kit/scalars.ts';
import { ReportKind } from './report-kind.types.ts';

@Directive('@key(fields: "id")')
@ObjectType()
export class Patient {
  @Field(() => ID)
  readonly id!: string;

  @Directive('@external')
  @Field(() => PurviewScalar, { nullable: true })
  readonly purview?: string | undefined;
}

@ObjectType({ description: 'A measured amount, written as the laboratory wrote it.' })
export class Quantity {
  @Field(() => String, { description: 'A decimal as text, so that `1.00` stays `1.00`.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: '<, <=, > or >=' })
  readonly comparator?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly unit?: string | undefined;
}

@ObjectType({ description: 'One result or measurement.' })
export class Observation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Coding, { description: 'What was measured.' })
  readonly code!: Coding;

  @Field(() => String, {
    nullable: true,
    description:
      'The laboratory’s own word (OBX-4) for which of its results belong together: an organism, and what it is sensitive to.',
  })
  readonly subId?: string | undefined;

  @Field(() => String, { description: 'FHIR observation status: preliminary, final, corrected …' })
  readonly status!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was so: collection or observation time.' })
  readonly effectiveAt?: Date | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The value in words, whatever its kind; null while it is not yet open to the caller.',
  })
  readonly value?: string | undefined;

  @Field(() => Quantity, { nullable: true })
  readonly quantity?: Quantity | undefined;

  @Field(() => String, { nullable: true })
  readonly referenceRange?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The laboratory’s flag: H, L, HH …' })
  readonly interpretation?: string | undefined;

  @Field(() => [String])
  readonly notes!: readonly string[];

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;

  @Field(() => DateTime, { nullable: true, description: 'The patient sees the content from then on.' })
  readonly visibleFrom?: Date | undefined;
}

@ObjectType()
export class ObservationPage {
  @Field(() => [Observation])
  readonly items!: readonly Observation[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType({ description: 'A file that a report refers to: the content of a document.' })
export class ReportFile {
  @Field(() => ID)
  readonly documentId!: string;

  @Field(() => String, { nullable: true })
  readonly contentType?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly title?: string | undefined;
}

@ObjectType({ description: 'A report of a laboratory or of radiology with its results, or with a text.' })
export class LabReport {
  @Field(() => ReportKind)
  readonly kind!: ReportKind;

  @Field(() => [ReportFile])
  readonly files!: readonly ReportFile[];

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'The sender’s own number.' })
  readonly externalId?: string | undefined;

  @Field(() => Coding, { description: 'What was ordered.' })
  readonly code!: Coding;

  @Field(() => Coding, { nullable: true, description: 'The section of the laboratory (OBR-24).' })
  readonly discipline?: Coding | undefined;

  @Field(() => String)
  readonly status!: string;

  @Field(() => DateTime, { nullable: true })
  readonly effectiveAt?: Date | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly issuedAt?: Date | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The report’s text, where the laboratory wrote one instead of results.',
  })
  readonly text?: string | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date | undefined;
}

@ObjectType()
export class LabReportPage {
  @Field(() => [LabReport])
  readonly items!: readonly LabReport[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType({ description: 'A letter, summary or other document.' })
export class Document {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'The sender’s own number (TXA-12.1).' })
  readonly externalId?: string | undefined;

  @Field(() => Coding)
  readonly type!: Coding;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { nullable: true })
  readonly author?: string | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When the document was written.' })
  readonly writtenAt?: Date | undefined;

  @Field(() => String, { nullable: true })
  readonly contentType?: string | undefined;

  @Field(() => Int, { nullable: true, description: 'Bytes.' })
  readonly size?: number | undefined;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the content, in hexadecimal.' })
  readonly sha256?: string | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly visibleFrom?: Date | undefined;
}

@ObjectType()
export class DocumentPage {
  @Field(() => [Document])
  readonly items!: readonly Document[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}
