import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { Letter, LetterPage, OpenLetterInput, Patient, PublishLetterInput } from './mail.types.ts';

export type MailService = {
  letters(context: Context, patient: Patient, page: { readonly first: number; readonly after?: string | null }): Promise<LetterPage | null>;
  publish(context: Context, input: PublishLetterInput): Promise<Stored | Failure>;
  /** The patient opens a letter: the first time is its read receipt. */
  open(context: Context, input: OpenLetterInput): Promise<Letter | Failure>;
};
