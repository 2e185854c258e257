import type { OrganisationId, UserId } from '../../../kernel/id.ts';
import type { Prisma, PrismaClient } from '../../../prisma/client/client.ts';
import type { InboundMessage, MessageState } from '../exchange.types.ts';
import { messageOf, shownColumns } from '../message-log.store.ts';
import { idAt } from './id-at.ts';
import type { MessageActKind } from './search.types.ts';

export type Asked = {
  readonly organisation: OrganisationId;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly type: string | null;
  readonly controlId: string | null;
  readonly sender: string | null;
  readonly patient: string | null;
  readonly states: readonly MessageState[] | null;
  /** Only messages older than this one. */
  readonly before: string | null;
  readonly limit: number;
};

export type KeptMessage = {
  readonly message: InboundMessage;
  readonly text: string;
  readonly acts: readonly KeptAct[];
  /** No later message of this sender has its control id. */
  readonly isLast: boolean;
};

export type KeptAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly kind: MessageActKind;
  readonly doneAt: Date | null;
  readonly outcome: MessageState | null;
};

export type NewAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly personId: UserId;
  readonly organisationId: OrganisationId;
  readonly messageId: string;
};

export type SearchStore = {
  /** What an organisation's own feeds sent, and partners for it, the newest first. */
  page(asked: Asked): Promise<InboundMessage[]>;
  find(organisation: OrganisationId, id: string): Promise<KeptMessage | undefined>;
  /** That somebody looked at a text. */
  read(act: NewAct): Promise<void>;
};

type Tables = Pick<PrismaClient, 'inboundMessage' | 'messageAct'>;

export const searchStore = ({ inboundMessage, messageAct }: Tables): SearchStore => ({
  page: async ({ organisation, from, to, type, controlId, sender, patient, states, before, limit }) => {
    const newest = (whose: Whose) =>
      inboundMessage.findMany({
        select: shownColumns,
        where: {
          ...whose,
          receivedAt: { ...(from === null ? {} : { gte: from }), ...(to === null ? {} : { lt: to }) },
          id: idsWithin(from, to, before),
          ...(type === null ? {} : { type }),
          ...(controlId === null ? {} : { controlId }),
          ...(sender === null ? {} : { sender }),
          ...(patient === null ? {} : { patientId: patient }),
          ...(states === null ? {} : { state: { in: [...states] } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
      });
    // Each by its own index; the newest of both are among the newest of each.
    const [own, ofPartners] = await Promise.all([newest(ownOf(organisation)), newest(ofPartnersFor(organisation))]);
    return [...own, ...ofPartners]
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .slice(0, limit)
      .map(messageOf);
  },

  find: async (organisation, id) => {
    const row = await inboundMessage.findFirst({
      select: {
        ...shownColumns,
        raw: true,
        owner: true,
        attempt: true,
        acts: { orderBy: { id: 'desc' } },
      },
      where: { id, OR: [ownOf(organisation), ofPartnersFor(organisation)] },
    });
    if (row === null) return undefined;
    const { raw, owner, sender, controlId, attempt, acts } = row;
    const later =
      controlId === null
        ? null
        : await inboundMessage.findFirst({
            select: { id: true },
            where: { owner, sender, controlId, attempt: { gt: attempt } },
          });
    return {
      message: messageOf(row),
      text: Buffer.from(raw).toString('utf8'),
      acts: acts.map(({ kind, ...act }) => ({ ...act, kind: kind === 'READ' ? kind : 'SENT_AGAIN' })),
      isLast: later === null,
    };
  },

  read: async (act) => {
    await messageAct.create({ data: { ...act, kind: 'READ', doneAt: act.at } });
  },
});

type Whose = Prisma.InboundMessageWhereInput;

const ownOf = (organisation: OrganisationId) => ({ owner: `organisation/${organisation}` });

const ofPartnersFor = (organisation: OrganisationId) => ({ organisationId: organisation, partner: { not: null } });

/**
 * Ids begin with the time at which they were made (UUID version 7), which is within moments of when the message is noted
 * as received: between these bounds the index on ids leads to the time, however long ago that is.
 */
const idsWithin = (from: Date | null, to: Date | null, before: string | null): { gte?: string; lt?: string } => {
  const upper = [before, to === null ? null : idAt(to.getTime() + leeway)].filter((id) => id !== null).sort();
  const [lt] = upper;
  return { ...(from === null ? {} : { gte: idAt(from.getTime() - leeway) }), ...(lt === undefined ? {} : { lt }) };
};

const leeway = 60_000;
