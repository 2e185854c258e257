import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { Principal } from '../../kernel/principal.ts';
import { nameOf } from '../kit/principal-name.ts';

/** Whose message it is: who sent it, and who may ask what became of it. */
export type Sender = {
  /** Control ids are unique for each sender: two feeds of one organisation may use the same. */
  readonly sender: string;
  readonly owner: string;
  readonly organisation: string | null;
  readonly partner: string | null;
};

export const senderOf = (principal: Principal): Sender | Failure => {
  const owner = ownerOf(principal);
  if (owner === undefined) return forbidden('Only a feed of an organisation or of a partner sends messages.');
  return {
    sender: nameOf(principal),
    owner,
    organisation: 'organisation' in principal ? principal.organisation : null,
    partner: principal.kind === 'partner' ? principal.partner : null,
  };
};

/**
 * An organisation sees what all of its own feeds sent, a partner what came from the very client that asks, not even
 * what the same partner sent in through another one. Nobody else sees messages.
 */
export const ownerOf = (principal: Principal): string | undefined => {
  if (principal.kind === 'organisation') return `organisation/${principal.organisation}`;
  return principal.kind === 'partner' ? nameOf(principal) : undefined;
};
