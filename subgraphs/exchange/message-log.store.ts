import type { InboundMessage as Row, Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type { InboundMessage, MessageState } from './exchange.types.ts';

export type MessageQuery = {
  readonly owner: string;
  readonly state: MessageState | null;
  /** Only messages older than this one. */
  readonly before: string | null;
  readonly limit: number;
};

export type MessageLog = {
  /** Newest first: ids are in the order of time. */
  page(query: MessageQuery): Promise<InboundMessage[]>;
  /** The last message with this control id that any of the owner's feeds sent. */
  last(owner: string, controlId: string): Promise<InboundMessage | null>;
  /** The last one that any feed of a partner sent for an organisation, or for nobody that could be made out. */
  lastOfPartner(
    sent: { readonly partner: string; readonly organisation: string },
    controlId: string,
  ): Promise<InboundMessage | null>;
  text(sender: string, id: string): Promise<string | null>;
  /** False where this sender has no message that is or was held. */
  settle(settled: Settled): Promise<boolean>;
};

export type Settled = {
  readonly id: string;
  readonly sender: string;
  readonly state: 'RELEASED' | 'DECLINED' | 'HELD';
  readonly reason: string | null;
  readonly patient: string | null;
  readonly at: Date;
};

export const messageLogStore = (prisma: Pick<PrismaClient, 'inboundMessage'>): MessageLog => ({
  page: async ({ owner, state, before, limit }) => {
    const rows = await prisma.inboundMessage.findMany({
      select: shownColumns,
      where: { owner, ...(state === null ? {} : { state }), ...(before === null ? {} : { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(messageOf);
  },

  last: async (owner, controlId) => {
    const row = await prisma.inboundMessage.findFirst({
      select: shownColumns,
      where: { owner, controlId },
      orderBy: [{ receivedAt: 'desc' }, { attempt: 'desc' }, { id: 'desc' }],
    });
    return row === null ? null : messageOf(row);
  },

  lastOfPartner: async ({ partner, organisation }, controlId) => {
    const row = await prisma.inboundMessage.findFirst({
      select: shownColumns,
      where: { partner, controlId, OR: [{ organisationId: organisation }, { organisationId: null }] },
      orderBy: [{ receivedAt: 'desc' }, { attempt: 'desc' }, { id: 'desc' }],
    });
    return row === null ? null : messageOf(row);
  },

  text: async (sender, id) => {
    const row = await prisma.inboundMessage.findFirst({ select: { raw: true }, where: { id, sender } });
    return row === null ? null : Buffer.from(row.raw).toString('utf8');
  },

  settle: async ({ id, sender, state, reason, patient, at }) => {
    // What was released stays released; one that was rejected may be approved after all.
    const { count } = await prisma.inboundMessage.updateMany({
      where: { id, sender, state: { in: ['HELD', 'DECLINED', ...(state === 'RELEASED' ? [state] : [])] } },
      data: { state, reason, closedAt: at, ...(patient === null ? {} : { patientId: patient }) },
    });
    return count === 1;
  },
});

/** All but the text: it is up to 10 MB, and nobody asks for it here. */
export const shownColumns = {
  id: true,
  sender: true,
  controlId: true,
  type: true,
  receivedAt: true,
  state: true,
  reason: true,
  acknowledgement: true,
  patientId: true,
} as const satisfies Prisma.InboundMessageSelect;

export const messageOf = ({
  id,
  sender,
  receivedAt,
  state,
  controlId,
  type,
  reason,
  acknowledgement,
  patientId,
}: Pick<Row, keyof typeof shownColumns>): InboundMessage => ({
  id,
  sender,
  receivedAt,
  state,
  ...(controlId === null ? {} : { controlId }),
  ...(type === null ? {} : { type }),
  ...(reason === null ? {} : { reason }),
  ...(acknowledgement === null ? {} : { acknowledgement }),
  ...(patientId === null ? {} : { patient: { id: patientId } }),
});
