import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { MatchPatientInput, PatientFromFeedInput, PlacedPatient } from './feed.types.ts';

export type FeedService = {
  upsert(context: Context, input: PatientFromFeedInput): Promise<PlacedPatient | Failure>;
  match(context: Context, input: MatchPatientInput): Promise<PlacedPatient | Failure>;
};
