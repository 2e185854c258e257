import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId, parseTeamId, type NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import type { Once } from '../../kit/posted.ts';
import type { Sql } from '../../kit/sql.ts';
import type { AccessLogService } from '../access-log.service.ts';
import type { PatientsService, SeenPatient } from '../patients.service.ts';
import { readingOf, refuseMessage, refuseText, teamsOf } from './conversation.rules.ts';
import type { ConversationStore, KeptMessage, MessageQuery, NewConversation, Writer } from './conversation.store.ts';
import type {
  ChangeDraftInput,
  ConversationMessage,
  ConversationMessagePage,
  ConversationSide,
  WriteMessageInput,
} from './conversation.types.ts';

type Needs = {
  readonly store: ConversationStore;
  readonly patients: PatientsService;
  readonly accessLog: AccessLogService;
  readonly once: Once;
  readonly newId: NewId;
};

type Listed = Page & { readonly drafts: boolean };

type Writing = { readonly context: Context; readonly patient: SeenPatient; readonly side: ConversationSide };

/** The conversation that takes one more message, or that begins with it. */
type FindTarget = (
  writing: Writing,
  input: WriteMessageInput,
  within: Sql | undefined,
) => Promise<{ readonly id: string; readonly begins?: NewConversation } | Failure>;

export type ConversationService = ReturnType<typeof conversationService>;

/**
 * What a patient and a team write to each other: both may always read it, nobody else may, and only drafts change.
 * Domain reference §2.9 and §3.2, notes
 */
