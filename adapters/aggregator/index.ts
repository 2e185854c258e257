import type { FastifyPluginAsync } from 'fastify';
import { inRounds } from '../../kernel/rounds.ts';
import { asking } from './asking.ts';
import { CustomerChangesWaitingDocument } from './documents.generated.ts';
import { most, round, type Parts } from './round.ts';

/** Who is not woken looks by itself after so many milliseconds: for what is to be tried again, and where a ring was lost. */
const patience = 2_000;

/**
 * Brings what customers write into their own stores into the patients' records, as long as the server runs. Two rounds go on
 * at a time, and as many more as there are processes: each takes what no other has. ADR 27
 */
export const aggregator = (parts: Parts): FastifyPluginAsync => {
  const ask = asking(parts);
  return inRounds({
    round: () => round(parts),
    most,
    waiting: (within) => ask(CustomerChangesWaitingDocument, { within, wait: patience }),
    atOnce: 2,
    failure: 'what customers have written was not brought into the records',
    clock: parts.clock,
    log: parts.log,
  });
};
