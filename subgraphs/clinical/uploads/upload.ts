import { forbidden, isFailure, type Failure } from '../../../kernel/failure.ts';
import { seal, unseal } from '../../../kernel/seal.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';

/** Bytes that one principal is bringing for one patient; until then. */
export type Upload = {
  readonly id: string;
  readonly patient: string;
  readonly principal: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

const lifetime = 60 * 60_000;

export const sealUpload = (context: Context, { id, patient }: Pick<Upload, 'id' | 'patient'>): string =>
  seal(context.keys, 'upload', {
    id,
    patient,
    principal: nameOf(context.principal),
    expires: context.clock.now().getTime() + lifetime,
  });

/** The upload, if it is ours, still valid, for this patient, and begun by the very principal that goes on with it. */
export const openUpload = (context: Context, patient: string, sealed: string): Upload | Failure => {
  const upload = uploadIn(sealed, context);
  return !isFailure(upload) && (upload.patient !== patient || upload.principal !== nameOf(context.principal))
    ? notYours()
    : upload;
};

/** The upload, if it is ours and still valid, whosever it is. */
export const uploadIn = (sealed: string, { keys, clock }: Pick<Context, 'keys' | 'clock'>): Upload | Failure => {
  const upload = unseal(keys, 'upload', sealed) as Upload | undefined;
  return upload === undefined || upload.expires < clock.now().getTime() ? notYours() : upload;
};

const notYours = (): Failure => forbidden('This upload is not yours, or took too long: begin it again.', 'upload');
