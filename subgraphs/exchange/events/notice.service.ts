import { forbidden, invalid, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { seal, unseal } from '../../../kernel/seal.ts';
import type { Context } from '../../kit/context.ts';
import type { EventLog } from './event-log.store.ts';
import type { NoticeStore } from './notice.store.ts';
import type { EmailNotifications, NoteBounceInput, Notice, SettledNotices, SettleNoticeInput } from './notice.types.ts';

type Needs = { readonly log: EventLog; readonly store: NoticeStore; readonly newId: NewId };

export type NoticeService = ReturnType<typeof noticeService>;

/** Longer than a mail server may take for so many. */
const turnMs = 5 * 60_000;
const mostAtOnce = 100;
/** An address that was refused for good is let alone for so long: its owner may have made room, or come back. */
const refusedForDays = 30;

/** What patients are told of by e-mail, for the adapter that writes; and whether they want it. Domain reference §3.1 */
export const noticeService = ({ log, store, newId }: Needs) => {
  /** Whether they are wanted, and whether they arrive. */
  const stateOf = async (context: Context, patient: string, on: boolean): Promise<EmailNotifications> => {
    const refused = await store.refusedOf(patient, refusedSince(context));
    return { on, refusedAt: refused?.at ?? null, problem: refused?.problem ?? null };
  };

  return {
    take: async (context: Context, most: number): Promise<readonly Notice[] | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      if (most < 1 || most > mostAtOnce) return invalid(`Take 1 to ${String(mostAtOnce)} at once.`, 'first');
      await log.order();
      const now = context.clock.now();
      const turn = newId();
      const taken = await store.take({ now, turn, until: new Date(now.getTime() + turnMs), most });
      return taken.map(({ patient, kinds }) => ({
        patientId: patient,
        turn,
        kinds,
        unsubscribe: seal(context.keys, 'unsubscribe', { patient }),
      }));
    },

    settle: async (context: Context, inputs: readonly SettleNoticeInput[]): Promise<SettledNotices | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      const now = context.clock.now();
      let settled = 0;
      for (const { patientId: patient, turn, done, refusedAddress, problem } of inputs) {
        if (refusedAddress != null)
          await store.refuse({ address: refusedAddress, problem: problem ?? '', patient }, now);
        if (await store.settle({ patient, turn, now, done })) settled += 1;
      }
      return { settled };
    },

    /** The address is let alone as one that was refused at once. */
    bounced: async (
      context: Context,
      { address, patientId, problem }: NoteBounceInput,
    ): Promise<SettledNotices | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      await store.refuse({ address, problem, patient: patientId ?? null }, context.clock.now());
      return { settled: 1 };
    },

    refusedAddresses: (context: Context, addresses: readonly string[]): Promise<readonly string[]> | Failure => {
      if (context.principal.kind !== 'internal') return ours;
      return store.refused(
        addresses.map((address) => address.toLowerCase()),
        refusedSince(context),
      );
    },

    /** By the link of an e-mail, which is signed: whoever has it may end them, and may do nothing else. RFC 8058 */
    unsubscribe: async (context: Context, sealed: string): Promise<EmailNotifications | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      const link = unseal(context.keys, 'unsubscribe', sealed) as { readonly patient: string } | undefined;
      if (link === undefined) return notFound('This link is not one of ours.', 'link');
      await store.switch(link.patient, false, context.clock.now());
      return { on: false };
    },

    read: async (context: Context): Promise<EmailNotifications | null> => {
      const patient = ownRecord(context.principal);
      return patient === undefined ? null : stateOf(context, patient, await store.isOn(patient));
    },

    set: async (context: Context, on: boolean): Promise<EmailNotifications | Failure> => {
      const patient = ownRecord(context.principal);
      if (patient === undefined) return notFound('You have no record of your own here.');
      await store.switch(patient, on, context.clock.now());
      return stateOf(context, patient, on);
    },
  };
};

const refusedSince = ({ clock }: Context): Date => new Date(clock.now().getTime() - refusedForDays * 86_400_000);

const ownRecord = (principal: Principal): string | undefined =>
  principal.kind === 'person' && principal.ownBehalf ? principal.patient : undefined;

const ours = forbidden('This is for our own processes.');