export const conversationService = ({ store, patients, accessLog, once, newId }: Needs) => {
  const page = async (query: Omit<MessageQuery, 'limit' | 'after'>, asked: Page, viewer: ConversationSide) => {
    const paging = pagingOf(asked);
    if (isFailure(paging)) return paging;
    if (paging.after !== undefined && !/^\d{1,18}$/.test(paging.after))
      return invalid('Give the `next` of the page before.', 'after');
    const found = await store.messages({ ...query, after: paging.after ?? null, limit: paging.first });
    const last = found.at(-1)?.number;
    return {
      items: found.map((message) => shown(message, viewer)),
      // Also on the last page: there are those who wait for what comes after it.
      ...(last === null || last === undefined ? {} : { next: last }),
    };
  };

  /** Of whose side the caller is in a conversation of this team, with this record before them. */
  const sideIn = ({ principal }: Context, patient: SeenPatient, team: string): ConversationSide | undefined => {
    if (isOnPatientsSide(patient)) return 'PATIENT';
    return teamsOf(principal).some((one) => one === team) ? 'TEAM' : undefined;
  };

  /** A message that the caller may know of, and from which side. */
  const known = async (context: Context, id: string) => {
    const message = isFailure(parsePatientId(id)) ? undefined : await store.message(id);
    const patient = message === undefined ? null : await patients.read(context, message.patientId);
    const side = message === undefined || patient === null ? undefined : sideIn(context, patient, message.teamId);
    if (message === undefined || patient === null || side === undefined) return noSuchMessage;
    if (message.number === null && !isBy(writerOf(context, side), message)) return noSuchMessage;
    return { message, side, isCarer: side === 'PATIENT' && !patient.sight.isSelf };
  };

  const draft = async (context: Context, { messageId, version }: Pick<ChangeDraftInput, 'messageId' | 'version'>) => {
    const found = await known(context, messageId);
    if (isFailure(found)) return found;
    if (found.message.number !== null || found.message.side !== found.side)
      return conflict('It has been sent: only drafts change.', 'messageId');
    return found.message.version === version ? found : anotherVersion;
  };

  const goingOn: FindTarget = async ({ context, patient }, { conversationId }, within) => {
    const known = conversationId && !isFailure(parsePatientId(conversationId)) ? conversationId : undefined;
    const found = known === undefined ? undefined : await store.conversation(known, within);
    return known === undefined ||
      found === undefined ||
      ![patient.id, ...patient.formerIds].includes(found.patient) ||
      sideIn(context, patient, found.team) === undefined
      ? notFound('There is no such conversation.', 'conversationId')
      : { id: known };
  };

  const begun: FindTarget = async ({ context, patient, side }, { teamId, subject, kind, appointmentId }, within) => {
    const own = teamsOf(context.principal);
    const team = teamId ? parseTeamId(teamId) : own[0];
    const now = context.clock.now();
    if (team === undefined || isFailure(team) || (side === 'TEAM' && !own.includes(team))) return noSuchTeam;
    if (!(await store.isWith({ patient: patient.id, team, now }, within))) return noSuchTeam;
    const id = newId();
    const begins = {
      id,
      patient: patient.id,
      team,
      subject: subject?.trim() ?? '',
      kind: kind ?? ('GENERAL' as const),
      appointment: appointmentId ?? null,
      at: now,
    };
    return { id, begins };
  };

  return {
    /** Of one record: all of them for the patient's side, of their own teams for others. */
    of: (
      context: Context,
      patient: SeenPatient,
      { drafts, ...asked }: Listed,
    ): Promise<ConversationMessagePage | Failure> => {
      const side = isOnPatientsSide(patient) ? 'PATIENT' : 'TEAM';
      return page(
        {
          patients: [patient.id, ...patient.formerIds],
          teams: side === 'PATIENT' ? null : teamsOf(context.principal),
          draftsOf: drafts ? writerOf(context, side) : null,
        },
        asked,
        side,
      );
    },

    /** Of the caller's teams, whoever the patient is, in the order in which they were sent. */
    ofTeams: async (context: Context, asked: Page): Promise<ConversationMessagePage | Failure> => {
      const found = await page({ patients: null, teams: teamsOf(context.principal), draftsOf: null }, asked, 'TEAM');
      if (isFailure(found)) return found;
      const teams = new Map(found.items.map(({ patientId, teamId }) => [patientId, teamId]));
      await accessLog.write(
        { ...context, reading: ['MESSAGES'] },
        [...teams].map(([patient, team]) => ({ patient, team, basis: 'SOURCE' })),
      );
      return found;
    },

    /**
     * @returns not_found for a record that the caller does not see, or a conversation that is not theirs; forbidden for a
     *   carer with whom not everything is shared, or where nothing may be added to the record
     */
    write: async (context: Context, input: WriteMessageInput): Promise<ConversationMessage | Failure> => {
      const patient = await patients.read(context, input.patientId);
      if (patient === null) return notFound('There is no such record.', 'patientId');
      const { writer } = patient.acts();
      if (writer === undefined || (writer.as === 'CARER' && !isOnPatientsSide(patient)))
        return forbidden(
          'The patient, carers with whom everything is shared, and the teams of the record write to each other.',
          'patientId',
        );
      const side: ConversationSide = writer.as === 'TEAM' ? 'TEAM' : 'PATIENT';
      const fault = refuseMessage(input, side);
      if (fault !== undefined) return fault;
      const { idempotencyKey: key, ...content } = input;
      const written = await once({ context, key, content }, async (within) => {
        const at = context.clock.now();
        const target = await (input.conversationId ? goingOn : begun)({ context, patient, side }, input, within);
        if (isFailure(target)) return target;
        const id = newId();
        await store.write(
          {
            id,
            conversation: target.id,
            ...writerOf(context, side),
            content: input.content,
            at,
            draft: input.draft,
          },
          { begins: target.begins, within },
        );
        return { id };
      });
      if (isFailure(written)) return written;
      const kept = await store.message(written.id);
      return kept === undefined ? noSuchMessage : shown(kept, side);
    },

    changeDraft: async (context: Context, input: ChangeDraftInput): Promise<ConversationMessage | Failure> => {
      const found = await draft(context, input);
      if (isFailure(found)) return found;
      const content = input.content ?? null;
      const fault = content === null ? undefined : refuseText(content);
      if (fault !== undefined) return fault;
      const { messageId: id, version, send } = input;
      const changed = await store.changeDraft({ id, version, content, send, at: context.clock.now() });
      const kept = changed ? await store.message(id) : undefined;
      return kept === undefined ? anotherVersion : shown(kept, found.side);
    },

    deleteDraft: async (
      context: Context,
      input: Pick<ChangeDraftInput, 'messageId' | 'version'>,
    ): Promise<ConversationMessage | Failure> => {
      const found = await draft(context, input);
      if (isFailure(found)) return found;
      const gone = await store.deleteDraft(input.messageId, input.version);
      return gone ? shown(found.message, found.side) : anotherVersion;
    },

    /** Somebody of the other side opens it: the first time is kept, but for a carer, by whom the patient has not read it. */
    read: async (context: Context, messageId: string): Promise<ConversationMessage | Failure> => {
      const found = await known(context, messageId);
      if (isFailure(found)) return found;
      if (found.message.side !== found.side && !found.isCarer) await store.read(messageId, context.clock.now());
      const kept = await store.message(messageId);
      return kept === undefined ? noSuchMessage : shown(kept, found.side);
    },
  };
};

/**
 * A carer does what the patient does (domain reference §1.2), as far as labels go: a message has none, and what has none is for
 * those who hold all four (§3.1).
 */
const isOnPatientsSide = (patient: SeenPatient): boolean =>
  patient.sight.isSelf || patient.acts().asCarer.includes('UNSET');

const writerOf = ({ principal }: Context, side: ConversationSide): Writer => ({
  side,
  person: principal.kind === 'person' ? principal.user : null,
  client: principal.client,
});

const isBy = ({ side, person, client }: Writer, message: KeptMessage): boolean =>
  message.side === side && message.person === person && (person !== null || message.client === client);

const noSuchTeam = notFound('There is no such team that has to do with this record.', 'teamId');
const noSuchMessage = notFound('There is no such message.', 'messageId');
const anotherVersion = conflict('The draft has another version by now: read it again.', 'version');

const shown = ({ number, ...message }: KeptMessage, viewer: ConversationSide): ConversationMessage => ({
  ...message,
  status: readingOf({ side: message.side, sent: number !== null, read: message.firstReadAt !== null }, viewer),
});
