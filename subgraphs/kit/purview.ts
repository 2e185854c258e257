import type { PatientId, SourceId } from '../../kernel/id.ts';
import type { ItemLabel } from './label.ts';

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
