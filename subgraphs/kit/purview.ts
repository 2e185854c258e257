import { seal, unseal } from '../../kernel/seal.ts';
import type { PatientId, SourceId } from '../../kernel/id.ts';
import type { Context } from './context.ts';
import type { ItemLabel } from './label.ts';
import { nameOf } from './principal-name.ts';

/** Why a caller may see anything of a patient at all. The access log keeps it. */
export type Basis = 'SELF' | 'SOURCE' | 'CONSENT' | 'BTG' | 'APP' | 'PARTNER';

/** What stays closed although the item may be seen: `DELAYED` hides the content until the item's `visibleFrom`. */
export type Mask = 'DELAYED';

/**
 * A capability: what one principal may see of one patient, until then. The patients slice alone makes it; every other
 * slice turns it into the predicate `label = any(labels) or sources && sources` inside its own query.
 */
export type Purview = {
  readonly patient: PatientId;
  /** Whom it was made for: it opens nothing for anybody else. */
  readonly principal: string;
  /** Labels whose items may be seen; holds 'UNSET' where unlabelled items may be seen too. */
  readonly labels: readonly ItemLabel[];
  /** Items that any of these put into the record may be seen whatever their label ("team data view"). */
  readonly sources: readonly SourceId[];
  readonly masks: readonly Mask[];
  readonly basis: Basis;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

const lifetime = 60_000;

export const sealPurview = (context: Context, purview: Omit<Purview, 'principal' | 'expires'>): string =>
  seal(context.keys, 'purview', {
    ...purview,
    principal: nameOf(context.principal),
    expires: context.clock.now().getTime() + lifetime,
  });

/** The purview, or undefined where it is absent, forged, expired, or made for another patient or principal: then the slice shows nothing. */
export const openPurview = (
  context: Context,
  patient: string,
  sealed: string | undefined | null,
): Purview | undefined => {
  if (typeof sealed !== 'string') return undefined;
  const purview = unseal(context.keys, 'purview', sealed) as Purview | undefined;
  if (purview === undefined || purview.expires < context.clock.now().getTime()) return undefined;
  if (purview.patient !== patient || purview.principal !== nameOf(context.principal)) return undefined;
  return purview;
};
