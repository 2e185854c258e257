import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { FhirSearchArgs, PageArgs } from '../kit/page.types.ts';
import { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import { orThrow } from '../kit/refusal.ts';
import { type Stored, StoreResult } from '../kit/store-result.types.ts';
import type { ClinicalService } from './clinical.service.ts';
import type { SeenLabReport } from './reading.service.ts';
import { DocumentPage, LabReport, LabReportPage, Observation, ObservationPage, Patient } from './clinical.types.ts';
import { ChangeItemLabelInput, DeleteDocumentInput, DocumentInput, LabReportsInput } from './ingest.types.ts';
import { type StoredReports, StoreReportsResult } from './stored-reports.types.ts';

@ArgsType()
class ObservationsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only of this code: `system|code`, or a code of any system.' })
  readonly code?: string | null;
}

@ArgsType()
class RecordsArgs extends FhirSearchArgs {
  @Field(() => String, {
    description: 'A FHIR R4 resource type that this slice owns: Observation, DiagnosticReport, DocumentReference …',
  })
  readonly type!: string;
}

@ArgsType()
class RecordArgs {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;
}

/** Every field of Patient asks for the purview first: without one, nothing is shown. */
const throughPurview = Directive('@requires(fields: "purview")');

@Resolver(() => Patient)
export class ClinicalResolver {
  readonly #clinical: ClinicalService;

  constructor(clinical: ClinicalService) {
    this.#clinical = clinical;
  }

  @throughPurview
  @FieldResolver(() => ObservationPage, { nullable: true, description: 'Results and measurements, newest first.' })
  async observations(
    @Root() patient: Patient,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
  ): Promise<ObservationPage | null> {
    return orThrow(await this.#clinical.observations(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => LabReportPage, {
    nullable: true,
    description: 'Reports of laboratories and radiology, newest first.',
  })
  async labReports(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<LabReportPage | null> {
    return orThrow(await this.#clinical.labReports(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => DocumentPage, { nullable: true, description: 'Letters and other documents, newest first.' })
  async documents(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<DocumentPage | null> {
    return orThrow(await this.#clinical.documents(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => String, { nullable: true, description: 'The content of one document, in Base64.' })
  async documentContent(
    @Root() patient: Patient,
    @Arg('documentId', () => ID) documentId: string,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return orThrow(await this.#clinical.documentContent(context, patient, documentId));
  }

  @throughPurview
  @FieldResolver(() => FhirRecordPage, { nullable: true, description: 'A FHIR search within this record.' })
  async records(
    @Root() patient: Patient,
    @Args(() => RecordsArgs) args: RecordsArgs,
    @Ctx() context: Context,
  ): Promise<FhirRecordPage | null> {
    return orThrow(await this.#clinical.records(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => FhirRecord, { nullable: true, description: 'One FHIR resource of this record.' })
  record(
    @Root() patient: Patient,
    @Args(() => RecordArgs) args: RecordArgs,
    @Ctx() context: Context,
  ): Promise<FhirRecord | null> {
    return this.#clinical.record(context, patient, args);
  }

  @Mutation(() => StoreReportsResult, {
    description: 'Stores or corrects the reports of a message and their results (ORU^R01), all or none.',
  })
  ingestLabReports(
    @Arg('input', () => LabReportsInput) input: LabReportsInput,
    @Ctx() context: Context,
  ): Promise<StoredReports | Failure> {
    return this.#clinical.ingestLabReports(context, input);
  }

  @Mutation(() => StoreResult, { description: 'Stores or replaces a document (MDM^T02).' })
  ingestDocument(
    @Arg('input', () => DocumentInput) input: DocumentInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#clinical.ingestDocument(context, input);
  }

  @Mutation(() => StoreResult, { description: 'Hides a document that its sender takes back (MDM^T11).' })
  deleteDocument(
    @Arg('input', () => DeleteDocumentInput) input: DeleteDocumentInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#clinical.deleteDocument(context, input);
  }

  @Mutation(() => StoreResult, { description: 'Gives an item of the clinical record another label.' })
  changeItemLabel(
    @Arg('input', () => ChangeItemLabelInput) input: ChangeItemLabelInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#clinical.changeLabel(context, input);
  }
}

@Resolver(() => LabReport)
export class LabReportResolver {
  readonly #clinical: ClinicalService;

  constructor(clinical: ClinicalService) {
    this.#clinical = clinical;
  }

  @FieldResolver(() => [Observation], { description: 'In the laboratory’s order.' })
  results(@Root() report: SeenLabReport, @Ctx() context: Context): Promise<readonly Observation[]> {
    return this.#clinical.results(context, report);
  }
}
