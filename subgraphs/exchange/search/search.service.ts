import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId, parsePatientId, type NewId } from '../../../kernel/id.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf } from '../../kit/paging.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { InboundMessagePage } from '../exchange.types.ts';
import { storable } from '../message.rules.ts';
import { maskText } from './mask.rules.ts';
import type { SendAgainStore } from './again.store.ts';
import { faultOfSendingAgain } from './again.rules.ts';
import type { NewAct, SearchStore } from './search.store.ts';
import type { MaskedMessage, SearchMessagesArgs, SendAgainInput, SendingAgain } from './search.types.ts';

export type SearchService = ReturnType<typeof searchService>;

type Needs = { readonly store: SearchStore; readonly again: SendAgainStore; readonly newId: NewId };

type Named = { readonly organisationId: string; readonly messageId: string };

/** What came in for an organisation, from its own feeds or from partners, for its administrators: found, looked at, sent again. */
export const searchService = ({ store, again, newId }: Needs) => {
  /** One message of the organisation, and the act about it that is to be kept. */
  const find = async ({ principal, clock }: Context, { organisationId, messageId }: Named) => {
    const administrator = administratorOf(principal, organisationId);
    if (isFailure(administrator)) return administrator;
    const { organisation, user } = administrator;
    const id = parseMessageId(messageId);
    const kept = isFailure(id) ? undefined : await store.find(organisation, id);
    if (isFailure(id) || kept === undefined) return noSuchMessage;
    const act: NewAct = {
      id: newId(),
      at: clock.now(),
      actor: nameOf(principal),
      personId: user,
      organisationId: organisation,
      messageId: id,
    };
    return { kept, act };
  };

  return {
    page: async ({ principal }: Context, asked: SearchMessagesArgs): Promise<InboundMessagePage | Failure> => {
      const administrator = administratorOf(principal, asked.organisationId);
      if (isFailure(administrator)) return administrator;
      const paging = pagingOf(asked);
      if (isFailure(paging)) return paging;
      const { first, after = null } = paging;
      if (after !== null && isFailure(parseMessageId(after)))
        return invalid('Give the `next` of the page before.', 'after');
      const patient = asked.patientId ? parsePatientId(asked.patientId) : null;
      if (isFailure(patient)) return invalid(patient.message, 'patientId');
      const found = await store.page({
        organisation: administrator.organisation,
        from: asked.from ?? null,
        to: asked.to ?? null,
        type: storable(asked.type),
        controlId: storable(asked.controlId),
        sender: storable(asked.sender),
        patient,
        states: asked.states ?? null,
        before: after,
        limit: first + 1,
      });
      const items = found.slice(0, first);
      const last = found.length > first ? items.at(-1) : undefined;
      return last === undefined ? { items } : { items, next: last.id };
    },

    /** Who looks is kept before anything is shown. */
    read: async (context: Context, named: Named): Promise<MaskedMessage | null | Failure> => {
      const found = await find(context, named);
      if (isFailure(found)) return found.kind === 'not_found' ? null : found;
      await store.read(found.act);
      const { message, text, acts } = found.kept;
      return { message, text: maskText(text), acts };
    },

    sendAgain: async (context: Context, input: SendAgainInput): Promise<SendingAgain | Failure> => {
      const found = await find(context, input);
      if (isFailure(found)) return found;
      const fault = faultOfSendingAgain(found.kept, context.clock.now());
      if (fault !== undefined) return fault;
      await again.ask(found.act);
      return { messageId: found.act.messageId };
    },
  };
};

const noSuchMessage = notFound('No such message came in for your organisation.', 'messageId');
