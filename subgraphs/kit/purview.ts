import { seal, unseal } from '../../kernel/seal.ts';
import type { PatientId, SourceId } from '../../kernel/id.ts';
import type { Context } from './context.ts';
import type { ItemLabel } from './label.ts';
import { nameOf } from './principal-name.ts';

/** Why a caller may see anything of a patient at all. The access log keeps it. */
export type Basis = 'SELF' | 'SOURCE' | 'CONSENT' | 'BTG' | 'APP' | 'PARTNER';

/** What stays closed although the item may be seen: `DELAYED` hides the content until the item's `visibleFrom`. */
export type Mask = 'DELAYED';

/** Some of a patient's items: those with one of the labels, and those that one of the sources put into the record. */
export type View = {
  /** Holds 'UNSET' where unlabelled items may be seen too. */
  readonly labels: readonly ItemLabel[];
  /** Items that any of these put into the record may be seen whatever their label ("team data view"). */
  readonly sources: readonly SourceId[];
};

/**
 * A capability: what one principal may see of one patient, until then. The patients slice alone makes it; every other
 * slice turns it into the predicate `label = any(labels) or sources && sources` inside its own query.
 */
export type Purview = View & {
  readonly patient: PatientId;
  /** Records that were merged into this one: what lies under their ids is read as this patient's, by the same view. ADR 22 */
  readonly formerly?: readonly PatientId[];
  /** Whom it was made for: it opens nothing for anybody else. */
  readonly principal: string;
  readonly masks: readonly Mask[];
  /**
   * What the masks leave open: that part of the items which the principal may see in another capacity too. A carer who
   * is a professional of one of the patient's teams reads at once what that team sees.
   */
  readonly unmasked?: View;
  readonly basis: Basis;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

const lifetime = 60_000;

/** `until`: where the facts themselves end at a moment, as broken glass does, the purview ends no later. */
export const sealPurview = (
  context: Context,
  purview: Omit<Purview, 'principal' | 'expires'>,
  until = Number.POSITIVE_INFINITY,
): string =>
  seal(context.keys, 'purview', {
    ...purview,
    principal: nameOf(context.principal),
    expires: Math.min(context.clock.now().getTime() + lifetime, until),
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

/** The store's predicate in words: whether an item is among those of a view. */
export const shows = (
  view: { readonly labels: readonly ItemLabel[]; readonly sources: readonly string[] },
  item: { readonly label: ItemLabel; readonly sources: readonly string[] },
): boolean => view.labels.includes(item.label) || item.sources.some((source) => view.sources.includes(source));
