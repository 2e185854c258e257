import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Document, Patient } from '../clinical.types.ts';
import { AddItemsResult, type AddedItems } from '../measurements/measurement.types.ts';
import type { UploadService } from './upload.service.ts';
import { AddDocumentInput, UploadPartInput, UploadPartResult, type Uploaded } from './upload.types.ts';

@ArgsType()
class DocumentPartArgs {
  @Field(() => ID)
  readonly documentId!: string;

  @Field(() => Int, { description: 'Bytes before the part.' })
  readonly offset!: number;

  @Field(() => Int, { description: '2 MB at most; the last part may be shorter.' })
  readonly length!: number;
}

const throughPurview = Directive('@requires(fields: "purview")');

@Resolver(() => Patient)
export class UploadResolver {
  readonly #uploads: UploadService;

  constructor(uploads: UploadService) {
    this.#uploads = uploads;
  }

  @throughPurview
  @FieldResolver(() => Document, { nullable: true, description: 'One document, without its bytes.' })
  document(
    @Root() patient: Patient,
    @Arg('documentId', () => ID) documentId: string,
    @Ctx() context: Context,
  ): Promise<Document | null> {
    return this.#uploads.document(context, patient, documentId);
  }

  @throughPurview
  @FieldResolver(() => String, { nullable: true, description: 'A part of the content of one document, in Base64.' })
  async documentPart(
    @Root() patient: Patient,
    @Args(() => DocumentPartArgs) args: DocumentPartArgs,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return orThrow(await this.#uploads.documentPart(context, patient, args));
  }

  @throughPurview
  @FieldResolver(() => ID, { nullable: true, description: 'A reference to the content of one document, for adapters.' })
  documentBytes(
    @Root() patient: Patient,
    @Arg('documentId', () => ID) documentId: string,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return this.#uploads.documentBytes(context, patient, documentId);
  }

  @Mutation(() => UploadPartResult, { description: 'Brings a part of the bytes of a document that is to be added.' })
  uploadPart(
    @Arg('input', () => UploadPartInput) input: UploadPartInput,
    @Ctx() context: Context,
  ): Promise<Uploaded | Failure> {
    return this.#uploads.uploadPart(context, input);
  }

  @Mutation(() => AddItemsResult, {
    description: 'Adds a document whose bytes have been uploaded, as the patient, a carer or a team.',
  })
  addDocument(
    @Arg('input', () => AddDocumentInput) input: AddDocumentInput,
    @Ctx() context: Context,
  ): Promise<AddedItems | Failure> {
    return this.#uploads.addDocument(context, input);
  }
}
