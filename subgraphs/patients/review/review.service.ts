import { forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId, parsePatientId, type NewId } from '../../../kernel/id.ts';
import { hasControlCharacter } from '../../../kernel/text.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { largestPage } from '../../kit/paging.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { AccessLogService } from '../access-log.service.ts';
import { pageOf } from '../keyed-page.ts';
import { compare } from './compare.rules.ts';
import { faultOfDecision } from './decide.rules.ts';
import type { HeldRow, ReviewStore } from './review.store.ts';
import type {
  DecidedMessages,
  DecideMessagesInput,
  HeldMessage,
  HeldMessagePage,
  HeldMessagesArgs,
} from './review.types.ts';

export type ReviewService = {
  list(context: Context, asked: HeldMessagesArgs): Promise<HeldMessagePage | Failure>;
  decide(context: Context, input: DecideMessagesInput): Promise<DecidedMessages | Failure>;
};

type Needs = { readonly store: ReviewStore; readonly accessLog: AccessLogService; readonly newId: NewId };

/** The queue of an organisation, for its administrators. Domain reference §4.2 */
export const reviewService = ({ store, accessLog, newId }: Needs): ReviewService => {
  /** To show what a record says is to look at it. */
  const shown = async (context: Context, rows: readonly HeldRow[]): Promise<readonly HeldMessage[]> => {
    const patients = new Set(rows.flatMap(({ patientId }) => patientId ?? []));
    await accessLog.write(
      context,
      [...patients].map((patient) => ({ patient, basis: 'REVIEW', team: null })),
    );
    return rows.map(({ said, recorded, ...message }) => ({ ...message, compared: compare(said, recorded) }));
  };

  return {
    list: async (context, { organisationId, state, ...asked }) => {
      const administrator = administratorOf(context.principal, organisationId);
      if (isFailure(administrator)) return administrator;
      const paging = pageOf(asked);
      if (isFailure(paging)) return paging;
      const { organisation } = administrator;
      const { first, after } = paging;
      const [rows, ages] = await Promise.all([
        store.page({ organisation, state, after, limit: first + 1 }),
        store.ages(organisation, context.clock.now()),
      ]);
      const items = await shown(context, rows.slice(0, first));
      const last = rows.length > first ? items.at(-1) : undefined;
      return last === undefined ? { items, ages } : { items, ages, next: last.id };
    },

    decide: async (context, { decision, note, patientId, ids: given }) => {
      const { principal, clock } = context;
      if (principal.kind !== 'person' || principal.integration !== 'person')
        return forbidden('Only administrators may.');
      const ids = [...new Set(given.map((id) => id.toLowerCase()))];
      const fault = faultOfIds(ids) ?? faultOfNote(note);
      if (fault !== undefined) return fault;
      const into = patientId && decision === 'APPROVE' ? parsePatientId(patientId) : null;
      if (isFailure(into)) return invalid(into.message, 'patientId');
      const decided = await store.decide(
        {
          ids,
          organisations: principal.administers,
          state: decision === 'APPROVE' ? 'APPROVED' : 'REJECTED',
          at: clock.now(),
          by: principal.user,
          actor: nameOf(principal),
          note: note?.trim() ? note.trim() : null,
          into,
          newActs: ids.map(() => newId()),
        },
        (found) => faultOfDecision({ ids, decision, into }, found),
      );
      return isFailure(decided) ? decided : { decided: await shown(context, decided) };
    },
  };
};

const faultOfIds = (ids: readonly string[]): Failure | undefined => {
  if (ids.length === 0 || ids.length > largestPage) return invalid(`Give 1 to ${largestPage} messages.`, 'ids');
  const wrong = ids.findIndex((id) => isFailure(parseMessageId(id)));
  return wrong < 0
    ? undefined
    : notFound('There is no such held message in an organisation that you administer.', `ids[${wrong}]`);
};

const faultOfNote = (note: string | null | undefined): Failure | undefined =>
  note && (note.length > 1_000 || hasControlCharacter(note))
    ? invalid('A note has at most 1 000 characters, and no control characters.', 'note')
    : undefined;
