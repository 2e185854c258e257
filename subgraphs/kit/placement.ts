import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { OrganisationId, PatientId, TeamId } from '../../kernel/id.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Context } from './context.ts';
import type { Label } from './label.ts';
import type { LabelMaps } from './label.rules.ts';
import type { Paper } from './paper.rules.ts';
import { nameOf } from './principal-name.ts';

/**
 * A capability to write: one principal may put items into one patient's record, as this source, until then. The
 * patients slice makes it when it has matched the patient; the slice that owns the item verifies it. It is to writing
 * what the purview is to reading.
 */
export type Placement = {
  readonly patient: PatientId;
  /** Records that were merged into this one: an item that is there already is written where it is. ADR 22 */
  readonly formerly?: readonly PatientId[];
  readonly principal: string;
  readonly organisation: OrganisationId;
  readonly team: TeamId;
  /** The source team's default label, where it has exactly one to give; rank 5 of domain reference §3.3. */
  readonly label?: Label;
  /** The labels that the organisation's codes lead to; ranks 3 and 4. */
  readonly maps?: LabelMaps;
  /** Why the patient cannot read on a screen, where that is so. */
  readonly paper?: Paper;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

const lifetime = 5 * 60_000;

export const sealPlacement = (context: Context, placement: Omit<Placement, 'principal' | 'expires'>): string =>
  seal(context.keys, 'placement', {
    ...placement,
    principal: nameOf(context.principal),
    expires: context.clock.now().getTime() + lifetime,
  });

/** The placement, if it is ours, still valid, and made for the very principal that shows it. */
export const openPlacement = (context: Context, sealed: string): Placement | Failure => {
  const placement = unseal(context.keys, 'placement', sealed) as Placement | undefined;
  if (
    placement === undefined ||
    placement.expires < context.clock.now().getTime() ||
    placement.principal !== nameOf(context.principal)
  )
    return forbidden('This placement is not valid for you, or has expired: match the patient again.', 'placement');
  return placement;
};
